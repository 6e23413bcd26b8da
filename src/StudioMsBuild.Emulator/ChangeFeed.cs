using System.Runtime.CompilerServices;

namespace StudioMsBuild.Emulator;

/// <summary>Tells the open pages that something changed.</summary>
internal sealed class ChangeFeed
{
    /// <summary>The most pages that are told; each holds a connection.</summary>
    private const int MaxWatchers = 50;

    // Several changes at once are one event.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    // Another server's pages must not take this one's version for theirs.
    private readonly string start = Guid.NewGuid().ToString("N");
    private TaskCompletionSource next = NewSource();
    private long count;
    private int watchers;

    /// <summary>Another text after each change.</summary>
    public string Version => $"{start}-{Interlocked.Read(ref count)}";

    public void Publish()
    {
        Interlocked.Increment(ref count);
        Interlocked.Exchange(ref next, NewSource()).SetResult();
    }

    /// <summary>The version now and after each change; null where too many pages are told already.</summary>
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
                // Before the version: a change in between is not missed.
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
