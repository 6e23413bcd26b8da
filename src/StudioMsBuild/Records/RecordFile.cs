namespace StudioMsBuild.Records;

/// <summary>studio.lock.json on disk, for all registrations of one task; several of them share its writes.</summary>
/// <param name="stateFolder">The folder of locks and marks, beside the record or in the Git folder.</param>
/// <param name="batch">How many registrations are written at once; the marks remember those that are not written yet.</param>
internal sealed class RecordFile(string path, string stateFolder, int batch = 1, CancellationToken cancel = default)
{
    private readonly object reading = new();
    private readonly object writing = new();
    private readonly List<Action<Record>> pending = [];
    private Seen? last;
    private bool isProved;

    public readonly string Path = path;
    public readonly string StateFolder = stateFolder;

    /// <summary>The record as it stands; parsed again only where it has changed. Not to be changed by the caller.</summary>
    public Result<Record> Read()
    {
        lock (reading)
        {
            var file = new FileInfo(Path);
            var (written, length) = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
            if (last is null || last.Written != written || last.Length != length)
                last = new Seen(written, length, ReadAgain());
            return last.Record;
        }
    }

    /// <summary>Why the record could not be written later; null where it can.</summary>
    public Diagnostic? Prove()
    {
        lock (writing)
        {
            var failure = isProved ? null : Try(() => StateFile.Prove(Path));
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
        using var held = StateFile.Lock(System.IO.Path.Combine(StateFolder, RegistrationKey.Hash(Path) + ".record.lock"), TimeSpan.FromSeconds(30), static () => { }, cancel)
            ?? throw new IOException("another build has held its lock for over 30 seconds");
        if (!ReadAgain().Is(out var record, out var failure))
            return failure;
        var before = record.ToBytes();
        foreach (var change in pending)
            change(record);
        var after = record.ToBytes();
        if (!after.AsSpan().SequenceEqual(before))
            StateFile.Replace(Path, after);
        return null;
    }

    private Result<Record> ReadAgain()
    {
        try
        {
            return StateFile.Read(Path) is { } bytes ? RecordReader.Read(Path, bytes) : Record.Empty();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnreadableRecord(Path, Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }

    /// <summary>The record as it was at a time.</summary>
    private sealed class Seen(DateTime written, long length, Result<Record> record)
    {
        public readonly DateTime Written = written;
        public readonly long Length = length;
        public readonly Result<Record> Record = record;
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
            return Diagnostics.UnwritableRecord(Path, Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }
}
