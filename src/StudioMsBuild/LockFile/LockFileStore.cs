namespace StudioMsBuild.LockFile;

/// <summary>studio.lock.json on disk, for all registrations of one task.</summary>
/// <param name="state">Where its lock lies.</param>
internal sealed class LockFileStore(SafeFile file, StateFolder state, CancellationToken cancel = default)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly object reading = new();
    private readonly object proving = new();
    private ReadVersion? latest;
    private bool isProved;

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
    /// Reads, changes and replaces the file under its lock, so that what other builds wrote stays; an unchanged one is not rewritten.
    /// Cancelling doesn't stop it: what is recorded here exists in Studio.
    /// </summary>
    public Failure? Update(Action<LockFileContent> change) => WithLock(() =>
    {
        if (!ReadAgain(CancellationToken.None).TryGetValue(out var content, out var failure))
            return failure;
        var before = content.ToBytes();
        change(content);
        var after = content.ToBytes();
        if (!after.AsSpan().SequenceEqual(before))
            file.Replace(after, CancellationToken.None);
        return null;
    }, CancellationToken.None);

    /// <summary>The name of a lock file's lock; on Windows, where c: and C: are one drive, of all its spellings.</summary>
    public static string LockName(string path, bool isCaseSensitive) =>
        RegistrationKey.Hash(isCaseSensitive ? path : path.ToUpperInvariant()) + ".record.lock";

    private Failure? WithLock(Func<Failure?> work, CancellationToken cancel)
    {
        try
        {
            using var held = state.TryLock(LockName(Path, !OperatingSystem.IsWindows()), Patience, static () => { }, cancel);
            return held is null ? Diagnostics.UnwritableLockFile(Path, $"another build has held its lock for over {Patience.TotalSeconds:0} seconds") : work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnwritableLockFile(Path, $"{Text.FirstLine(e.Message).TrimEnd('.')}");
        }
    }

    private Result<LockFileContent> ReadAgain(CancellationToken cancel)
    {
        try
        {
            return file.Read(cancel) is { } bytes ? LockFileReader.Read(Path, bytes, cancel) : LockFileContent.Empty();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnreadableLockFile(Path, $"{Text.FirstLine(e.Message).TrimEnd('.')}");
        }
    }

    private sealed record ReadVersion(bool Exists, DateTime Written, long Length, LockFileContent? Content);
}
