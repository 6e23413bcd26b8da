using System.Net;
using System.Net.Sockets;

namespace StudioMsBuild.ReliabilityTests;

/// <summary>A port of loopback that treats its clients worse than an HTTP server could.</summary>
internal sealed class TcpServer : IAsyncDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> clients = [];
    private Task serving = Task.CompletedTask;
    private int connections;

    private TcpServer() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Url => $"http://{socket.LocalEndPoint}";

    /// <summary>How many connections were made.</summary>
    public int Connections => connections;

    /// <summary>A port that is taken and does not listen: every connection is refused.</summary>
    public static TcpServer Refusing() => new();

    /// <summary>A port that listens, and whose queue is full: no further connection is made or refused.</summary>
    public static TcpServer BlackHole()
    {
        var hole = new TcpServer();
        hole.socket.Listen(0);
        // The queue takes one more than its limit; the others wait like every later client.
        for (var at = 0; at < 4; at++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            hole.clients.Add(filler);
            try
            {
                filler.Connect(hole.socket.LocalEndPoint!);
            }
            catch (SocketException under) when (under.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // On its way.
            }
        }

        return hole;
    }

    /// <summary>Accepts, and does something with each client.</summary>
    public static TcpServer Start(Func<Socket, Task> treat)
    {
        var server = new TcpServer();
        server.socket.Listen();
        server.serving = server.ServeAsync(treat);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await serving;
        foreach (var client in clients)
            client.Dispose();
    }

    private async Task ServeAsync(Func<Socket, Task> treat)
    {
        try
        {
            while (true)
            {
                var client = await socket.AcceptAsync();
                Interlocked.Increment(ref connections);
                clients.Add(client);
                _ = treat(client);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The socket was closed.
        }
    }
}
