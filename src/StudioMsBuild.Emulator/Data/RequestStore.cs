using System.Globalization;
using Microsoft.Data.Sqlite;

namespace StudioMsBuild.Emulator.Data;

/// <summary>The requests that came in. Beyond <see cref="MaxCount"/> or <see cref="MaxBytes"/> the oldest are dropped, and counted.</summary>
internal sealed class RequestStore
{
    /// <summary>The most requests that are kept.</summary>
    public const int MaxCount = 10_000;

    /// <summary>The most bytes of text that are kept: paths, client names, bodies and answers together.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Both limits, for messages.</summary>
    public static readonly string Limits =
        string.Create(CultureInfo.InvariantCulture, $"{MaxCount:N0} requests, and {MaxBytes >> 20} MB of them");

    private const string Columns = "id, time, method, path, user_agent, authorization, body, status, answer, fault";
    private const string WithProjects = $"{Columns}, (select group_concat(project.id) from project where project.request = request.id)";

    private const string Size =
        "octet_length(path) + ifnull(octet_length(user_agent), 0) + ifnull(octet_length(body), 0) + ifnull(octet_length(answer), 0)";

    private readonly Lock gate = new();
    private readonly Database database;
    private readonly ChangeFeed changes;
    private int count;
    private long bytes;

    public RequestStore(Database database, ChangeFeed changes)
    {
        this.database = database;
        this.changes = changes;

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
            create table if not exists request_log (dropped integer not null) strict;
            insert into request_log select 0 where not exists (select * from request_log);
            """);
        (count, bytes) = database.Query($"select count(*), ifnull(sum({Size}), 0) from request", row => (row.GetInt32(0), row.GetInt64(1)))[0];
        DropOldest();
    }

    public int Count => count;

    /// <summary>How many requests were dropped since the last <see cref="Clear"/>, because of the limits.</summary>
    public long Dropped => database.Query("select dropped from request_log", row => row.GetInt64(0))[0];

    /// <summary>Records a request that is not answered yet; returns its number.</summary>
    public long Add(RecordedRequest request)
    {
        lock (gate)
        {
            var (id, size) = database.Query(
                $"""
                insert into request (time, method, path, user_agent, authorization, body)
                values ($time, $method, $path, $user_agent, $authorization, $body) returning id, {Size}
                """,
                row => (row.GetInt64(0), row.GetInt64(1)),
                ("$time", request.Time),
                ("$method", request.Method),
                ("$path", request.Path),
                ("$user_agent", request.UserAgent),
                ("$authorization", request.HasAuthorization),
                ("$body", request.Body))[0];
            count++;
            bytes += size;
            DropOldest();
            changes.Publish();
            return id;
        }
    }

    public void SetFault(long id, string fault) =>
        database.Execute("update request set fault = $fault where id = $id", ("$id", id), ("$fault", fault));

    public void SetAnswer(long id, int status, string? answer)
    {
        lock (gate)
        {
            // Nothing comes back for a request that was dropped or cleared meanwhile.
            var before = SizeOf(id);
            database.Execute(
                "update request set status = $status, answer = $answer where id = $id",
                ("$id", id),
                ("$status", status),
                ("$answer", answer));
            bytes += SizeOf(id) - before;
            DropOldest();
            changes.Publish();
        }
    }

    /// <summary>The requests after a number, in the order in which they came: at least one, at most <paramref name="most"/>,
    /// and otherwise no more than <paramref name="mostBytes"/> of text.</summary>
    public IReadOnlyList<RecordedRequest> After(long id, int most, int mostBytes)
    {
        var last = id;
        var total = 0L;
        foreach (var (number, size) in database.Query(
            $"select id, {Size} from request where id > $id order by id limit $most",
            row => (row.GetInt64(0), row.GetInt64(1)),
            ("$id", id),
            ("$most", most)))
        {
            total += size;
            if (last > id && total > mostBytes)
                break;
            last = number;
        }

        return database.Query(
            $"select {WithProjects} from request where id > $id and id <= $last order by id",
            Read,
            ("$id", id),
            ("$last", last));
    }

    /// <summary>Whether there are requests after a number.</summary>
    public bool HasAfter(long id) =>
        database.Query("select exists (select * from request where id > $id)", row => row.GetBoolean(0), ("$id", id))[0];

    /// <summary>The last requests before a number, the newest first.</summary>
    public IReadOnlyList<RecordedRequest> Before(long id, int most) =>
        database.Query(
            $"select {WithProjects} from request where id < $id order by id desc limit $most",
            Read,
            ("$id", id),
            ("$most", most));

    public RecordedRequest? Find(long id) =>
        database.Query($"select {WithProjects} from request where id = $id", Read, ("$id", id)).SingleOrDefault();

    public void Clear()
    {
        lock (gate)
        {
            database.ExecuteInTransaction("delete from request; update request_log set dropped = 0");
            (count, bytes) = (0, 0);
            changes.Publish();
        }
    }

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

    private long SizeOf(long id) =>
        database.Query($"select {Size} from request where id = $id", row => row.GetInt64(0), ("$id", id)).SingleOrDefault();

    /// <summary>Drops the oldest requests until both limits are met; the newest stays.</summary>
    private void DropOldest()
    {
        while (IsOver())
        {
            var (last, dropped) = (0L, 0);
            foreach (var (id, size) in database.Query(
                $"select id, {Size} from request order by id limit 100",
                row => (row.GetInt64(0), row.GetInt64(1))))
            {
                if (!IsOver())
                    break;
                (last, dropped) = (id, dropped + 1);
                count--;
                bytes -= size;
            }

            database.ExecuteInTransaction(
                "delete from request where id <= $last; update request_log set dropped = dropped + $dropped",
                ("$last", last),
                ("$dropped", dropped));
        }
    }

    private bool IsOver() => count > 1 && (count > MaxCount || bytes > MaxBytes);
}
