using System.Runtime.InteropServices;

namespace StudioMsBuild.Testing;

/// <summary>Lets the processes that a test starts be interrupted, also where the test run itself was started in the background.</summary>
public static partial class Interrupts
{
    private const int SigInt = 2;

    /// <summary>A shell starts a background job with SIGINT ignored, and every child inherits that: Ctrl+C would do nothing.</summary>
    public static void Allow()
    {
        if (!OperatingSystem.IsWindows())
            _ = Signal(SigInt, IntPtr.Zero);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr Signal(int signal, IntPtr handler);
}
