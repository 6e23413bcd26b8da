namespace StudioMsBuild.LockFile;

/// <summary>
/// The folder of locks and attempt markers, in the Git folder that all worktrees share, or beside the lock file.
/// </summary>
/// <param name="parent">The folder to be in; its owner and its mode say who may use the files.</param>
internal sealed class StateFolder(string parent)
{
    public const string Name = "studio-msbuild";

    private const UnixFileMode ReadWrite =
        UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead;

    public string Path { get; } = System.IO.Path.Combine(parent, Name);

    /// <summary>The mode of a file in here: readable and writable for whom the parent folder is.</summary>
    public UnixFileMode? FileMode => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(parent) & ReadWrite;

    public SafeFile At(string name) => new(System.IO.Path.Combine(Path, name), parent);

    /// <summary>Creates the folder where there is none; throws where it isn't to be trusted.</summary>
    public void Ensure()
    {
        if (!Check())
        {
            Directory.CreateDirectory(parent);
            Directory.CreateDirectory(Path);
            // Mode and group of a repository that several users share; the umask doesn't know of it.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path, File.GetUnixFileMode(parent) & ~UnixFileMode.OtherWrite);
        }
    }

    /// <summary>Whether the folder exists; throws where it is a link or another user's.</summary>
    public bool Check()
    {
        if (new FileInfo(Path).LinkTarget is not null)
            throw new IOException("it is a symbolic link");
        if (File.Exists(Path))
            throw new IOException("it is a file");
        if (!Directory.Exists(Path))
            return false;
        if (!OperatingSystem.IsWindows()
            && UnixFile.Status(Path) is { } own
            && UnixFile.Status(PhysicalPath.Of(parent)) is { } its
            && !IsTrusted(own, its))
            throw new IOException("another user created it; delete it");
        return true;
    }

    /// <summary>Takes a lock; see <see cref="FileLock.TryTake"/>.</summary>
    public FileLock? TryLock(string name, TimeSpan patience, Action waiting, CancellationToken cancel)
    {
        Ensure();
        return FileLock.TryTake(At(name), FileMode, patience, waiting, cancel);
    }

    // Root's, this user's, the parent folder's owner's, or made by one of the group that shares the parent folder.
    private static bool IsTrusted(FileStatus own, FileStatus its) =>
        own.Owner == 0 || own.Owner == UnixFile.CurrentUser || own.Owner == its.Owner
        || (own.Group == its.Group && its.Mode.HasFlag(UnixFileMode.GroupWrite) && !its.Mode.HasFlag(UnixFileMode.OtherWrite));
}
