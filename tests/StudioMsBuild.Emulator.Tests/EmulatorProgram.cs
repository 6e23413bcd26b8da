using System.Globalization;
using CliWrap;
using StudioMsBuild.Testing;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>The emulator as a process of its own, ended when disposed.</summary>
internal sealed class EmulatorProgram : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly TaskCompletionSource<string> firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CommandTask<CommandResult> running;

    static EmulatorProgram() => Interrupts.Allow();

    private EmulatorProgram(IEnumerable<string> arguments, Dictionary<string, string?> environment) =>
        running = Cli.Wrap("dotnet")
            .WithArguments([Path.Combine(AppContext.BaseDirectory, "studio-emulator.dll"), .. arguments])
            .WithEnvironmentVariables(environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
            {
                Output.Add(line);
                firstLine.TrySetResult(line);
            }))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Errors.Add))
            .ExecuteAsync(end.Token);

    public List<string> Output { get; } = [];

    public List<string> Errors { get; } = [];

    public string Url => Output[0];

    public Task<int> ExitCode => ExitCodeAsync();

    public static Task<EmulatorProgram> StartAsync(params string[] arguments) => StartAsync(arguments, []);

    public static async Task<EmulatorProgram> StartAsync(string[] arguments, Dictionary<string, string?> environment, bool isSilent = true)
    {
        var program = new EmulatorProgram(arguments, environment);
        await Task.WhenAny(program.firstLine.Task, program.running.Task);
        if (isSilent)
            program.Errors.ShouldBeEmpty();
        return program;
    }

    /// <summary>Runs to the end where no server is expected.</summary>
    public static async Task<(int ExitCode, List<string> Errors)> FailAsync(params string[] arguments)
    {
        await using var program = new EmulatorProgram(arguments, []);
        return (await program.ExitCode, program.Errors);
    }

    /// <summary>The lines of --help.</summary>
    public static async Task<List<string>> HelpAsync()
    {
        await using var program = new EmulatorProgram(["--help"], []);
        (await program.ExitCode).ShouldBe(0);
        return program.Output;
    }

    /// <summary>By the shell's own kill: the program of that name is not on every machine.</summary>
    public Task Signal(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        return Cli.Wrap("sh").WithArguments(["-c", $"kill -{name} {running.ProcessId.ToString(CultureInfo.InvariantCulture)}"]).ExecuteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await running.Task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        end.Dispose();
    }

    private async Task<int> ExitCodeAsync() =>
        (await running.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ExitCode;
}
