using System.Text;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;
using Microsoft.Build.Logging;

namespace StudioMsBuild.Testing;

/// <summary>What a build left behind, whichever process it ran in.</summary>
public interface IBuildRun
{
    /// <summary>Zero, or what a shell gets from a build that failed.</summary>
    int ExitCode { get; }

    /// <summary>What a user reads where the output is no terminal.</summary>
    string Screen { get; }

    /// <summary>The file of the binary log.</summary>
    string BinaryLog { get; }
}

/// <summary>What a build in this process left behind: its events, and the project's items and properties after it.</summary>
public sealed class BuildOutput : IBuildRun
{
    private readonly IReadOnlyList<BuildEventArgs> events;
    private readonly BuildResult result;
    private readonly Lazy<string> screen;

    internal BuildOutput(BuildResult result, IReadOnlyList<BuildEventArgs> events, string binaryLog)
    {
        (this.result, this.events, BinaryLog) = (result, events, binaryLog);
        screen = new(() => GetConsoleLog(LoggerVerbosity.Minimal));
    }

    public int ExitCode => result.OverallResult == BuildResultCode.Success ? 0 : 1;

    public string BinaryLog { get; }

    /// <summary>What the console logger shows at its verbosity by default.</summary>
    public string Screen => screen.Value;

    public IEnumerable<BuildErrorEventArgs> Errors => events.OfType<BuildErrorEventArgs>();

    public IEnumerable<BuildWarningEventArgs> Warnings => events.OfType<BuildWarningEventArgs>();

    public IEnumerable<BuildMessageEventArgs> Messages => events.OfType<BuildMessageEventArgs>();

    /// <summary>The names of the targets that ran.</summary>
    public IEnumerable<string> Targets => events.OfType<TargetStartedEventArgs>().Select(target => target.TargetName);

    /// <summary>What the console logger shows, as with <c>-tl:off -v:VERBOSITY</c>.</summary>
    public string GetConsoleLog(LoggerVerbosity verbosity)
    {
        var text = new StringBuilder();
        var logger = new ConsoleLogger(verbosity, part => text.Append(part), static _ => { }, static () => { }) { Parameters = "ENABLEMPLOGGING" };
        var replay = new Replay();
        logger.Initialize(replay);
        foreach (var seen in events)
            replay.Dispatch(seen);
        logger.Shutdown();
        return text.ToString();
    }

    /// <summary>What <c>-getItem:TYPE</c> prints: the items after the build.</summary>
    public IReadOnlyList<BuildItem> Items(string type) =>
        [.. result.ProjectStateAfterBuild.GetItems(type).Select(item => new BuildItem(item.EvaluatedInclude, item.GetMetadataValue))];

    /// <summary>What <c>-getProperty:NAME</c> prints: the property after the build.</summary>
    public string Property(string name) => result.ProjectStateAfterBuild.GetPropertyValue(name);

    /// <summary>What <c>-getTargetResult:TARGET</c> prints, and the MSBuild task of another project gets: the items that the target returned.</summary>
    public IReadOnlyList<BuildItem> TargetResult(string target) =>
        [.. result.ResultsByTarget[target].Items.Select(item => new BuildItem(item.ItemSpec, item.GetMetadata))];

    private sealed class Replay : EventArgsDispatcher;
}

/// <summary>An item after a build.</summary>
public sealed class BuildItem(string identity, Func<string, string> metadata)
{
    public string Identity { get; } = identity;

    /// <summary>A metadata value; empty where there is none.</summary>
    public string this[string name] => metadata(name);
}
