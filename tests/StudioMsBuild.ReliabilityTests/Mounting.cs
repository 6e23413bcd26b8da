using CliWrap;

namespace StudioMsBuild.ReliabilityTests;

/// <summary>A process with mounts that only it sees; for root, where the system allows it.</summary>
internal static class Mounting
{
    public static async Task<bool> IsAllowedAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return false;
        var tried = await ProcessState.WhileUnchanged(() => Cli.Wrap("unshare").WithArguments(["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).WithValidation(CommandResultValidation.None).ExecuteAsync());
        return tried.ExitCode == 0;
    }
}
