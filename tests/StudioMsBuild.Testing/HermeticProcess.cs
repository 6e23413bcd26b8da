using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace StudioMsBuild.Testing;

/// <summary>A process that sees of the caller's environment only where programs and temporary files are.</summary>
public static class HermeticProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "DOTNET_ROOT", "TMPDIR", "TEMP", "TMP",
        // Without these the programs of Windows do not start, or do not find its parts.
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "ProgramData", "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432",
    };

    static HermeticProcess() => Interrupts.Allow();

    /// <summary>Runs to the end, whatever the exit code; after five minutes the process and its children, and no others, are killed.</summary>
    /// <param name="interrupt">Sends what Ctrl+C sends; then there is no result but an <see cref="OperationCanceledException"/> once the process has ended.</param>
    public static async Task<BufferedCommandResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IEnumerable<KeyValuePair<string, string>> environment,
        CancellationToken interrupt = default)
    {
        using var patience = new CancellationTokenSource(Patience);
        var command = Command(program, arguments, folder, environment);
        try
        {
            return await ProcessState.WhileUnchanged(() => command.ExecuteBufferedAsync(Encoding.UTF8, Encoding.UTF8, patience.Token, interrupt));
        }
        catch (OperationCanceledException expired) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"No end after {Patience.TotalSeconds} s: {command}", expired);
        }
    }

    /// <summary>The process, to be started by <see cref="ProcessState.WhileUnchanged"/>; any exit code is fine.</summary>
    public static Command Command(string program, IEnumerable<string> arguments, string folder, IEnumerable<KeyValuePair<string, string>> environment) =>
        Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Only(Environment(environment)))
            .WithValidation(CommandResultValidation.None);

    /// <summary>All that a process sees: what it may have of the caller's environment, and these variables, which win.</summary>
    public static IReadOnlyDictionary<string, string> Environment(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var variables = Callers().Where(caller => Kept.Contains(caller.Key)).ToDictionary(ProcessState.Names);
        foreach (var (variable, value) in environment)
            variables[variable] = value;
        return variables;
    }

    // A value of null takes the caller's variable away.
    private static Dictionary<string, string?> Only(IReadOnlyDictionary<string, string> environment)
    {
        var variables = Callers().ToDictionary(caller => caller.Key, string? (_) => null, ProcessState.Names);
        foreach (var (variable, value) in environment)
            variables[variable] = value;
        return variables;
    }

    private static Dictionary<string, string> Callers() => ProcessState.WhileUnchanged(ProcessState.ReadVariables);
}
