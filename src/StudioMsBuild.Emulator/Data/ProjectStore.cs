using Microsoft.Data.Sqlite;
using StudioMsBuild.Emulator.Api;

namespace StudioMsBuild.Emulator.Data;

/// <summary>The projects, in the order in which they were created.</summary>
internal sealed class ProjectStore
{
    private const string Columns = "id, name, repo_url, subdir, team, user, public, created, client, request";

    // The window functions must see all projects before any is filtered out.
    private const string Listed =
        $"""
        select {Columns},
            row_number() over (partition by repository, team, folder(subdir) order by rowid) as copy,
            count(*) over (partition by repository, team, folder(subdir)) as copies,
            count(*) over (partition by team is not null, ifnull(team, user)) as in_space,
            rowid as number
        from project
        """;

    private const string IsCopy = "team is $team and folder(subdir) is folder($subdir)";

    private readonly Database database;
    private readonly ChangeFeed changes;
    private readonly int max;

    /// <param name="max">The project limit.</param>
    public ProjectStore(Database database, ChangeFeed changes, int max)
    {
        this.database = database;
        this.changes = changes;
        this.max = max;
        database.AddFunction("repository_key", url => RepositoryUrl.TryParse(url, out var parsed) ? parsed.Key : url);
        database.AddFunction("folder", subdir => string.Join('/', subdir.Split('/').Where(part => part is not ("" or "."))));

        // The select makes another program's table fail now, not at the first request.
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
        AddRepositoryColumn();
    }

    public int Count => database.Query("select count(*) from project", row => row.GetInt32(0))[0];

    /// <summary>Adds a project; false if the limit is reached.</summary>
    public bool TryAdd(Project project)
    {
        var isAdded = database.Query(
            $"""
            insert into project ({Columns}, repository)
            select $id, $name, $repo_url, $subdir, $team, $user, $public, $created, $client, $request, repository_key($repo_url)
            where (select count(*) from project) < $max returning 1
            """,
            row => row.GetInt32(0),
            ("$id", project.Id),
            ("$name", project.Name),
            ("$repo_url", project.RepoUrl),
            ("$subdir", project.Subdir),
            ("$team", project.Team),
            ("$user", project.User),
            ("$public", project.Public),
            ("$created", project.Created),
            ("$client", project.Client),
            ("$request", project.Request),
            ("$max", max)).Count > 0;
        changes.Publish();
        return isAdded;
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Project> All() => database.Query($"select {Columns} from project order by rowid desc", Read);

    /// <summary>A page of the list: users' spaces, then teams', by name, each with the newest project first.</summary>
    public IReadOnlyList<ListedProject> Page(int skip, int most) => database.Query(
        $"select * from ({Listed}) order by team is not null, ifnull(team, user), number desc limit $most offset $skip",
        ReadListed,
        ("$skip", skip),
        ("$most", most));

    public ListedProject? Find(string id) => database.Query(
        $"select * from ({Listed} where repository = (select repository from project where id = $id)) where id = $id",
        ReadListed,
        ("$id", id)).SingleOrDefault();

    /// <summary>The first projects of this one's repository, team and subdirectory.</summary>
    public IReadOnlyList<ListedProject> CopiesOf(Project project, int most) => OfRepository(project, IsCopy, most);

    /// <summary>The first projects of this one's repository that have another team or subdirectory.</summary>
    public IReadOnlyList<Project> SiblingsOf(Project project, int most) =>
        [.. OfRepository(project, $"not ({IsCopy})", most).Select(listed => listed.Project)];

    /// <summary>Whether there is another project of this one's repository, team and subdirectory.</summary>
    public bool IsDuplicate(Project project) => database.Query(
        $"select exists (select * from project where repository = repository_key($repo_url) and id <> $id and {IsCopy})",
        row => row.GetBoolean(0),
        ("$repo_url", project.RepoUrl),
        ("$id", project.Id),
        ("$team", project.Team),
        ("$subdir", project.Subdir))[0];

    /// <summary>How many projects are duplicates of an earlier one.</summary>
    public int Duplicates => database.Query(
        "select ifnull(sum(copies - 1), 0) from (select count(*) as copies from project group by repository, team, folder(subdir))",
        row => row.GetInt32(0))[0];

    /// <summary>The projects that a request created.</summary>
    public IReadOnlyList<Project> CreatedBy(RecordedRequest request) =>
        database.Query($"select {Columns} from project where request = $request order by rowid", Read, ("$request", request.Id));

    public void Clear()
    {
        database.Execute("delete from project");
        changes.Publish();
    }

    private IReadOnlyList<ListedProject> OfRepository(Project project, string condition, int most) => database.Query(
        $"select * from ({Listed} where repository = repository_key($repo_url)) where {condition} order by number limit $most",
        ReadListed,
        ("$repo_url", project.RepoUrl),
        ("$team", project.Team),
        ("$subdir", project.Subdir),
        ("$most", most));

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

    private static ListedProject ReadListed(SqliteDataReader row) => new(Read(row), row.GetInt32(10), row.GetInt32(11), row.GetInt32(12));

    /// <summary>Adds the column to a data file of version 0.1.0, and fills it.</summary>
    private void AddRepositoryColumn()
    {
        if (database.Query("select 1 from pragma_table_info('project') where name = 'repository'", row => row.GetInt32(0)).Count == 0)
            database.Execute("alter table project add column repository text");
        database.Execute(
            """
            update project set repository = repository_key(repo_url) where repository is not repository_key(repo_url);
            create index if not exists project_repository on project (repository);
            """);
    }
}
