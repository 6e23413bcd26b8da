using System.Runtime.InteropServices;

namespace Quickstart;

/// <summary>Turns Ctrl+C, SIGTERM and a closed terminal into a cancelled token, so that everything is cleaned up.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What a shell expects of a program that Ctrl+C ended.</summary>
    public const int ExitCode = 130;

    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> signals;

    public Interruption() => signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(On)];

    public CancellationToken Token => source.Token;

    /// <summary>Waits until the user has seen enough.</summary>
    public async Task WaitAsync(string invitation)
    {
        Console.WriteLine(invitation);
        await Task.Delay(Timeout.Infinite, Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        signals.ForEach(static signal => signal.Dispose());
        source.Dispose();
    }

    private PosixSignalRegistration On(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        source.Cancel();
    });
}
