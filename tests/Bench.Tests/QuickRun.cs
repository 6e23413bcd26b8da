namespace Bench.Tests;

/// <summary>One bench for all tests, with one round of everything.</summary>
public sealed class QuickRun : IAsyncLifetime
{
    private Workbench? bench;

    internal Workbench Bench => bench ?? throw new InvalidOperationException("The bench is not set up yet.");

    public async ValueTask InitializeAsync() => bench = await Workbench.StartAsync(rounds: 1, isQuick: true, static _ => { });

    public async ValueTask DisposeAsync()
    {
        if (bench is not null)
            await bench.DisposeAsync();
    }
}
