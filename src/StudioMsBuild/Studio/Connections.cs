using System.Net.Sockets;

namespace StudioMsBuild.Studio;

/// <summary>Opens the connections of one <see cref="StudioClient"/>, as .NET itself does, but for the first one.</summary>
internal sealed class Connections
{
    private int count;

    /// <summary>
    /// The first connection is made on .NET's own thread, which waits: most builds need no other, and what waiting without a thread
    /// makes the runtime compile takes longer than to connect. A request that is given up meanwhile ends all the same.
    /// </summary>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (Interlocked.Increment(ref count) > 1)
                await socket.ConnectAsync(context.DnsEndPoint, cancel).ConfigureAwait(false);
            else
            {
                using (cancel.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket))
                    socket.Connect(context.DnsEndPoint);
            }
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw;
        }
    }
}
