using Microsoft.Data.Sqlite;

namespace StudioMsBuild.Emulator.Data;

/// <summary>The projects, in the order in which they were created.</summary>
internal sealed class ProjectStore
{
    private const string Columns = "id, name, repo_url, subdir, team, user, public, created, client, request";

    private readonly Database database;

    public ProjectStore(Database database)
    {
        this.database = database;

        // The select fails on another program's table now, not at the first request.
        database.Execute(
            $"""
            create table if not exists project (
                id text primary key,
                name text not null,
                repo_url text not null,
                subdir text,
                team text,
                user text not null,
                public integer not null,
                created text not null,
                client text,
                request integer not null
            ) strict;
            select {Columns} from project limit 0;
            create index if not exists project_request on project (request);
            """);
    }

    public void Add(Project project) => database.Execute(
        $"insert into project ({Columns}) values ($id, $name, $repo_url, $subdir, $team, $user, $public, $created, $client, $request)",
        ("$id", project.Id),
        ("$name", project.Name),
        ("$repo_url", project.RepoUrl),
        ("$subdir", project.Subdir),
        ("$team", project.Team),
        ("$user", project.User),
        ("$public", project.Public),
        ("$created", project.Created),
        ("$client", project.Client),
        ("$request", project.Request));

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Project> All() => database.Query($"select {Columns} from project order by rowid desc", Read);

    public Project? Find(string id) => database.Query($"select {Columns} from project where id = $id", Read, ("$id", id)).SingleOrDefault();

    /// <summary>The projects that one request made.</summary>
    public IReadOnlyList<Project> Of(RecordedRequest request) =>
        database.Query($"select {Columns} from project where request = $request order by rowid", Read, ("$request", request.Id));

    private static Project Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.TextOrNull(3),
        row.TextOrNull(4),
        row.GetString(5),
        row.GetBoolean(6),
        row.GetDateTimeOffset(7),
        row.TextOrNull(8),
        row.GetInt64(9));
}
