using System.Diagnostics;

namespace Bench;

/// <summary>What a process printed, how long it took from its start to its end, and the most memory it had.</summary>
internal sealed record ProcessRun(string Command, int ExitCode, string Output, TimeSpan Time, long PeakBytes)
{
    /// <summary>A run that failed measures nothing.</summary>
    public ProcessRun OrThrow() => ExitCode == 0 ? this : throw new BenchException($"{Command} ended with {ExitCode}:\n{Output}");
}

/// <summary>Runs one process with exactly the environment that it is given.</summary>
internal static class MeasuredProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<ProcessRun> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var since = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        long peak = 0;
        try
        {
            // The kernel keeps the peak, but only as long as the process lives.
            await using (new Timer(_ => peak = Math.Max(peak, PeakOf(process)), null, dueTime: 100, period: 20))
                await process.WaitForExitAsync(limit.Token);
            var time = Stopwatch.GetElapsedTime(since);
            return new ProcessRun($"{program} {string.Join(' ', start.ArgumentList)}", process.ExitCode, await output + await error, time, peak);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return 0;
        }
    }
}
