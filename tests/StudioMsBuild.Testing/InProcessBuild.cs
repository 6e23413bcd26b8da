using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;
using Microsoft.Build.Locator;
using Microsoft.Build.Logging;

namespace StudioMsBuild.Testing;

/// <summary>
/// Builds in the test's own process, by the engine that 'dotnet build' would run and with the environment that it would have: for all
/// that is not about the process itself. A test module calls <see cref="Locate"/> before any of its code names a type of MSBuild.
/// </summary>
public static class InProcessBuild
{
    /// <summary>Where the SDK's engine has its parts, and temporary files, which other tests make meanwhile.</summary>
    private static readonly string[] Unchanged = ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "DOTNET_HOST_PATH", "TMPDIR", "TEMP", "TMP"];

    private static int builds;

    /// <summary>Has the types of MSBuild come from the SDK of global.json.</summary>
    public static void Locate() => MSBuildLocator.RegisterDefaults();

    /// <summary>Builds targets of a project.</summary>
    /// <param name="context">Where the build is started, and what it sees.</param>
    /// <param name="globalProperties">What <c>-p:</c> sets.</param>
    public static BuildOutput Run(BuildContext context, string project, IReadOnlyList<string> targets, IReadOnlyDictionary<string, string> globalProperties)
    {
        var binaryLog = Path.Combine(context.Logs, $"in-process-{Interlocked.Increment(ref builds)}.binlog");
        return ProcessState.Within(context.Folder, Variables(context), () => Run(Path.GetFullPath(project), targets, globalProperties, context, binaryLog));
    }

    private static Dictionary<string, string> Variables(BuildContext context)
    {
        var variables = HermeticProcess.Environment(context.Environment).ToDictionary(ProcessState.Names);
        var callers = ProcessState.WhileUnchanged(ProcessState.ReadVariables);
        foreach (var variable in Unchanged)
        {
            variables.Remove(variable);
            if (callers.TryGetValue(variable, out var value))
                variables[variable] = value;
        }
        return variables;
    }

    private static BuildOutput Run(string project, IReadOnlyList<string> targets, IReadOnlyDictionary<string, string> globalProperties, BuildContext context, string binaryLog)
    {
        var seen = new EventList();
        var properties = globalProperties.ToDictionary(StringComparer.OrdinalIgnoreCase);
        using var projects = new ProjectCollection(properties);
        var parameters = new BuildParameters(projects)
        {
            DisableInProcNode = false,
            EnableNodeReuse = false,
            MaxNodeCount = 1,
            LogTaskInputs = true,
            Loggers = [seen, new BinaryLogger { Parameters = $"LogFile={binaryLog}" }],
            WarningsAsErrors = context.WarningsAsErrors ? new HashSet<string>(StringComparer.OrdinalIgnoreCase) : null,
        };
        var request = new BuildRequestData(project, properties, toolsVersion: null, [.. targets], hostServices: null, BuildRequestDataFlags.ProvideProjectStateAfterBuild);
        return new(BuildManager.DefaultBuildManager.Build(parameters, request), seen.Events, binaryLog);
    }

    /// <summary>Every event of a build, as the most talkative logger gets them.</summary>
    private sealed class EventList : ILogger
    {
        private readonly List<BuildEventArgs> events = [];

        public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Diagnostic;

        public string? Parameters { get; set; }

        public IReadOnlyList<BuildEventArgs> Events => events;

        public void Initialize(IEventSource eventSource) => eventSource.AnyEventRaised += (_, raised) => events.Add(raised);

        public void Shutdown()
        {
        }
    }
}

/// <summary>Where a build runs.</summary>
/// <param name="Folder">Where it is started: a relative project is meant from here.</param>
/// <param name="Environment">What it sees, beside what <see cref="HermeticProcess"/> leaves every process.</param>
/// <param name="Logs">The folder of its binary log.</param>
public sealed record BuildContext(string Folder, IEnumerable<KeyValuePair<string, string>> Environment, string Logs)
{
    /// <summary>What <c>-warnaserror</c> sets.</summary>
    public bool WarningsAsErrors { get; init; }
}
