using Microsoft.Data.Sqlite;

namespace StudioMsBuild.Emulator.Data;

/// <summary>The requests that came in; beyond <see cref="Most"/> the oldest go.</summary>
internal sealed class RequestStore
{
    public const int Most = 10_000;

    private const string Columns = "id, time, method, path, user_agent, authorization, body, status, answer, fault";
    private const string WithProjects = $"{Columns}, (select group_concat(project.id) from project where project.request = request.id)";

    private readonly Database database;

    public RequestStore(Database database)
    {
        this.database = database;

        // autoincrement: a project must not point at a later request that got the number of a cleared one.
        database.Execute(
            $"""
            create table if not exists request (
                id integer primary key autoincrement,
                time text not null,
                method text not null,
                path text not null,
                user_agent text,
                authorization integer not null,
                body text,
                status integer,
                answer text,
                fault text
            ) strict;
            select {Columns} from request limit 0;
            """);
    }

    public int Count => database.Query("select count(*) from request", row => row.GetInt32(0))[0];

    /// <summary>Keeps a request that was not answered yet; returns its number.</summary>
    public long Add(RecordedRequest request)
    {
        var id = database.Query(
            "insert into request (time, method, path, user_agent, authorization, body) values ($time, $method, $path, $user_agent, $authorization, $body) returning id",
            row => row.GetInt64(0),
            ("$time", request.Time),
            ("$method", request.Method),
            ("$path", request.Path),
            ("$user_agent", request.UserAgent),
            ("$authorization", request.HasAuthorization),
            ("$body", request.Body))[0];
        if (id > Most)
            database.Execute("delete from request where id <= $oldest", ("$oldest", id - Most));
        return id;
    }

    public void Meets(long id, string fault) => database.Execute("update request set fault = $fault where id = $id", ("$id", id), ("$fault", fault));

    public void Answered(long id, int status, string? answer) =>
        database.Execute("update request set status = $status, answer = $answer where id = $id", ("$id", id), ("$status", status), ("$answer", answer));

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<RecordedRequest> All() => database.Query($"select {WithProjects} from request order by id", Read);

    /// <summary>The newest first.</summary>
    public IReadOnlyList<RecordedRequest> Newest(int count) =>
        database.Query($"select {WithProjects} from request order by id desc limit $count", Read, ("$count", count));

    public RecordedRequest? Find(long id) => database.Query($"select {WithProjects} from request where id = $id", Read, ("$id", id)).SingleOrDefault();

    public void Clear() => database.Execute("delete from request");

    private static RecordedRequest Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetDateTimeOffset(1),
        row.GetString(2),
        row.GetString(3),
        row.TextOrNull(4),
        row.GetBoolean(5),
        row.TextOrNull(6),
        row.IsDBNull(7) ? null : row.GetInt32(7),
        row.TextOrNull(8),
        row.TextOrNull(9),
        row.TextOrNull(10)?.Split(',') ?? []);
}
