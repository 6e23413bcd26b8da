using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StudioMsBuild.Tests.Studio;

/// <summary>A proxy, with TLS of its own if need be: every tunnel leads to one server on loopback.</summary>
internal sealed class Tunnel : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> heads = new();
    private readonly int port;
    private readonly X509Certificate2? certificate;
    private Task serving = Task.CompletedTask;

    private Tunnel(int port, X509Certificate2? certificate) => (this.port, this.certificate) = (port, certificate);

    public string Url => $"{(certificate is null ? "http" : "https")}://{listener.LocalEndpoint}";

    /// <summary>What each tunnel was asked for with.</summary>
    public IReadOnlyCollection<string> Heads => heads;

    public static Tunnel Start(int port, X509Certificate2? certificate)
    {
        var tunnel = new Tunnel(port, certificate);
        tunnel.listener.Start();
        tunnel.serving = tunnel.AcceptAsync();
        return tunnel;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var ends = client;
        try
        {
            var stream = await OpenAsync(client.GetStream());
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, stop.Token) > 0)
                head.Append((char)one[0]);
            heads.Enqueue(head.ToString());
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, port, stop.Token);
            await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stop.Token);
            await Task.WhenAny(stream.CopyToAsync(server.GetStream(), stop.Token), server.GetStream().CopyToAsync(stream, stop.Token));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, or trusts it not.
        }
    }

    private async Task<Stream> OpenAsync(NetworkStream stream)
    {
        if (certificate is null)
            return stream;
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
        return tls;
    }
}
