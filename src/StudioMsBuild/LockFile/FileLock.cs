namespace StudioMsBuild.LockFile;

/// <summary>A lock across threads and processes; it is free when its holder ends, however it ends.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream held;

    private FileLock(FileStream held) => this.held = held;

    /// <summary>Waits for the lock; null where another process still holds it after <paramref name="patience"/>.</summary>
    /// <param name="mode">The mode of a lock's file that is created here.</param>
    /// <param name="waiting">Called once, where the lock is not free at once.</param>
    public static FileLock? TryTake(
        SafeFile file,
        UnixFileMode? mode,
        TimeSpan patience,
        Action waiting,
        CancellationToken cancel)
    {
        var end = DateTime.UtcNow + patience;
        for (var hasWaited = false; ; hasWaited = true)
        {
            try
            {
                return new FileLock(Open(file, mode));
            }
            catch (IOException e) when (FileSharing.IsHeld(e))
            {
                if (DateTime.UtcNow > end)
                    return null;
                if (!hasWaited)
                    waiting();
                cancel.WaitHandle.WaitOne(Random.Shared.Next(20, 100));
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Appends to the locked file itself.</summary>
    /// <param name="after">What to append after the file's last byte, which is null where it is empty.</param>
    public void Append(Func<byte?, byte[]> after)
    {
        held.Seek(-Math.Min(held.Length, 1), SeekOrigin.End);
        held.Write(after(held.ReadByte() is >= 0 and var last ? (byte)last : null));
    }

    public void Dispose() => held.Dispose();

    private static FileStream Open(SafeFile file, UnixFileMode? mode)
    {
        var isNew = !file.Check();
        var opened = new FileStream(file.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (isNew
            && mode is { } bits
            && !OperatingSystem.IsWindows()
            && UnixFile.Status(file.Path)?.Owner == UnixFile.CurrentUser)
            File.SetUnixFileMode(opened.SafeFileHandle, bits);
        return opened;
    }
}
