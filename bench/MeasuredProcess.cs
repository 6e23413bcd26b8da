using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bench;

/// <summary>What a process printed, how long it took from its start to its end, what it and its children computed, and the most memory it had.</summary>
internal sealed record ProcessRun(string Command, int ExitCode, string Output, TimeSpan Time, TimeSpan ProcessorTime, long PeakBytes)
{
    /// <summary>A run that failed measures nothing.</summary>
    public ProcessRun OrThrow() => ExitCode == 0 ? this : throw new BenchException($"{Command} ended with {ExitCode}:\n{Output}");
}

/// <summary>Runs one process at a time, with exactly the environment that it is given.</summary>
internal static partial class MeasuredProcess
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

        var computedBefore = ProcessorTimeOfEndedChildren();
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
            var computed = ProcessorTimeOfEndedChildren() - computedBefore;
            return new ProcessRun($"{program} {string.Join(' ', start.ArgumentList)}", process.ExitCode, await output + await error, time, computed, peak);
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

    private static TimeSpan ProcessorTimeOfEndedChildren()
    {
        const int ChildrenThatWereWaitedFor = -1;
        return GetResourceUsage(ChildrenThatWereWaitedFor, out var usage) == 0 ? usage.User.Span + usage.System.Span : throw new BenchException("The system does not tell what processes computed.");
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct SystemTime
    {
        private readonly nint seconds;
        private readonly nint microseconds;

        public TimeSpan Span => TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(microseconds);
    }

    /// <summary>The kernel's struct; of what follows the two times, only the size counts.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private readonly struct ResourceUsage
    {
        public readonly SystemTime User;
        public readonly SystemTime System;
    }
}
