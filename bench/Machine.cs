using System.Globalization;
using System.Runtime.InteropServices;

namespace Bench;

/// <summary>Where and when a run was made, without names.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync(CancellationToken cancel)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "", ["DOTNET_CLI_HOME"] = Path.GetTempPath() };
        var sdk = (await MeasuredProcess.RunAsync("dotnet", ["--version"], SourceTree.Root, environment, cancel)).OrThrow().Output.Trim();
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET SDK {sdk}{Load()}.");
    }

    /// <summary>What else the machine did in the minute before.</summary>
    private static string Load() => File.Exists("/proc/loadavg") ? $"; load before the run {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";
}
