using System.Net;
using System.Net.Sockets;

namespace StudioMsBuild.Studio;

/// <summary>
/// Connects to the first of a host's addresses that answers. The next one is tried after 250 ms, or as soon as one fails (RFC
/// 8305).
/// </summary>
internal sealed class HappyEyeballs(AddressResolver resolve)
{
    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>The addresses of a name, or the address that the host is.</summary>
    public static async Task<IReadOnlyList<IPEndPoint>> ResolveAsync(DnsEndPoint host, CancellationToken cancel)
    {
        // The look-up itself cannot be cancelled on every system.
        var addresses = IPAddress.TryParse(host.Host, out var address)
            ? [address]
            : await Dns.GetHostAddressesAsync(host.Host, cancel).WaitAsync(cancel).ConfigureAwait(false);
        return Array.ConvertAll(addresses, one => new IPEndPoint(one, host.Port));
    }

    public async Task<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancel)
    {
        var waiting = new Queue<IPEndPoint>(InTurns(await resolve(host, cancel).ConfigureAwait(false)));
        var attempts = new List<Task<Socket>>();
        using var race = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            var failure = new SocketException((int)SocketError.HostNotFound);
            while (waiting.Count > 0 || attempts.Count > 0)
            {
                if (waiting.TryDequeue(out var address))
                    attempts.Add(ConnectAsync(address, race.Token));
                await FirstOrDelayAsync(attempts, waiting.Count > 0, race.Token).ConfigureAwait(false);

                if (attempts.Find(static attempt => attempt.IsCompletedSuccessfully) is { } winner)
                {
                    attempts.Remove(winner);
                    return new NetworkStream(await winner.ConfigureAwait(false), ownsSocket: true);
                }

                failure = attempts.Select(static attempt => attempt.Exception?.InnerException)
                    .OfType<SocketException>()
                    .FirstOrDefault() ?? failure;
                attempts.RemoveAll(static attempt => attempt.IsCompleted);
                cancel.ThrowIfCancellationRequested();
            }

            throw failure;
        }
        finally
        {
            await race.CancelAsync().ConfigureAwait(false);
            foreach (var loser in attempts)
            {
                _ = loser.ContinueWith(
                    static late => late.Result.Dispose(),
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnRanToCompletion,
                    TaskScheduler.Default);
            }
        }
    }

    private static Task FirstOrDelayAsync(List<Task<Socket>> attempts, bool isMoreWaiting, CancellationToken cancel)
    {
        var first = Task.WhenAny(attempts);
        return isMoreWaiting ? Task.WhenAny(first, Task.Delay(AttemptDelay, cancel)) : first;
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint address, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The system's order, but alternating between the two families, so that one that is dead costs one delay.</summary>
    private static IEnumerable<IPEndPoint> InTurns(IReadOnlyList<IPEndPoint> addresses)
    {
        var preferred = addresses.Where(address => address.AddressFamily == addresses[0].AddressFamily).ToList();
        var others = addresses.Where(address => address.AddressFamily != addresses[0].AddressFamily).ToList();
        for (var turn = 0; turn < Math.Max(preferred.Count, others.Count); turn++)
        {
            if (turn < preferred.Count)
                yield return preferred[turn];
            if (turn < others.Count)
                yield return others[turn];
        }
    }
}
