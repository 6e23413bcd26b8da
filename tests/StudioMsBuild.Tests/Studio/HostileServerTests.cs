using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StudioMsBuild.Tests.Studio;

/// <summary>A server that sends the token back where HTTP allows none: .NET's exceptions quote it, the diagnostics never do.</summary>
public class HostileServerTests
{
    private const string Token = "isat_Zk3vQ8wx7YhS2LmNp4RtBx9CdFgHj";
    private const string Body = """{"projects": [{"id": "a1", "name": "iris", "url": "https://a.example/a1"}]}""";

    private static readonly string Hex = Convert.ToHexString(Encoding.ASCII.GetBytes(Token));

    public static TheoryData<string> Answers { get; } =
    [
        "HTP/1.1 TOKEN\r\n\r\n",
        "HTTP/1.1 TOKEN\r\n\r\n",
        "HTTP/1.1 200TOKEN OK\r\n\r\n",
        "TOKEN\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTOKEN\r\n\r\n",
        "HTTP/1.1 200 OK\r\nAuthorization token TOKEN\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX:y\r\n TOKEN\u0001\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-\u0001TOKEN: y\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: TOKEN\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: TOKEN\r\n\r\nTOKEN",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nTOKEN\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nHEX\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1 TOKEN\r\na\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\naTOKEN\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nTOKEN\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: TOKEN\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: TOKEN\r\nContent-Length: 1\r\n\r\na",
        "HTTP/1.1 400 TOKEN\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 502 HEX\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 429 TOKEN\r\nRetry-After: TOKEN\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: https://TOKEN.example.com/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: https://HEX.example.com/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 307 Found\r\nLocation: TOKEN://x\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 400 x\r\nContent-Length: 54\r\n\r\n{\"detail\": [\"isat_Zk3vQ8wx7YhS2\", \"LmNp4RtBx9CdFgHj\"]}",
        $"HTTP/1.1 200 OK\r\nDate: TOKEN\r\nServer: HEX\r\nContent-Length: {Body.Length}\r\n\r\n{Body}",
        "HTTP/1.1 101 TOKEN\r\nUpgrade: TOKEN\r\n\r\n",
        "HTTP/1.1 100 TOKEN\r\n\r\nHTTP/1.1 103 TOKEN\r\nTOKEN\r\n\r\n",
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task The_token_is_in_no_text(string answer)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var bytes = Encoding.Latin1.GetBytes(answer.Replace("TOKEN", Token, StringComparison.Ordinal).Replace("HEX", Hex, StringComparison.Ordinal));
        var answering = AnswerOnceAsync();

        var call = await Task.Run(() => Call.To($"http://{server.LocalEndpoint}", token: Token), cancel);

        await answering;
        var shown = call.Outcome.TryGetValue(out var projects, out var failure) ? string.Join('\n', projects.All) : failure.Text;
        var text = string.Join('\n', [.. call.Reported.Select(reported => reported.Text), shown]);
        foreach (var part in new[] { Token[..10], Token[10..20], Token[20..], Hex[..12], Hex[^12..] })
            text.ShouldNotContain(part, Case.Insensitive);

        async Task AnswerOnceAsync()
        {
            using var client = await server.AcceptTcpClientAsync(cancel);
            var stream = client.GetStream();
            _ = await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, cancel);
            await stream.WriteAsync(bytes, cancel);
        }
    }
}
