namespace StudioMsBuild.LockFile;

/// <summary>How this folder's files are read, locked and replaced: never through a link, never half.</summary>
internal static class SafeFile
{
    /// <summary>The folder of locks and marks.</summary>
    public const string FolderName = "studio-msbuild";

    private const int MaxBytes = 4 << 20;

    // Repository and project URL have at most 2048 characters each, the rest of an entry less.
    private const int RoomForAnEntry = 8192;

    // What .NET gives for a file that another handle holds: Windows' sharing violation, EWOULDBLOCK of Linux and macOS.
    private static readonly int[] Held = [unchecked((int)0x80070020), 11, 35];

    /// <summary>Waits for a lock that is free when its holder ends or dies; null where it is still held after <paramref name="patience"/>.</summary>
    public static FileStream? Lock(string path, TimeSpan patience, Action waiting, CancellationToken cancel)
    {
        RefuseLink(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var end = DateTime.UtcNow + patience;
        for (var hasWaited = false; ; hasWaited = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (Held.Contains(e.HResult))
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

    /// <summary>The file's bytes; null where there is none.</summary>
    public static byte[]? Read(string path)
    {
        RefuseLink(path);
        var file = new FileInfo(path);
        if (!file.Exists)
            return null;
        return file.Length > MaxBytes ? throw new IOException("it has over 4 MB") : File.ReadAllBytes(path);
    }

    /// <summary>Creates the file, which must not be there: this holds also where locks do nothing.</summary>
    public static bool TryCreate(string path, byte[] bytes)
    {
        RefuseLink(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
            return false;
        try
        {
            WriteNew(path, bytes);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Replaces the file in one step, on the disk before it counts; whoever reads it sees the old bytes or the new ones.</summary>
    public static void Replace(string path, byte[] bytes)
    {
        var temporary = WriteBeside(path, bytes);
        try
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    File.Move(temporary, path, overwrite: true);
                    return;
                }
                // Windows says access denied where the file is open.
                catch (Exception e) when (tries < 5 && (Held.Contains(e.HResult) || (e is UnauthorizedAccessException && OperatingSystem.IsWindows())))
                {
                    Thread.Sleep(50 * tries);
                }
            }
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes over the file, which must be there; a killed process may leave a part. For many files it takes less than a temporary one, a rename and a flush for each.</summary>
    public static void Overwrite(string path, byte[] bytes)
    {
        RefuseLink(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.Write(bytes);
            file.SetLength(bytes.Length);
        }
        // Open elsewhere on Windows.
        catch (IOException e) when (Held.Contains(e.HResult))
        {
            Replace(path, bytes);
        }
    }

    /// <summary>Whether <see cref="Replace"/> would succeed, by writing and deleting a file beside.</summary>
    public static void Prove(string path)
    {
        RefuseLink(path);
        var length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        File.Delete(WriteBeside(path, new byte[length + RoomForAnEntry]));
        if (new FileInfo(path) is { Exists: true, IsReadOnly: true })
            throw new UnauthorizedAccessException("the file is read-only");
    }

    private static string WriteBeside(string path, byte[] bytes)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        WriteNew(temporary, bytes);
        return temporary;
    }

    /// <summary>Writes a file that must not be there, to the disk; where that is full there is none after it.</summary>
    private static void WriteNew(string path, byte[] bytes)
    {
        var created = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        try
        {
            using var file = created;
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>A link in a context may point at any file of this machine; a folder can be neither read nor replaced.</summary>
    private static void RefuseLink(string path)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(path)!);
        if (new FileInfo(path).LinkTarget is not null || (folder.Name == FolderName && folder.LinkTarget is not null))
            throw new IOException("it is a symbolic link");
        if (Directory.Exists(path))
            throw new IOException("it is a folder");
    }
}
