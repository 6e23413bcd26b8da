using System.Diagnostics;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>A file that is mounted over another one, as by docker -v FILE:FILE: nothing can be renamed over it.</summary>
internal sealed class BindMount : IDisposable
{
    private readonly string path;

    private BindMount(string path) => this.path = path;

    /// <summary>Mounts a file; skips the test where that is not allowed.</summary>
    public static BindMount Of(string source, string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && OtherUser.CanSetUp && Run("mount", "--bind", source, path) == 0, "Mounting is not allowed here.");
        return new BindMount(path);
    }

    public void Dispose() => Run("umount", path);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
