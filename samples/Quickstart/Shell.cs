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

    /// <summary>Puts a folder first on PATH, for this process too: its own is where programs are looked for.</summary>
    public void AddToPath(string folder)
    {
        Console.WriteLine($"$ export PATH={folder}{Path.PathSeparator}$PATH");
        environment["PATH"] = $"{folder}{Path.PathSeparator}{environment.GetValueOrDefault("PATH")}";
        Environment.SetEnvironmentVariable("PATH", environment["PATH"]);
    }

    /// <summary>Shows a command and starts it.</summary>
    public Process Start(string folder, string program, params string[] arguments)
    {
        Console.WriteLine($"$ {Line(program, arguments)}");
        stop.ThrowIfCancellationRequested();
        return Launch(folder, program, arguments);
    }

    public async Task RunAsync(string folder, string program, params string[] arguments)
    {
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
            throw new QuickstartException($"The command '{Line(program, arguments)}' failed with exit code {process.ExitCode}.");
    }

    private static string Line(string program, string[] arguments) =>
        string.Join(' ', [program, .. arguments.Select(static argument => argument.Contains(' ') ? $"\"{argument}\"" : argument)]);

    private Process Launch(string folder, string program, string[] arguments)
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
