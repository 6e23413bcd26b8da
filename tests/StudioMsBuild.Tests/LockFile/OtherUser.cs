using System.Diagnostics;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>What only root can set up, such as a file of another user; a test that needs it is skipped elsewhere.</summary>
internal static class OtherUser
{
    public const string NeedsRoot = "Only root can give files to another user.";
    public const string NeedsUnix = "Windows has no such files.";

    public static bool CanSetUp => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>Gives a file or folder to a user and a group that this process isn't.</summary>
    public static void Own(string path, int user = 12345, int? group = null) => Run("chown", $"{user}:{group ?? user}", path);

    /// <summary>Creates a pipe in the file system; a test that needs it is skipped on Windows.</summary>
    public static void CreateFifo(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NeedsUnix);
        Run("mkfifo", path);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }
}
