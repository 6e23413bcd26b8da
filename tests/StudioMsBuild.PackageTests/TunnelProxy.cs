using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StudioMsBuild.PackageTests;

/// <summary>A company's proxy, as HTTPS_PROXY names it: every tunnel leads to one server on loopback.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<string> targets = [];
    private readonly Task serving;

    public TunnelProxy(Uri server)
    {
        listener.Start();
        serving = ServeAsync(server.Port);
    }

    public string Url => $"http://{listener.LocalEndpoint}";

    /// <summary>The targets of the tunnels, as HOST:PORT.</summary>
    public IReadOnlyList<string> Targets => targets;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
        listener.Dispose();
    }

    private async Task ServeAsync(int port)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                var stream = client.GetStream();
                targets.Add((await ReadHeadAsync(stream)).Split(' ')[1]);
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, port, stop.Token);
                await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stop.Token);
                await Task.WhenAny(stream.CopyToAsync(server.GetStream(), stop.Token), server.GetStream().CopyToAsync(stream, stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || Encoding.ASCII.GetString([.. head[^4..]]) != "\r\n\r\n")
        {
            await stream.ReadExactlyAsync(one, stop.Token);
            head.Add(one[0]);
        }

        return Encoding.ASCII.GetString([.. head]);
    }
}
