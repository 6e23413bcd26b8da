namespace StudioMsBuild.LockFile;

/// <summary>studio.lock.json on disk, for all registrations of one task; several of them share its writes.</summary>
/// <param name="stateFolder">The folder of locks and marks, beside the record or in the Git folder.</param>
/// <param name="batch">How many registrations are written at once; the marks remember those that are not written yet.</param>
internal sealed class LockFileStore(string path, string stateFolder, int batch = 1, CancellationToken cancel = default)
{
    private readonly object reading = new();
    private readonly object proving = new();
    private readonly object writing = new();
    private readonly List<Action<LockFileContent>> pending = [];
    private Seen? last;
    private bool isProved;

    public string Path { get; } = path;
    public string StateFolder { get; } = stateFolder;

    /// <summary>The record as it stands; parsed again only where it has changed. Not to be changed by the caller.</summary>
    public Result<LockFileContent> Read()
    {
        lock (reading)
        {
            var file = new FileInfo(Path);
            // Before it is read: what is written meanwhile is another time's.
            file.Refresh();
            if (last is null || !last.IsOf(file))
                last = new Seen(file, ReadAgain());
            return last.Record;
        }
    }

    /// <summary>Why the record could not be written later; null where it can.</summary>
    public Failure? Prove()
    {
        lock (proving)
        {
            var failure = isProved ? null : Try(() => SafeFile.Prove(Path));
            isProved = failure is null;
            return failure;
        }
    }

    /// <summary>Changes the record, now or together with the changes after it.</summary>
    public Failure? Update(Action<LockFileContent> change)
    {
        lock (pending)
            pending.Add(change);
        return Flush(batch);
    }

    /// <summary>Reads, changes and replaces the record under its lock, so that what other builds wrote stays; an unchanged one is not rewritten.</summary>
    /// <param name="least">With fewer changes than these it waits for more.</param>
    public Failure? Flush(int least = 1)
    {
        Action<LockFileContent>[] changes;
        lock (pending)
        {
            if (pending.Count < least)
                return null;
            changes = [.. pending];
            pending.Clear();
        }

        // Meanwhile others may prepare the next.
        lock (writing)
        {
            Failure? unreadable = null;
            var unwritable = Try(() => unreadable = Write(changes));
            return unwritable ?? unreadable;
        }
    }

    private Failure? Write(Action<LockFileContent>[] changes)
    {
        using var held = SafeFile.Lock(System.IO.Path.Combine(StateFolder, RegistrationKey.Hash(Path) + ".record.lock"), TimeSpan.FromSeconds(30), static () => { }, cancel)
            ?? throw new IOException("another build has held its lock for over 30 seconds");
        if (!ReadAgain().TryGetValue(out var record, out var failure))
            return failure;
        var before = record.ToBytes();
        foreach (var change in changes)
            change(record);
        var after = record.ToBytes();
        if (!after.AsSpan().SequenceEqual(before))
            SafeFile.Replace(Path, after);
        return null;
    }

    private Result<LockFileContent> ReadAgain()
    {
        try
        {
            return SafeFile.Read(Path) is { } bytes ? LockFileReader.Read(Path, bytes) : LockFileContent.Empty();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnreadableRecord(Path, Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }

    /// <summary>The record as a file had it.</summary>
    private sealed class Seen(FileInfo file, Result<LockFileContent> record)
    {
        public Result<LockFileContent> Record { get; } = record;
        private readonly bool exists = file.Exists;
        private readonly DateTime written = file.LastWriteTimeUtc;
        private readonly long length = file.Exists ? file.Length : 0;

        public bool IsOf(FileInfo file) => exists == file.Exists && (!exists || (written == file.LastWriteTimeUtc && length == file.Length));
    }

    private Failure? Try(Action write)
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
