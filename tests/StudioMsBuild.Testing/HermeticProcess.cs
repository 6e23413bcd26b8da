using System.Collections;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace StudioMsBuild.Testing;

/// <summary>A process that sees of the caller's environment only where programs and temporary files are.</summary>
public static class HermeticProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase) { "PATH", "DOTNET_ROOT", "TMPDIR", "TEMP", "TMP", "SystemRoot" };

    static HermeticProcess() => Interrupts.Allow();

    /// <summary>Runs to the end, whatever the exit code; after two minutes the process and its children, and no others, are killed.</summary>
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
            return await command.ExecuteBufferedAsync(Encoding.UTF8, Encoding.UTF8, patience.Token, interrupt);
        }
        catch (OperationCanceledException expired) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"No end after {Patience.TotalSeconds} s: {command}", expired);
        }
    }

    /// <summary>The process, not yet started; any exit code is fine.</summary>
    public static Command Command(string program, IEnumerable<string> arguments, string folder, IEnumerable<KeyValuePair<string, string>> environment) =>
        Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Only(environment))
            .WithValidation(CommandResultValidation.None);

    // A value of null takes the caller's variable away.
    private static Dictionary<string, string?> Only(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry caller in Environment.GetEnvironmentVariables())
        {
            if (!Kept.Contains((string)caller.Key))
                variables[(string)caller.Key] = null;
        }
        foreach (var (variable, value) in environment)
            variables[variable] = value;
        return variables;
    }
}
