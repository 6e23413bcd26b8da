using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using CliWrap;

namespace StudioMsBuild.ReliabilityTests;

/// <summary>What a build came to.</summary>
/// <param name="ExitCode">Null where the build was killed or interrupted.</param>
/// <param name="Took">From the start, or from the signal that ended it.</param>
internal sealed partial record BuildResult(int? ExitCode, string Screen, TimeSpan Took)
{
    /// <summary>The code of the error; else of the warning; null where there is none.</summary>
    public string? Code => Match(ErrorCode()) ?? Match(WarningCode());

    /// <summary>The URL of the project on the screen.</summary>
    public string? Url => Match(Project());

    /// <summary>Created, recorded or adopted; null where the screen shows no project.</summary>
    public string? Outcome => Project().Match(Screen) is { Success: true } line ? line.Groups["how"] is { Success: true } how ? how.Value : "created" : null;

    public BuildResult ShouldSucceed()
    {
        ExitCode.ShouldBe(0, Screen);
        return this;
    }

    public BuildResult ShouldFailWith(string code)
    {
        (ExitCode, Code).ShouldBe((1, code), Screen);
        return this;
    }

    private string? Match(Regex pattern) => pattern.Match(Screen) is { Success: true } match ? match.Groups["value"].Value : null;

    [GeneratedRegex("error (?<value>(STUDIO|MSB)[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ErrorCode();

    [GeneratedRegex("warning (?<value>STUDIO[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex WarningCode();

    [GeneratedRegex(@"-> Studio project (\((?<how>[a-z]+)\) )?(?<value>http\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Project();
}

/// <summary>A running build, as a process that can be killed or interrupted; at the latest after five minutes it is killed.</summary>
internal sealed class BuildProcess : IDisposable
{
    private readonly CancellationTokenSource kill = new(TimeSpan.FromMinutes(5));
    private readonly CancellationTokenSource interrupt = new();
    private readonly StringBuilder screen = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly CommandTask<CommandResult> process;
    private readonly Task<BuildResult> end;

    public BuildProcess(Command command)
    {
        var both = PipeTarget.ToDelegate(line =>
        {
            lock (screen)
                screen.AppendLine(line);
        });
        process = ProcessState.WhileUnchanged(() => command.WithStandardOutputPipe(both).WithStandardErrorPipe(both).ExecuteAsync(kill.Token, interrupt.Token));
        end = WaitAsync();
    }

    public int ProcessId => process.ProcessId;

    /// <summary>What it has written so far.</summary>
    public string Screen
    {
        get
        {
            lock (screen)
                return screen.ToString();
        }
    }

    public Task<BuildResult> EndAsync() => end;

    /// <summary>kill -9 of the process and its children.</summary>
    public async Task<BuildResult> KillAsync()
    {
        watch.Restart();
        await kill.CancelAsync();
        return await end;
    }

    /// <summary>What Ctrl+C sends.</summary>
    public async Task<BuildResult> InterruptAsync()
    {
        watch.Restart();
        await interrupt.CancelAsync();
        return await end;
    }

    public void Dispose()
    {
        kill.Dispose();
        interrupt.Dispose();
    }

    private async Task<BuildResult> WaitAsync()
    {
        int? exitCode = null;
        try
        {
            exitCode = (await process).ExitCode;
        }
        catch (OperationCanceledException)
        {
            // Killed or interrupted.
        }

        return new BuildResult(exitCode, Screen, watch.Elapsed);
    }
}
