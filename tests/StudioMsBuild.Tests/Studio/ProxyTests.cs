using System.Net;
using System.Net.Sockets;
using StudioMsBuild.Settings;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>A proxy as this build's HTTPS_PROXY names it.</summary>
public class ProxyTests
{
    [Theory]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://localhost")]
    public async Task On_loopback_no_proxy_sees_the_token(string host)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        await using var proxy = await ScriptedStudio.StartAsync();

        Call.To($"{host}:{new Uri(studio.Url).Port}", with: Through(proxy.Url)).Outcome.Value();

        proxy.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Elsewhere_its_refusal_is_reported_and_it_sees_no_token()
    {
        await using var proxy = await ScriptedStudio.StartAsync();
        proxy.Answer = Answers.Text(407, "text/html", "<html>Log in</html>");

        var failure = Call.To("https://studio.example.com", with: Through(proxy.Url)).Failure;

        failure.Code.ShouldBe("STUDIO3004");
        failure.Text.ShouldContain("407");
        proxy.Requests.ShouldNotBeEmpty();
        proxy.Requests.ShouldAllBe(request => request.Method == "CONNECT" && request["Authorization"] == null);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(407)]
    [InlineData(502)]
    public async Task One_that_refuses_gets_one_request_as_an_account_may_be_locked_and_its_credentials_are_in_no_text(int status)
    {
        await using var proxy = await ScriptedStudio.StartAsync();
        proxy.Answer = Answers.Text(status, "text/html", "<html>ada:SECRET</html>");

        var call = Call.To("https://studio.example.com", retries: 1, with: Through(proxy.Url));

        (call.Failure.Code, call.Failure.Kind).ShouldBe(("STUDIO3004", FailureKind.Final));
        call.Failure.Text.ShouldNotContain("SECRET");
        call.Reported.ShouldBeEmpty();
        proxy.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_proxy_that_hangs_up_is_before_the_request_and_its_credentials_are_in_no_text()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var done = new CancellationTokenSource();
        var hangingUp = HangUpAsync();

        var failure = Call.To("https://studio.example.com", with: Through($"http://{server.LocalEndpoint}")).Failure;

        failure.Kind.ShouldBe(FailureKind.Retryable);
        failure.Text.ShouldContain("nothing was sent", Case.Insensitive);
        failure.Text.ShouldNotContain("SECRET");
        await done.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(hangingUp);

        async Task HangUpAsync()
        {
            // .NET asks again, as a CONNECT creates nothing.
            while (true)
            {
                using var client = await server.AcceptTcpClientAsync(done.Token);
                _ = await client.GetStream().ReadAsync(new byte[4096], done.Token);
            }
        }
    }

    [Fact]
    public void A_proxy_that_is_not_there_is_before_the_request_and_its_credentials_are_in_no_text()
    {
        string url;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            url = $"http://{free.LocalEndpoint}";
        }

        var failure = Call.To("https://studio.example.com", with: Through(url)).Failure;

        failure.Kind.ShouldBe(FailureKind.Retryable);
        failure.Text.ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_proxy_that_cannot_be_found_is_blamed_as_proxy()
    {
        var failure = Call.To("https://studio.example.com", with: connection => Through("http://proxy.example.com:3128")(connection) with
        {
            Resolve = (host, _) => throw new SocketException((int)(host.Host == "proxy.example.com" ? SocketError.HostNotFound : SocketError.ConnectionRefused)),
        }).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO3004", FailureKind.Retryable));
        failure.Text.ShouldContain("The proxy proxy.example.com:3128 (HTTPS_PROXY) to https://studio.example.com failed: no name server knows the name");
        failure.Text.ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task A_proxy_whose_certificate_is_not_trusted_is_blamed_as_proxy()
    {
        using var certificate = SelfSignedCertificate.Create();
        await using var proxy = await ScriptedStudio.StartAsync(certificate);

        var failure = Call.To("https://studio.example.com", with: Through(proxy.Url)).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO3004", FailureKind.Final));
        failure.Text.ShouldContain("not trusted here");
        proxy.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Through_a_proxy_the_request_reaches_Studio_and_its_certificate_counts(string scheme)
    {
        using var authority = TestAuthority.Create();
        using var folder = new TemporaryFolder();
        using var certificate = authority.Issue("studio.example.com");
        using var proxyCertificate = authority.Issue();
        await using var studio = await ScriptedStudio.StartAsync(certificate);
        await using var proxy = Tunnel.Start(new Uri(studio.Url).Port, scheme == "https" ? proxyCertificate : null);

        Call.To("https://studio.example.com", certificateFile: folder.Write("ca.pem", authority.Pem), with: Through(proxy.Url)).Outcome.Value();
        Call.To("https://other.example.com", certificateFile: folder.Write("ca.pem", authority.Pem), with: Through(proxy.Url)).Failure.Code.ShouldBe("STUDIO3003");

        studio.Request["Authorization"].ShouldBe($"token {Call.Token}");
        proxy.Heads.ShouldAllBe(head => head.StartsWith("CONNECT ", StringComparison.Ordinal) && !head.Contains(Call.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_does_not_reach_the_default_host_is_asked_for_the_current_one()
    {
        await using var proxy = await ScriptedStudio.StartAsync();
        proxy.Answer = Answers.Text(502, "text/plain", "no such host");

        var call = Call.To("https://studio.iterative.ai", with: connection => Through(proxy.Url)(connection) with { Fallback = StudioAddress.Current });

        call.Failure.Code.ShouldBe("STUDIO3004");
        proxy.Requests.Select(request => request.Target).ShouldBe(["studio.iterative.ai:443", "studio.datachain.ai:443"]);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(407)]
    public async Task One_that_refuses_the_default_host_gets_no_other_request(int status)
    {
        await using var proxy = await ScriptedStudio.StartAsync();
        proxy.Answer = Answers.Text(status, "text/plain", "no");

        Call.To("https://studio.iterative.ai", with: connection => Through(proxy.Url)(connection) with { Fallback = StudioAddress.Current }).Failure.Code.ShouldBe("STUDIO3004");

        proxy.Requests.ShouldAllBe(request => request.Target == "studio.iterative.ai:443");
    }

    /// <summary>HTTPS_PROXY with a user and a password.</summary>
    private static Func<StudioConnection, StudioConnection> Through(string url) => connection => connection with
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HTTPS_PROXY"] = url.Replace("://", "://ada:SECRET@", StringComparison.Ordinal) },
    };
}
