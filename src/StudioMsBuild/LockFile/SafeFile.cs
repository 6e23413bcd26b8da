using Microsoft.Win32.SafeHandles;

namespace StudioMsBuild.LockFile;

/// <summary>
/// A file that StudioMsBuild reads or replaces: a regular file of bounded size, never half written, and never reached through a
/// link that the repository contains. Whatever fails is an <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.
/// </summary>
/// <param name="root">The folder that a stranger may have filled, such as the Git root; null where only the file itself must be
/// no link.</param>
internal sealed class SafeFile(string path, string? root = null)
{
    public const int MaxBytes = 4 << 20;

    // Repository and project URL have at most 2048 characters each, the rest of an entry less.
    private const int RoomForAnEntry = 8192;

    private const int ReadOnlyFileSystem = 30;

    public string Path { get; } = path;

    /// <summary>The file's bytes; null where there is none.</summary>
    public byte[]? Read(CancellationToken cancel = default)
    {
        if (!Check())
            return null;
        try
        {
            using var handle = Open(forWriting: false, cancel);
            return ReadAll(handle, cancel);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Creates the file; false where it exists. Of several processes one succeeds, also where file locks do nothing.
    /// </summary>
    /// <param name="mode">The file's mode, whatever the umask is; null for the usual one.</param>
    public bool TryCreate(byte[] bytes, UnixFileMode? mode = null)
    {
        if (Check())
            return false;
        try
        {
            WriteNew(Path, bytes, mode, toDisk: true);
            return true;
        }
        catch (IOException) when (File.Exists(Path))
        {
            return false;
        }
    }

    /// <summary>
    /// Replaces the file in one step, so that a reader sees the old bytes or the new ones. A file that can't be renamed over,
    /// such as a bind mount, is written in place. An existing file keeps its mode.
    /// </summary>
    /// <param name="toDisk">Whether the bytes must survive a power failure.</param>
    public void Replace(byte[] bytes, CancellationToken cancel, UnixFileMode? mode = null, bool toDisk = true) =>
        Replace(bytes, room: 0, written: null, mode, toDisk, cancel);

    /// <summary>
    /// Throws where <see cref="Replace(byte[], CancellationToken, UnixFileMode?, bool)"/> would: an existing file is replaced by
    /// its own bytes. To be called under the file's lock.
    /// </summary>
    public void ProveReplaceable(CancellationToken cancel)
    {
        if (Read(cancel) is { } bytes)
            Replace(bytes, RoomForAnEntry, File.GetLastWriteTimeUtc(Path), mode: null, toDisk: false, cancel);
        else
            File.Delete(WriteBeside(new byte[RoomForAnEntry], mode: null, toDisk: false));
    }

    public void Delete(CancellationToken cancel)
    {
        if (Check())
            FileSharing.Retry(() => File.Delete(Path), cancel);
    }

    /// <summary>Whether the file exists; throws where it isn't one to be read or written.</summary>
    public bool Check()
    {
        if (!System.IO.Path.IsPathFullyQualified(Path))
            throw new IOException("it is not an absolute path");
        if (System.IO.Path.EndsInDirectorySeparator(Path))
            throw new IOException("its name ends like a folder's");
        if (LinkOnTheWay() is { } link)
            throw new IOException(link == Path ? "it is a symbolic link" : $"{link} is a symbolic link");
        if (Directory.Exists(Path))
            throw new IOException("it is a folder");
        if (OperatingSystem.IsWindows())
            return File.Exists(Path);
        return UnixFile.Status(Path) is { } status && (status.IsRegular ? true : throw NotRegular());
    }

    private static IOException NotRegular() => new("it is not a regular file");

    /// <summary>
    /// The first link inside the root, or the file itself: a repository may contain it.
    /// </summary>
    private string? LinkOnTheWay()
    {
        if (new FileInfo(Path).LinkTarget is not null)
            return Path;
        if (root is null)
            return null;
        var folder = System.IO.Path.GetPathRoot(Path)!;
        char[] separators = [System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar];
        foreach (var name in Path[folder.Length..].Split(separators, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = System.IO.Path.Combine(folder, name);
            if (new FileInfo(next).LinkTarget is null)
                folder = next;
            else if (IsInRoot(folder))
                return next;
            else
                folder = PhysicalPath.Of(next);
        }

        return null;
    }

    private bool IsInRoot(string folder) =>
        (folder + System.IO.Path.DirectorySeparatorChar).StartsWith(
            System.IO.Path.TrimEndingDirectorySeparator(root!) + System.IO.Path.DirectorySeparatorChar,
            OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private SafeFileHandle Open(bool forWriting, CancellationToken cancel)
    {
        if (!OperatingSystem.IsWindows())
            return UnixFile.Open(Path, forWriting);
        SafeFileHandle? handle = null;
        var access = forWriting ? FileAccess.ReadWrite : FileAccess.Read;
        // Others may read it, write it and rename another file over it meanwhile.
        FileSharing.Retry(
            () => handle = File.OpenHandle(Path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete), cancel);
        return handle!;
    }

    private static byte[] ReadAll(SafeFileHandle handle, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (int count; (count = RandomAccess.Read(handle, buffer, bytes.Length)) > 0; cancel.ThrowIfCancellationRequested())
            {
                bytes.Write(buffer, 0, count);
                if (bytes.Length > MaxBytes)
                    throw new IOException("it is larger than 4 MB");
            }
        }
        catch (NotSupportedException)
        {
            // The file may have been replaced after the check.
            throw NotRegular();
        }

        return bytes.ToArray();
    }

    private void Replace(byte[] bytes, int room, DateTime? written, UnixFileMode? mode, bool toDisk, CancellationToken cancel)
    {
        var exists = Check();
        if (exists && new FileInfo(Path).IsReadOnly)
            throw new UnauthorizedAccessException("the file is read-only");
        if (exists && !OperatingSystem.IsWindows())
            mode = File.GetUnixFileMode(Path);
        string temporary;
        try
        {
            temporary = WriteBeside([.. bytes, .. new byte[room]], mode, toDisk);
        }
        catch (Exception e) when (exists && (e is UnauthorizedAccessException || e.HResult == ReadOnlyFileSystem))
        {
            // Only the file may be written, not its folder.
            WriteInPlace(bytes, cancel);
            return;
        }

        try
        {
            Truncate(temporary, bytes.Length);
            if (written is { } time)
                File.SetLastWriteTimeUtc(temporary, time);
            FileSharing.Retry(() => File.Move(temporary, Path, overwrite: true), cancel);
        }
        catch (Exception e) when (exists && e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            WriteInPlace(bytes, cancel);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Writes over the file, which no link can have replaced: what can't be renamed over can't be swapped either.
    /// </summary>
    private void WriteInPlace(byte[] bytes, CancellationToken cancel)
    {
        using var handle = Open(forWriting: true, cancel);
        var before = ReadAll(handle, cancel);
        try
        {
            Write(bytes);
        }
        catch (IOException)
        {
            // A full disk: the old bytes still fit.
            Write(before);
            throw;
        }

        void Write(byte[] content)
        {
            RandomAccess.Write(handle, content, 0);
            RandomAccess.SetLength(handle, content.Length);
            RandomAccess.FlushToDisk(handle);
        }
    }

    private string WriteBeside(byte[] bytes, UnixFileMode? mode, bool toDisk)
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        Directory.CreateDirectory(folder);
        var temporary = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(Path)}.{Guid.NewGuid():N}.tmp");
        WriteNew(temporary, bytes, mode, toDisk);
        return temporary;
    }

    private static void Truncate(string file, int length)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(handle, length);
    }

    /// <summary>Writes a file that doesn't exist yet; where that fails, it doesn't exist afterwards.</summary>
    private static void WriteNew(string path, byte[] bytes, UnixFileMode? mode, bool toDisk)
    {
        var created = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        try
        {
            using var file = created;
            if (mode is { } bits && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(file.SafeFileHandle, bits);
            file.Write(bytes);
            file.Flush(toDisk);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
