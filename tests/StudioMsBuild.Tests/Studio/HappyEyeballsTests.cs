using System.Net;
using System.Net.Sockets;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>A name with several addresses, of which the first ones don't answer (RFC 8305).</summary>
public sealed class HappyEyeballsTests : IDisposable
{
    // Addresses of documentation, to which no packet is answered, would be refused at once in a sandbox: a full queue drops packets for sure.
    private readonly Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> waiting = [];

    public void Dispose()
    {
        full.Dispose();
        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task A_dead_first_address_costs_a_moment()
    {
        await using var studio = await ScriptedStudio.StartAsync();

        Call.To(studio.Url, with: connection => connection with { Resolve = To(Dead(), Live(studio)) }).Outcome.Value();

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refusing_first_address_costs_nothing_and_the_next_one_is_used()
    {
        await using var studio = await ScriptedStudio.StartAsync();

        Call.To(studio.Url, with: connection => connection with { Resolve = To(Refusing(), Refusing(), Live(studio)) }).Outcome.Value();

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_first_that_answers_wins_and_the_request_is_sent_once()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        await using var other = await ScriptedStudio.StartAsync();

        Call.To(studio.Url, with: connection => connection with { Resolve = To(Live(studio), Live(other)) }).Outcome.Value();

        (studio.Requests.Count, other.Requests.Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Behind_a_proxy_the_same_holds_for_the_proxys_addresses()
    {
        await using var proxy = await ScriptedStudio.StartAsync();
        proxy.Answer = Answers.Text(403, "text/plain", "no");

        Call.To("https://studio.example.com", with: connection => connection with
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HTTPS_PROXY"] = "http://proxy.example.com:3128" },
            Resolve = To(Dead(), Live(proxy)),
        }).Failure.Code.ShouldBe("STUDIO3004");

        proxy.Requests.ShouldHaveSingleItem().Target.ShouldBe("studio.example.com:443");
    }

    [Fact]
    public void Where_all_are_dead_the_timeout_ends_it_and_nothing_was_sent()
    {
        var failure = Call.To("http://127.0.0.1:5", timeoutSeconds: 1, with: connection => connection with { Resolve = To(Dead(), Dead()) }).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO3002", FailureKind.Retryable));
    }

    [Fact]
    public void In_the_hook_connecting_has_a_limit_of_its_own()
    {
        var failure = Call.To("http://127.0.0.1:5", timeoutSeconds: 300, with: connection => connection with
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(300),
            Resolve = To(Dead()),
        }).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO3002", FailureKind.Retryable));
        failure.Text.ShouldContain("no connection within 0.3 seconds (the limit of the build hook)");
    }

    [Fact]
    public async Task A_look_up_that_hangs_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var calling = Task.Run(
            () => Should.Throw<OperationCanceledException>(() => Call.To("https://studio.example.com", timeoutSeconds: 300, cancel: cancel.Token, with: connection => connection with
            {
                Resolve = async (_, _) =>
                {
                    asked.SetResult();
                    await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
                    return [];
                },
            })),
            TestContext.Current.CancellationToken);
        await asked.Task;
        await cancel.CancelAsync();

        await calling;
    }

    [Fact]
    public void A_name_without_an_address_is_not_found()
    {
        var failure = Call.To("https://studio.example.com", with: connection => connection with { Resolve = To() }).Failure;

        failure.Code.ShouldBe("STUDIO3001");
        failure.Text.ShouldContain("no name server knows the name");
    }

    [Fact]
    public async Task The_address_that_a_host_is_needs_no_look_up() =>
        (await HappyEyeballs.ResolveAsync(new DnsEndPoint("192.0.2.7", 443), TestContext.Current.CancellationToken)).ShouldBe([new IPEndPoint(IPAddress.Parse("192.0.2.7"), 443)]);

    private static AddressResolver To(params IPEndPoint[] addresses) => (_, _) => Task.FromResult<IReadOnlyList<IPEndPoint>>(addresses);

    private static IPEndPoint Live(ScriptedStudio studio) => new(IPAddress.Loopback, new Uri(studio.Url).Port);

    private static IPEndPoint Refusing()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return (IPEndPoint)free.LocalEndpoint;
    }

    /// <summary>An address that never answers: on Linux a queue of connections that nobody accepts and that is full.</summary>
    private IPEndPoint Dead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux drops what a full queue cannot take");
        if (!full.IsBound)
        {
            full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            full.Listen(1);
            for (var i = 0; i < 4; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                waiting.Add(socket);
                try
                {
                    socket.Connect(full.LocalEndPoint!);
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
                {
                    // Connecting for ever.
                }
            }
        }

        return (IPEndPoint)full.LocalEndPoint!;
    }
}
