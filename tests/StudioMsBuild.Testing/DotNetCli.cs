namespace StudioMsBuild.Testing;

/// <summary>What a run of dotnet left behind.</summary>
public sealed record DotNetRun(int ExitCode, string Output, string Error, string BinaryLog) : IBuildRun
{
    /// <summary>Both streams, as a shell shows them.</summary>
    public string Screen => Output + Error;
}

/// <summary>Runs dotnet in a folder, with a home of its own, and writes a binary log of each build.</summary>
/// <param name="home">A folder for what dotnet keeps between runs; the runs of one test run may share it.</param>
public sealed class DotNetCli(string home)
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal)
    {
        ["DOTNET_CLI_HOME"] = home,
        // dotnet leaves empty folders and sockets behind in it.
        ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(home, "tmp")).FullName,
        ["NUGET_PACKAGES"] = Path.Combine(home, "packages"),
        ["NUGET_HTTP_CACHE_PATH"] = Path.Combine(home, "http-cache"),
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["DOTNET_ADD_GLOBAL_TOOLS_TO_PATH"] = "false",
        ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true",
        // No process may outlive its test: no worker node, no build server, no compiler server but the caller's own, which the caller ends.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = CallersCompiler is null ? "false" : "true",
        ["SharedCompilationId"] = CallersCompiler ?? "",
        // The checkout's own build has looked for mistakes; in the users' projects of the tests there is nothing to look for.
        ["RunAnalyzers"] = "false",
    };

    private static string? CallersCompiler => System.Environment.GetEnvironmentVariable("SharedCompilationId") is { Length: > 0 } server ? server : null;

    private int runs;

    /// <summary>What every dotnet process gets; a test's own variables win.</summary>
    public IReadOnlyDictionary<string, string> Environment => variables;

    /// <summary>Where the builds, and what they start, have their temporary files.</summary>
    public string TemporaryFiles => variables["TMPDIR"];

    /// <summary>Whether the builds compile on a server.</summary>
    public bool HasCompiler => variables["UseSharedCompilation"] == "true";

    /// <summary>From now on the builds compile on the server of this name.</summary>
    internal void CompileOn(string server) => (variables["UseSharedCompilation"], variables["SharedCompilationId"]) = ("true", server);

    /// <summary>Runs a build with a binary log in <paramref name="logs"/>.</summary>
    public Task<DotNetRun> BuildAsync(string folder, string logs, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        BuildAsync(folder, logs, environment, arguments, CancellationToken.None);

    /// <summary>The same build, which Ctrl+C may end: with an <see cref="OperationCanceledException"/>.</summary>
    public async Task<DotNetRun> BuildAsync(string folder, string logs, IEnumerable<KeyValuePair<string, string>> environment, string[] arguments, CancellationToken interrupt)
    {
        var (logged, binaryLog) = Logged(logs, arguments);
        var result = await HermeticProcess.RunAsync("dotnet", logged, folder, [.. Environment, .. environment], interrupt);
        return new(result.ExitCode, result.StandardOutput, result.StandardError, binaryLog);
    }

    /// <summary>The same build in a terminal; what it wrote, escapes and all, is the output.</summary>
    public async Task<DotNetRun> BuildInTerminalAsync(string folder, string logs, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var (logged, binaryLog) = Logged(logs, arguments);
        var (exitCode, screen) = await Terminal.RunAsync("dotnet", logged, folder, [.. Environment, .. environment]);
        return new(exitCode, screen, "", binaryLog);
    }

    private (string[] Arguments, string BinaryLog) Logged(string logs, string[] arguments)
    {
        var binaryLog = Path.Combine(logs, $"{Interlocked.Increment(ref runs)}.binlog");
        return ([.. arguments, $"-bl:{binaryLog}"], binaryLog);
    }
}
