using System.Net.Sockets;
using System.Text;

namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>The connection to Studio is broken.</summary>
internal static class NetworkRows
{
    private const string Nowhere = "https://studio.invalid";

    public static IEnumerable<Row> All { get; } =
    [
        new("network", "the name is not found") { Meet = site => At(Nowhere, site), Repair = Mend },
        new("network", "the connection is refused")
        {
            Meet = async site =>
            {
                await using var taken = TcpServer.Refusing();
                return await At(taken.Url, site);
            },
            Repair = Mend,
        },
        new("network", "a black hole: the connection is never made")
        {
            Missing = Needs.Linux,
            Meet = async site =>
            {
                await using var hole = TcpServer.BlackHole();
                return await At(hole.Url, site, "-p:StudioTimeout=1");
            },
            Repair = Mend,
        },
        new("network", "the connection is made, and then all is silent")
        {
            Meet = async site =>
            {
                await using var silent = TcpServer.Start(client => Task.Delay(Timeout.Infinite));
                return await At(silent.Url, site, "-p:StudioTimeout=4");
            },
            Repair = site => MendAt(site),
        },
        new("network", "reset before the request is read")
        {
            Meet = async site =>
            {
                await using var broken = TcpServer.Start(Reset);
                return await At(broken.Url, site);
            },
            Repair = site => MendAt(site),
        },
        new("network", "the proxy refuses the connection")
        {
            Meet = async site =>
            {
                await using var taken = TcpServer.Refusing();
                return await Through(taken.Url, site);
            },
            Repair = Mend,
        },
        new("network", "the proxy wants a password: status 407")
        {
            Meet = async site =>
            {
                await using var proxy = TcpServer.Start(client => AnswerAsync(client, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
                return await Through(proxy.Url, site);
            },
            Repair = Mend,
        },
        new("network", "the proxy does not reach Studio: status 502")
        {
            Meet = async site =>
            {
                await using var proxy = TcpServer.Start(client => AnswerAsync(client, "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
                return await Through(proxy.Url, site);
            },
            Repair = Mend,
        },
        new("network", "the proxy ends the connection")
        {
            Meet = async site =>
            {
                await using var proxy = TcpServer.Start(Reset);
                return await Through(proxy.Url, site);
            },
            Repair = Mend,
        },
    ];

    private static Task<BuildResult> At(string url, Site site, params string[] properties)
    {
        site.Repository.Set("DVC_STUDIO_URL", url);
        return site.RunAsync(["-p:StudioRetries=1", .. properties]);
    }

    private static Task<BuildResult> Through(string proxy, Site site)
    {
        site.Repository.Set("HTTPS_PROXY", proxy);
        return At(Nowhere, site);
    }

    /// <summary>Another Studio: the connection to the first one can't be repaired.</summary>
    private static Task Mend(Site site)
    {
        site.Repository.Set("HTTPS_PROXY", null).Set("DVC_STUDIO_URL", site.Studio.Url);
        return Task.CompletedTask;
    }

    /// <summary>A Studio that works, at the very address.</summary>
    private static Task MendAt(Site site) => site.StudioAsync(new EmulatorOptions(), new Uri(site.Repository.Environment["DVC_STUDIO_URL"]).Port);

    private static async Task Reset(Socket client)
    {
        // Nothing is read; but something is there.
        await client.ReceiveAsync(Array.Empty<byte>());
        client.Close(timeout: 0);
    }

    private static async Task AnswerAsync(Socket client, string answer)
    {
        var request = new byte[4096];
        await client.ReceiveAsync(request);
        await client.SendAsync(Encoding.ASCII.GetBytes(answer));
        client.Shutdown(SocketShutdown.Both);
    }
}
