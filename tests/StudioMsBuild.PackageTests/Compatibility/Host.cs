using System.Diagnostics;

namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>A host of MSBuild: a column of the table.</summary>
/// <param name="Arguments">The command line for a project file.</param>
internal sealed record Host(string Name, Func<string, string[]> Arguments)
{
    public const string Multiprocess = "`-m`, nodes reused, `--no-restore`";
    public const string Multithreaded = "`-mt`";
    public const string Server = "MSBuild server";

    private const string Register = "-t:RegisterStudioProject";

    /// <summary>Whether Build and the hook run, and not the target alone.</summary>
    public bool Publishes { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Nodes and servers of these builds stay, and only builds of this test run find them.</summary>
    private static readonly Dictionary<string, string> Reuse = new(StringComparer.Ordinal)
    {
        ["MSBUILDDISABLENODEREUSE"] = "0",
        ["MSBUILDNODEHANDSHAKESALT"] = Guid.NewGuid().ToString("N"),
    };

    private static readonly Dictionary<string, string> ServerAndNodes = new(Reuse, StringComparer.Ordinal) { ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "1" };

    /// <summary>The columns, in the order of the runs: the first one restores.</summary>
    public static IReadOnlyList<Host> All { get; } =
    [
        new("`dotnet build`", file => ["build", file, Register]),
        new(Multiprocess, file => ["build", file, Register, "--no-restore", "-m:2", "-nodeReuse:true"]) { Environment = Reuse },
        new(Multithreaded, file => ["build", file, Register, "--no-restore", "-m:2", "-mt"]),
        new(Server, file => ["build", file, Register, "--no-restore"]) { Environment = ServerAndNodes },
        new("`dotnet msbuild`", file => ["msbuild", file, Register]),
        new("`dotnet publish`, hook", file => ["publish", file, "-p:StudioRegisterOnBuild=true"]) { Publishes = true },
    ];


    /// <summary>Ends the nodes and the server of this test run, and no others.</summary>
    public static async Task ShutDownAsync(DotNetCli dotnet, string folder)
    {
        await HermeticProcess.RunAsync("dotnet", ["build-server", "shutdown", "--msbuild"], folder, [.. dotnet.Environment, .. ServerAndNodes]);
        // On a busy machine a node came too late for its build, and was waiting for ever.
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (IsOfThisRun(process.Id))
                    process.Kill();
            }
        }
    }

    private static bool IsOfThisRun(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Contains($"MSBUILDNODEHANDSHAKESALT={Reuse["MSBUILDNODEHANDSHAKESALT"]}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, somebody else's, or a system without /proc.
            return false;
        }
    }
}
