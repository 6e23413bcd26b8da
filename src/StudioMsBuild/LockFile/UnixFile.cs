using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StudioMsBuild.LockFile;

/// <summary>
/// What .NET has no API for: who owns a file, of what type it is, and opening it so that neither a link nor a FIFO matters.
/// </summary>
internal static class UnixFile
{
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;

    private const int NoEntry = 2;
    private const int NotAFolder = 20;

    public static uint CurrentUser => GetEUid();

    /// <summary>A file itself, not what it links to; null where there is none.</summary>
    public static FileStatus? Status(string path)
    {
        if (LStat(path, out var status) == 0)
            return new FileStatus(
                status.Uid,
                status.Gid,
                (UnixFileMode)(status.Mode & 0xFFF),
                (status.Mode & TypeMask) == Regular,
                (status.Mode & TypeMask) == Folder);
        return Marshal.GetLastPInvokeError() is NoEntry or NotAFolder ? null : throw Failed();
    }

    /// <summary>Opens a file that exists. A link fails, and a FIFO or a device doesn't wait for its other end.</summary>
    public static SafeFileHandle Open(string path, bool forWriting)
    {
        var descriptor = Open(path, (forWriting ? 2 : 0) | Flags);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true)
            : Marshal.GetLastPInvokeError() is 1 or 13
                ? throw new UnauthorizedAccessException(Marshal.GetLastPInvokeErrorMessage())
            : throw Failed();
    }

    // O_NONBLOCK, O_CLOEXEC and O_NOFOLLOW.
    private static int Flags => OperatingSystem.IsMacOS() ? 0x4 | 0x1000000 | 0x100 : 0x800 | 0x80000 | LinuxNoFollow;

    private static int LinuxNoFollow =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le
            ? 0x8000
            : 0x20000;

    private static IOException Failed() => new(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    // .NET's own view of stat, which has one layout on all systems.
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat", SetLastError = true)]
    private static extern int LStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out NativeStatus status);

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
    private static extern uint GetEUid();

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private readonly struct NativeStatus
    {
        private readonly int flags;
        public readonly int Mode;
        public readonly uint Uid;
        public readonly uint Gid;
    }
}

/// <param name="Mode">The permission bits, without the type.</param>
internal sealed record FileStatus(uint Owner, uint Group, UnixFileMode Mode, bool IsRegular, bool IsFolder);
