using Microsoft.Data.Sqlite;

namespace StudioMsBuild.Emulator.Data;

/// <summary>The projects in SQLite. One connection under one lock: an in-memory database lives as long as its connection.</summary>
internal sealed class ProjectStore : IDisposable
{
    private const string Columns = "id, name, repo_url, subdir, team, user, public, created";

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;

    private ProjectStore(SqliteConnection connection) => this.connection = connection;

    public static ProjectStore Open(string? file)
    {
        // No pool: a closed store has let go of its file.
        var address = new SqliteConnectionStringBuilder { DataSource = file ?? ":memory:", Pooling = false };
        var opened = new SqliteConnection(address.ConnectionString);
        try
        {
            opened.Open();
            using var create = opened.CreateCommand();
            create.CommandText =
                $"""
                create table if not exists project (
                    id text primary key,
                    name text not null,
                    repo_url text not null,
                    subdir text,
                    team text,
                    user text not null,
                    public integer not null,
                    created text not null
                ) strict;
                select {Columns} from project limit 0
                """;

            // The select fails on another program's table now, not at the first request.
            create.ExecuteNonQuery();
            return new ProjectStore(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Add(Project project)
    {
        lock (gate)
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = $"insert into project ({Columns}) values ($id, $name, $repo_url, $subdir, $team, $user, $public, $created)";
            insert.Parameters.AddWithValue("$id", project.Id);
            insert.Parameters.AddWithValue("$name", project.Name);
            insert.Parameters.AddWithValue("$repo_url", project.RepoUrl);
            insert.Parameters.AddWithValue("$subdir", (object?)project.Subdir ?? DBNull.Value);
            insert.Parameters.AddWithValue("$team", (object?)project.Team ?? DBNull.Value);
            insert.Parameters.AddWithValue("$user", project.User);
            insert.Parameters.AddWithValue("$public", project.Public);
            insert.Parameters.AddWithValue("$created", project.Created);
            insert.ExecuteNonQuery();
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Project> All() => Read($"select {Columns} from project order by rowid desc", id: null);

    public Project? Find(string id) => Read($"select {Columns} from project where id = $id", id).SingleOrDefault();

    public void Dispose() => connection.Dispose();

    private List<Project> Read(string query, string? id)
    {
        lock (gate)
        {
            using var select = connection.CreateCommand();
            select.CommandText = query;
            if (id is not null)
                select.Parameters.AddWithValue("$id", id);

            using var row = select.ExecuteReader();
            var projects = new List<Project>();
            while (row.Read())
            {
                projects.Add(new Project(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.IsDBNull(3) ? null : row.GetString(3),
                    row.IsDBNull(4) ? null : row.GetString(4),
                    row.GetString(5),
                    row.GetBoolean(6),
                    row.GetDateTimeOffset(7)));
            }

            return projects;
        }
    }
}
