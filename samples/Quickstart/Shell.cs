using System.ComponentModel;
using System.Diagnostics;

namespace Quickstart;

/// <summary>Shows commands and runs them; their output goes straight to the user.</summary>
internal sealed class Shell(Dictionary<string, string?> environment, CancellationToken stop)
{
    public void Export(string name, string value)
    {
        Console.WriteLine($"$ export {name}={value}");
        environment[name] = value;
    }

    public async Task RunAsync(string folder, string program, params string[] arguments)
    {
        var command = string.Join(' ', [program, .. arguments.Select(static argument => argument.Contains(' ') ? $"\"{argument}\"" : argument)]);
        Console.WriteLine($"$ {command}");
        stop.ThrowIfCancellationRequested();

        using var process = Start(folder, program, arguments);
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        if (process.ExitCode != 0)
            throw new QuickstartException($"The command '{command}' failed with exit code {process.ExitCode}.");
    }

    private Process Start(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new QuickstartException($"The program {program} cannot be run: {failure.Message}. The quick start needs it on PATH.");
        }
    }
}
