using System.Runtime.CompilerServices;

namespace StudioMsBuild.Emulator;

/// <summary>Notifies open pages of changes.</summary>
internal sealed class ChangeFeed
{
    /// <summary>The most pages to notify; each holds a connection.</summary>
    private const int MaxWatchers = 50;

    // Changes in quick succession are one event.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    // After a restart, no version equals one from before.
    private readonly string start = Guid.NewGuid().ToString("N");
    private TaskCompletionSource next = NewSource();
    private long count;
    private int watchers;

    /// <summary>Differs after each change.</summary>
    public string Version => $"{start}-{Interlocked.Read(ref count)}";

    public void Publish()
    {
        Interlocked.Increment(ref count);
        Interlocked.Exchange(ref next, NewSource()).SetResult();
    }

    /// <summary>The version now and after each change; null if too many pages are watching.</summary>
    public IAsyncEnumerable<string>? Watch(CancellationToken stop)
    {
        if (Interlocked.Increment(ref watchers) <= MaxWatchers)
            return VersionsAsync(stop);
        Interlocked.Decrement(ref watchers);
        return null;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async IAsyncEnumerable<string> VersionsAsync([EnumeratorCancellation] CancellationToken stop)
    {
        try
        {
            while (true)
            {
                // Read before the version, so that no change is missed.
                var change = Volatile.Read(ref next).Task;
                yield return Version;
                await change.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stop.IsCancellationRequested)
                    yield break;
            }
        }
        finally
        {
            Interlocked.Decrement(ref watchers);
        }
    }
}
