using System.Diagnostics;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>Mounts; the test is skipped where that is not allowed.</summary>
internal abstract class Mount : IDisposable
{
    private readonly string path;

    protected Mount(string path, params string[] arguments)
    {
        this.path = path;
        Assert.SkipUnless(OperatingSystem.IsLinux() && OtherUser.CanSetUp && Run("mount", [.. arguments, path]) == 0, "Mounting is not allowed here.");
    }

    public void Dispose() => Run("umount", path);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A file that is mounted over another one, as by docker -v FILE:FILE: nothing can be renamed over it.</summary>
internal sealed class BindMount : Mount
{
    private BindMount(string source, string path)
        : base(path, "--bind", source)
    {
    }

    public static BindMount Of(string source, string path) => new(source, path);
}

/// <summary>A disk with room for some kilobytes.</summary>
internal sealed class SmallDisk : Mount
{
    private SmallDisk(string path)
        : base(path, "-t", "tmpfs", "-o", "size=16k", "tmpfs")
    {
    }

    public static SmallDisk Of(string path) => new(path);
}
