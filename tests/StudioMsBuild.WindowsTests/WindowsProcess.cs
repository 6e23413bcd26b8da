using System.Text;
using CliWrap;

namespace StudioMsBuild.WindowsTests;

/// <summary>A process of Windows under way; at the latest after ten minutes it is killed.</summary>
internal sealed class WindowsProcess : IDisposable
{
    private readonly CancellationTokenSource kill = new(TimeSpan.FromMinutes(10));
    private readonly StringBuilder screen = new();
    private readonly CommandTask<CommandResult> process;
    private readonly Task<WindowsRun> end;

    public WindowsProcess(Command command)
    {
        var both = PipeTarget.ToDelegate(line =>
        {
            lock (screen)
                screen.Append(line.TrimEnd('\r')).Append('\n');
        });
        process = ProcessState.WhileUnchanged(() => command.WithStandardOutputPipe(both).WithStandardErrorPipe(both).ExecuteAsync(kill.Token));
        end = WaitAsync();
    }

    /// <summary>What it has written so far.</summary>
    public string Screen
    {
        get
        {
            lock (screen)
                return screen.ToString();
        }
    }

    public Task<WindowsRun> EndAsync() => end;

    /// <summary>Waits until it has written something.</summary>
    public Task ShouldShowAsync(string text) => Eventually.ShouldBe(() => Screen.Contains(text, StringComparison.Ordinal), () => Screen);

    public async Task<WindowsRun> KillAsync()
    {
        await kill.CancelAsync();
        return await end;
    }

    public void Dispose() => kill.Dispose();

    private async Task<WindowsRun> WaitAsync()
    {
        int? exitCode = null;
        try
        {
            exitCode = (await process).ExitCode;
        }
        catch (OperationCanceledException)
        {
            // Killed.
        }

        return new WindowsRun(exitCode, Screen);
    }
}
