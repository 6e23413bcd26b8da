using System.Collections.Concurrent;

namespace StudioMsBuild.LockFile;

/// <summary>studio.lock.json on disk, for all registrations of one task.</summary>
/// <param name="state">The folder of its lock.</param>
internal sealed class LockFileStore(SafeFile file, StateFolder state, CancellationToken cancel = default)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly object reading = new();
    private readonly object proving = new();
    private readonly object writing = new();
    private readonly ConcurrentQueue<Change> waiting = new();
    private ReadVersion? latest;
    private bool isProved;

    /// <summary>The file as this task wrote it last, so that many registrations don't parse it as often.</summary>
    private Known? lastWritten;

    public string Path => file.Path;

    /// <summary>The content now; parsed again only where the file has changed. Not to be changed by the caller.</summary>
    public Result<LockFileContent> Read()
    {
        lock (reading)
        {
            // Before it is read: what is written meanwhile is another version.
            var now = new FileInfo(Path);
            var version = new ReadVersion(now.Exists, now.LastWriteTimeUtc, now.Exists ? now.Length : 0, Content: null);
            if (latest is not null && latest with { Content = null } == version)
                return latest.Content!;
            var result = ReadAgain(cancel);
            // A failed read may be another program's doing, and over in a moment.
            latest = result.TryGetValue(out var content, out _) ? version with { Content = content } : null;
            return result;
        }
    }

    /// <summary>Why the file can't be written later; null where it can.</summary>
    public Failure? Prove()
    {
        lock (proving)
        {
            if (isProved)
                return null;
            var failure = WithLock(() =>
            {
                file.ProveReplaceable(cancel);
                return null;
            }, cancel);
            isProved = failure is null;
            return failure;
        }
    }

    /// <summary>
    /// Reads, changes and replaces the file under its lock, so that what other builds wrote stays; an unchanged one is not
    /// rewritten. Returns when the change is on disk. Cancelling doesn't stop it: what is recorded here exists in Studio.
    /// </summary>
    public Failure? Update(Action<LockFileContent> change)
    {
        var mine = new Change(change);
        waiting.Enqueue(mine);
        lock (writing)
        {
            // Whoever had the lock may have written this change with its own.
            if (!mine.IsDone)
                WriteWaitingChanges();
        }

        return mine.Failure;
    }

    private void WriteWaitingChanges()
    {
        var changes = waiting.ToArray();
        var failure = WithLockOfBuilds(() => Write(changes), CancellationToken.None);
        foreach (var change in changes)
        {
            (change.IsDone, change.Failure) = (true, failure);
            waiting.TryDequeue(out _);
        }
    }

    private Failure? Write(IReadOnlyList<Change> changes)
    {
        if (!ReadAgain(CancellationToken.None, lastWritten).TryGetValue(out var content, out var failure))
            return failure;
        var before = content == lastWritten?.Content ? lastWritten.Bytes : content.ToBytes();
        lastWritten = null;
        foreach (var change in changes)
            change.Apply(content);
        var after = content.ToBytes();
        if (!after.AsSpan().SequenceEqual(before))
            file.Replace(after, CancellationToken.None);
        lastWritten = new(after, content);
        return null;
    }

    /// <summary>The name of a lock file's lock; on Windows, where c: and C: are one drive, of all its spellings.</summary>
    public static string LockName(string path, bool isCaseSensitive) =>
        RegistrationKey.Hash(isCaseSensitive ? path : path.ToUpperInvariant()) + ".record.lock";

    /// <summary>This task's registrations take turns at once; only other builds are waited for by asking again.</summary>
    private Failure? WithLock(Func<Failure?> work, CancellationToken cancel)
    {
        lock (writing)
            return WithLockOfBuilds(work, cancel);
    }

    private Failure? WithLockOfBuilds(Func<Failure?> work, CancellationToken cancel)
    {
        try
        {
            using var held = state.TryLock(LockName(Path, !OperatingSystem.IsWindows()), Patience, static () => { }, cancel);
            return held is null
                ? Diagnostics.UnwritableLockFile(
                    Path,
                    $"another build has held its lock for over {Patience.TotalSeconds:0} seconds")
                : work();
        }
        catch (FileHeldException e)
        {
            return Diagnostics.LockFileHeldFromWriting(Path, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnwritableLockFile(Path, $"{Text.FirstLine(e.Message).TrimEnd('.')}");
        }
    }

    /// <param name="known">What need not be parsed again.</param>
    private Result<LockFileContent> ReadAgain(CancellationToken cancel, Known? known = null)
    {
        try
        {
            return file.Read(cancel) is not { } bytes ? LockFileContent.Empty()
                : known is not null && bytes.AsSpan().SequenceEqual(known.Bytes) ? known.Content
                : LockFileReader.Read(Path, bytes, cancel);
        }
        catch (FileHeldException e)
        {
            return Diagnostics.LockFileHeldFromReading(Path, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnreadableLockFile(Path, $"{Text.FirstLine(e.Message).TrimEnd('.')}");
        }
    }

    /// <summary>
    /// A registration's change of the file: written together with those that came while the file was being written.
    /// </summary>
    private sealed class Change(Action<LockFileContent> apply)
    {
        public Action<LockFileContent> Apply { get; } = apply;

        public bool IsDone { get; set; }

        public Failure? Failure { get; set; }
    }

    private sealed record Known(byte[] Bytes, LockFileContent Content);

    private sealed record ReadVersion(bool Exists, DateTime Written, long Length, LockFileContent? Content);
}
