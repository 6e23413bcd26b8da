using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>The request on the wire, and each failure to get a complete answer.</summary>
public class StudioClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_request_is_the_one_of_the_API_page()
    {
        await using var studio = await ScriptedStudio.StartAsync();

        Call.To(studio.Url).Project.Name.ShouldBe("größe");

        var request = studio.Request;
        (request.Method, request.Target).ShouldBe(("POST", "/api/create-project"));
        request["Authorization"].ShouldBe($"token {Call.Token}");
        request["Content-Type"].ShouldBe("application/json");
        request["User-Agent"]!.ShouldMatch(@"^StudioMsBuild/\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$");
        request.Body.ShouldBe("""{"repo_url":"https://github.com/owner/repository","public":true,"team_name":"team","subdir":"nested","name":"größe"}""");
    }

    [Fact]
    public async Task The_request_has_a_length_and_asks_for_JSON_no_compression_no_cookie_and_no_continue()
    {
        await using var studio = await ScriptedStudio.StartAsync();

        Call.To(studio.Url).Outcome.Value();

        studio.Request["Content-Length"].ShouldBe(Encoding.UTF8.GetByteCount(studio.Request.Body).ToString(CultureInfo.InvariantCulture));
        (studio.Request["Accept"], studio.Request["Accept-Encoding"]).ShouldBe(("application/json", "identity"));
        foreach (var header in new[] { "Cookie", "Expect", "Transfer-Encoding" })
            studio.Request[header].ShouldBeNull(header);
    }

    [Fact]
    public async Task A_prefix_of_the_base_URL_is_kept()
    {
        await using var studio = await ScriptedStudio.StartAsync();

        Call.To(studio.Url + "/tools/studio/").Outcome.Value();

        studio.Request.Target.ShouldBe("/tools/studio/api/create-project");
    }

    [Fact]
    public async Task A_Studio_that_does_not_answer_fails_after_the_timeout_with_an_unclear_outcome()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Silence;
        var clock = Stopwatch.StartNew();

        var failure = Call.To(studio.Url, timeoutSeconds: 1).Failure;

        failure.Code.ShouldBe("STUDIO3005");
        failure.Text.ShouldContain("1 second");
        failure.Text.ShouldContain(", so the project may exist.");
        clock.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_timeout_covers_a_body_that_comes_drop_by_drop()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(" ", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(100, context.RequestAborted);
            }
        };

        Call.To(studio.Url, timeoutSeconds: 1).Failure.Code.ShouldBe("STUDIO3005");
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_request_is_an_unclear_outcome()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3006");
        failure.Text.ShouldContain(", so the project may exist.");
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_an_unclear_outcome()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.CutOff;

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3006");
        failure.Text.ShouldContain(", so the project may exist.");
    }

    [Fact]
    public async Task A_request_that_broke_on_a_connection_in_use_is_not_sent_again()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        var address = Call.Address(studio.Url);
        using var client = new StudioClient(new StudioConnection { Studio = address });
        Call.By(client, address).Outcome.Value();
        studio.Answer = Answers.Reset;

        Call.By(client, address).Failure.Code.ShouldBe("STUDIO3006");

        studio.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 banana\r\n\r\n")]
    [InlineData("220 smtp.example.com ESMTP\r\n\r\n")]
    public async Task What_is_no_HTTP_answer_at_all_is_an_unclear_outcome(string answer)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerOnceAsync(server, Encoding.ASCII.GetBytes(answer));

        var failure = Call.To($"http://{server.LocalEndpoint}").Failure;

        failure.Code.ShouldBe("STUDIO3006");
        await answering;
    }

    [Theory]
    [InlineData("http://xn--\u00E9/")]
    [InlineData("http://[")]
    [InlineData("\u00FF\u00FE")]
    public async Task A_redirect_to_an_address_that_is_none_is_still_a_redirect(string location)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerOnceAsync(server, Encoding.Latin1.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"));

        Call.To($"http://{server.LocalEndpoint}").Failure.Code.ShouldBe("STUDIO3012");

        await answering;
    }

    [Theory]
    [InlineData("400 Bad Request", "Final")]
    [InlineData("401 Unauthorized", "Final")]
    [InlineData("429 Too Many Requests", "Retryable")]
    [InlineData("500 Oops", "Unclear")]
    public async Task An_explanation_that_is_cut_off_does_not_change_the_statuss_meaning(string status, string kind)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerOnceAsync(server, Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 100\r\n\r\n{{"));

        var failure = Call.To($"http://{server.LocalEndpoint}").Failure;

        failure.Kind.ToString().ShouldBe(kind);
        failure.Text.ShouldContain(status[..3]);
        await answering;
    }

    [Fact]
    public async Task Megabytes_of_headers_are_not_read()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answering = AnswerOnceAsync(server, Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nX-Much: " + new string('x', 4_000_000)));

        Call.To($"http://{server.LocalEndpoint}").Failure.Code.ShouldBe("STUDIO3006");

        await answering;
    }

    [Fact]
    public void Nobody_listening_means_that_nothing_was_sent()
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var failure = Call.To($"http://127.0.0.1:{port}").Failure;

        failure.Code.ShouldBe("STUDIO3002");
        failure.Text.ShouldContain("refused");
        failure.Text.ShouldContain("nothing was sent");
    }

    [Fact]
    public void A_server_that_is_silent_before_the_request_was_sent_is_unreachable()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();

        var failure = Call.To($"https://{server.LocalEndpoint}", timeoutSeconds: 1).Failure;

        failure.Code.ShouldBe("STUDIO3002");
        failure.Text.ShouldContain("StudioTimeout");
        failure.Text.ShouldContain("nothing was sent");
    }

    [Fact]
    public async Task An_untrusted_certificate_ends_it_before_anything_is_sent_and_the_inner_reason_is_shown()
    {
        using var certificate = SelfSignedCertificate.Create();
        await using var studio = await ScriptedStudio.StartAsync(certificate);

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3003");
        failure.Text.ShouldContain("certificate");
        failure.Text.ShouldNotContain("inner exception");
        failure.Text.ShouldContain("Nothing was sent");
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_without_TLS_behind_an_https_address_is_a_failure_of_TLS()
    {
        await using var studio = await ScriptedStudio.StartAsync();

        Call.To(studio.Url.Replace("http:", "https:", StringComparison.Ordinal)).Failure.Code.ShouldBe("STUDIO3003");

        studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "STUDIO3001")]
    [InlineData(HttpRequestError.ConnectionError, "STUDIO3002")]
    [InlineData(HttpRequestError.SecureConnectionError, "STUDIO3003")]
    public void A_failure_before_the_request_reports_that_nothing_was_sent_and_quotes_no_exception(HttpRequestError error, string code)
    {
        var exception = new HttpRequestException(error, "OUTER", new IOException("MIDDLE", new InvalidOperationException("INNER")));

        var failure = NetworkFailure.From(exception, Call.Address("https://studio.example.com"), proxy: null, wasSent: false);

        failure.Code.ShouldBe(code);
        failure.Text.ShouldContain("nothing was sent", Case.Insensitive);
        foreach (var quoted in new[] { "OUTER", "MIDDLE", "INNER" })
            failure.Text.ShouldNotContain(quoted, Case.Sensitive);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "refused")]
    [InlineData(SocketError.ConnectionReset, "reset")]
    [InlineData(SocketError.HostNotFound, "no name server knows the name")]
    [InlineData(SocketError.TryAgain, "the name server gave no answer")]
    [InlineData(SocketError.NetworkUnreachable, "no route")]
    [InlineData(SocketError.TooManyOpenSockets, "TooManyOpenSockets")]
    public void The_reason_is_the_innermost_one(SocketError error, string reason) =>
        NetworkFailure.Reason(new HttpRequestException(HttpRequestError.ConnectionError, "x", new IOException("y", new SocketException((int)error)))).ShouldContain(reason);

    [Fact]
    public void No_error_of_NETs_lacks_a_reason() =>
        Enum.GetValues<HttpRequestError>().ShouldAllBe(error => NetworkFailure.Reason(new HttpRequestException(error, "TEXT", null, null)).Length > 10);

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.ResponseEnded)]
    public void The_same_failures_after_the_request_are_an_unclear_outcome(HttpRequestError error) =>
        NetworkFailure.From(new HttpRequestException(error, "broken"), Call.Address("https://studio.example.com"), proxy: null, wasSent: true).Code.ShouldBe("STUDIO3006");

    [Fact]
    public async Task Cancelling_ends_the_request_at_once_and_its_outcome_is_unclear()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Silence;
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();

        var failure = Call.To(studio.Url, cancel: cancel.Token).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO3019", FailureKind.Unclear));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task What_was_cancelled_before_sends_nothing()
    {
        await using var studio = await ScriptedStudio.StartAsync();

        Should.Throw<OperationCanceledException>(() => Call.To(studio.Url, cancel: new CancellationToken(canceled: true)));

        studio.Requests.ShouldBeEmpty();
    }

    // Reads the request's beginning, answers, and closes.
    private static async Task AnswerOnceAsync(TcpListener server, byte[] answer)
    {
        using var client = await server.AcceptTcpClientAsync(Cancel);
        var stream = client.GetStream();
        _ = await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, Cancel);
        try
        {
            await stream.WriteAsync(answer, Cancel);
        }
        catch (IOException)
        {
            // The client has seen enough.
        }
    }
}
