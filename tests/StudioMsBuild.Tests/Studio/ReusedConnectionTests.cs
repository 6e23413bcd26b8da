using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StudioMsBuild.Tests.Studio;

/// <summary>A connection that was used before and closes without an answer: .NET must not send the POST again by itself.</summary>
public class ReusedConnectionTests
{
    private const string TooMany = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_on_it_is_not_repeated(bool reset)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var done = new CancellationTokenSource();
        var requests = new ConcurrentQueue<(int Connection, string Request)>();
        var serving = ServeAsync();

        // 429, so that the client itself asks again, on the same connection.
        var call = await Task.Run(() => Call.To($"http://{server.LocalEndpoint}", retries: 1), TestContext.Current.CancellationToken);

        call.Failure.Code.ShouldBe("STUDIO3006");
        call.Failure.Kind.ShouldBe(FailureKind.Unclear);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        requests.Select(request => request.Connection).ShouldBe([1, 1]);
        requests.ShouldAllBe(request => request.Request.StartsWith("POST ") && request.Request.EndsWith('}'));
        await done.CancelAsync();
        await serving;

        async Task ServeAsync()
        {
            try
            {
                for (var connection = 1; ; connection++)
                {
                    using var client = await server.AcceptTcpClientAsync(done.Token);
                    requests.Enqueue((connection, await ReadAsync(client.GetStream())));
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(TooMany), done.Token);
                    requests.Enqueue((connection, await ReadAsync(client.GetStream())));
                    if (reset)
                        client.LingerState = new LingerOption(enable: true, seconds: 0);
                }
            }
            catch (OperationCanceledException)
            {
                // The test has seen enough.
            }
        }

        // One request whose body ends with the only } there is.
        static async Task<string> ReadAsync(NetworkStream stream)
        {
            var (text, buffer) = (new StringBuilder(), new byte[4096]);
            while (text.Length == 0 || text[^1] != '}')
            {
                if (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is not (> 0 and var count))
                    break;
                text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }

            return text.ToString();
        }
    }

    [Fact]
    public async Task One_that_closed_before_the_next_request_leaves_no_unresolved_attempt()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var requests = 0;
        var serving = ServeAsync();

        var call = await Task.Run(() => Call.To($"http://{server.LocalEndpoint}", retries: 1), TestContext.Current.CancellationToken);

        call.Project.Id.ShouldBe("a1");
        requests.ShouldBe(2);
        await serving;

        async Task ServeAsync()
        {
            const string Body = """{"projects": [{"id": "a1", "name": "iris", "url": "https://a.example/a1"}]}""";
            foreach (var answer in new[] { TooMany.Replace("Retry-After: 0", "Retry-After: 1", StringComparison.Ordinal), $"HTTP/1.1 200 OK\r\nContent-Length: {Body.Length}\r\n\r\n{Body}" })
            {
                using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                requests += await client.GetStream().ReadAtLeastAsync(new byte[4096], 300, throwOnEndOfStream: false, TestContext.Current.CancellationToken) > 0 ? 1 : 0;
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
            }
        }
    }
}
