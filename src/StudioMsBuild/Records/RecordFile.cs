namespace StudioMsBuild.Records;

/// <summary>studio.lock.json on disk, for all registrations of one task; several of them share its writes.</summary>
/// <param name="stateFolder">The folder of locks and marks, beside the record or in the Git folder.</param>
/// <param name="batch">How many registrations are written at once; the marks remember those that are not written yet.</param>
internal sealed class RecordFile(string path, string stateFolder, int batch = 1, CancellationToken cancel = default)
{
    private readonly object reading = new();
    private readonly object writing = new();
    private readonly List<Action<Record>> pending = [];
    private (DateTime Written, long Length, Result<Record> Record)? last;
    private bool isProved;

    public string Path => path;

    public string StateFolder => stateFolder;

    /// <summary>The record as it stands; parsed again only where it has changed. Not to be changed by the caller.</summary>
    public Result<Record> Read()
    {
        lock (reading)
        {
            var file = new FileInfo(path);
            var (written, length) = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
            if (last is not { } seen || seen.Written != written || seen.Length != length)
                last = seen = (written, length, ReadAgain());
            return seen.Record;
        }
    }

    /// <summary>Why the record could not be written later; null where it can.</summary>
    public Diagnostic? Prove()
    {
        lock (writing)
        {
            var failure = isProved ? null : Try(() => StateFile.Prove(path));
            isProved = failure is null;
            return failure;
        }
    }

    /// <summary>Changes the record, now or together with the changes after it.</summary>
    public Diagnostic? Update(Action<Record> change)
    {
        lock (writing)
        {
            pending.Add(change);
            return pending.Count < batch ? null : Flush();
        }
    }

    /// <summary>Reads, changes and replaces the record under its lock, so that what other builds wrote stays; an unchanged one is not rewritten.</summary>
    public Diagnostic? Flush()
    {
        lock (writing)
        {
            if (pending.Count == 0)
                return null;
            Diagnostic? unreadable = null;
            var unwritable = Try(() => unreadable = WritePending());
            pending.Clear();
            return unwritable ?? unreadable;
        }
    }

    private Diagnostic? WritePending()
    {
        using var held = StateFile.Lock(System.IO.Path.Combine(stateFolder, RegistrationKey.Hash(path) + ".record.lock"), TimeSpan.FromSeconds(30), static () => { }, cancel)
            ?? throw new IOException("another build has held its lock for over 30 seconds");
        if (!ReadAgain().Is(out var record, out var failure))
            return failure;
        var before = record.ToBytes();
        foreach (var change in pending)
            change(record);
        var after = record.ToBytes();
        if (!after.AsSpan().SequenceEqual(before))
            StateFile.Replace(path, after);
        return null;
    }

    private Result<Record> ReadAgain()
    {
        try
        {
            return StateFile.Read(path) is { } bytes ? RecordReader.Read(path, bytes) : Record.Empty();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnreadableRecord(path, Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }

    private Diagnostic? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnwritableRecord(path, Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }
}
