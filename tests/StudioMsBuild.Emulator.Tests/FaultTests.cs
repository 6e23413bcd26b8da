using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using StudioMsBuild.Emulator.Faults;
using StudioMsBuild.Testing;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>Every fault, as a client meets it.</summary>
public sealed class FaultTests : IAsyncDisposable
{
    // Faults come in by the header, so that one server serves them all.
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly List<EmulatorServer> servers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        foreach (var server in servers)
            await server.DisposeAsync();
    }

    [Theory]
    [InlineData("400", 400)]
    [InlineData("401", 401)]
    [InlineData("403", 403)]
    [InlineData("404", 404)]
    [InlineData("409", 409)]
    [InlineData("422", 422)]
    [InlineData("429", 429)]
    [InlineData("500", 500)]
    [InlineData("502", 502)]
    [InlineData("503", 503)]
    [InlineData("504", 504)]
    public async Task An_error_fault_answers_with_a_body_and_creates_no_project(string fault, int status)
    {
        var studio = await Start();

        using var answer = await Create(studio, fault);

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldNotBeEmpty();
        answer.Headers.RetryAfter.ShouldBeNull();
        studio.Projects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("401", 401, "Invalid token")]
    [InlineData("400-scope", 400, "Invalid token scope")]
    [InlineData("400-repository", 400, "Permission denied or repo not found, check that origin is a self-hosted gitlab repo")]
    [InlineData("400-quota", 400, "Project limit reached: this Studio allows at most 100 projects (maxViews).")]
    public async Task An_error_fault_has_the_text_of_the_real_Studio(string fault, int status, string detail)
    {
        using var answer = await Create(await Start(), fault);

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe((status, $$"""{"detail": "{{detail}}"}"""));
    }

    [Theory]
    [InlineData("503:Retry-After=0.5", 503, "0.5")]
    [InlineData("429:retry-after=soon", 429, "soon")]
    [InlineData("503:Retry-After=", 503, "")]
    [InlineData("503:Retry-After=-1", 503, "-1")]
    [InlineData("500-created:Retry-After=86400", 500, "86400")]
    [InlineData("503:Retry-After=\"Fri, 27 Nov 2026 07:28:00 GMT\"", 503, "Fri, 27 Nov 2026 07:28:00 GMT")]
    [InlineData("429-retry-after:Retry-After=7", 429, "7")]
    [InlineData("502:Retry-After=1*", 502, "1*")]
    public async Task An_error_fault_sends_any_Retry_After_of_its_name(string fault, int status, string value)
    {
        using var answer = await Create(await Start(), fault);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.NonValidated["Retry-After"].ToString().ShouldBe(value);
    }

    [Fact]
    public async Task A_quoted_Retry_After_can_contain_a_comma()
    {
        var studio = await Start("503:Retry-After=\"Fri, 27 Nov 2026 07:28:00 GMT\",ok,429:Retry-After=0.5*");

        var seen = new List<(int, string?)>();
        for (var at = 0; at < 4; at++)
        {
            using var answer = await Create(studio.Url);
            seen.Add(((int)answer.StatusCode, answer.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.ToString() : null));
        }

        seen.ShouldBe([(503, "Fri, 27 Nov 2026 07:28:00 GMT"), (200, null), (429, "0.5"), (429, "0.5")]);
    }

    [Theory]
    [InlineData("reset:Retry-After=1")]
    [InlineData("html:Retry-After=1")]
    [InlineData("ok:Retry-After=1")]
    [InlineData("503:Location=/x")]
    [InlineData("503:Retry-After")]
    [InlineData("503:Retry-After=\"1")]
    [InlineData("503:Retry-After=a\u00e9")]
    [InlineData("503:Retry-After=a\r\nX: y")]
    [InlineData(":Retry-After=1")]
    public void A_fault_with_an_invalid_header_is_rejected(string fault) => Fault.TryParse(fault, out _).ShouldBeFalse();

    [Theory]
    [InlineData("http-url")]
    [InlineData("http-url-created")]
    public async Task The_http_url_fault_answers_with_an_http_URL_of_the_same_host(string fault)
    {
        using var certificate = SelfSignedCertificate.Create();
        await using var studio = await EmulatorServer.StartAsync(new EmulatorOptions { Port = 0, Certificate = certificate }, Cancel);
        using var trusting = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = new() { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() } });

        using var proper = await trusting.SendAsync(Request(studio.Url), Cancel);
        using var faulty = await trusting.SendAsync(Request(studio.Url, fault), Cancel);

        (await UrlOf(proper)).ShouldBe($"{studio.Url}{studio.Projects[1].Path}");
        (await UrlOf(faulty)).ShouldBe($"{studio.Url.Replace("https://", "http://", StringComparison.Ordinal)}{studio.Projects[0].Path}");

        static async Task<string> UrlOf(HttpResponseMessage answer) =>
            (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["projects"]![0]!["url"]!;
    }

    [Theory]
    [InlineData("429-retry-after", 429, 1)]
    [InlineData("429-retry-after-minute", 429, 60)]
    [InlineData("503-retry-after", 503, 1)]
    public async Task A_retry_after_fault_sends_seconds(string fault, int status, int seconds)
    {
        using var answer = await Create(await Start(), fault);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("not-json", "OK, thanks")]
    [InlineData("no-projects", """{"projects": []}""")]
    [InlineData("wrong-types", """{"projects": [{"id": {}, "name": 5, "url": ["https://studio.example.com"]}]}""")]
    [InlineData("bad-url", """{"projects": [{"id": "a", "name": "iris", "url": "javascript:alert(1)"}]}""")]
    public async Task A_success_fault_has_a_wrong_body(string fault, string body)
    {
        using var answer = await Create(await Start(), fault);

        answer.IsSuccessStatusCode.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe(body);
    }

    [Fact]
    public async Task The_html_fault_is_a_web_page()
    {
        using var answer = await Create(await Start(), "html");

        answer.IsSuccessStatusCode.ShouldBeTrue();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task The_huge_fault_is_over_2_MB()
    {
        using var answer = await Create(await Start(), "huge");

        (await answer.Content.ReadAsByteArrayAsync(Cancel)).Length.ShouldBeGreaterThan(2 << 20);
    }

    [Fact]
    public async Task The_compressed_fault_is_gzip_that_was_not_requested()
    {
        using var answer = await Create(await Start(), "compressed");

        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        (await answer.Content.ReadAsByteArrayAsync(Cancel)).Take(2).ShouldBe(new byte[] { 0x1f, 0x8b });
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("close")]
    [InlineData("cut-off")]
    public async Task A_connection_fault_breaks_the_connection(string fault) =>
        await Should.ThrowAsync<HttpRequestException>(async () => await Create(await Start(), fault));

    [Theory]
    [InlineData("hang")]
    [InlineData("half-silent")]
    public async Task The_hang_faults_never_complete_the_response(string fault)
    {
        var studio = await Start();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(2));

        await Should.ThrowAsync<OperationCanceledException>(() => Create(studio, fault, patience.Token));
    }

    [Fact]
    public async Task A_delay_comes_before_creating_the_project()
    {
        var studio = await Start();
        var watch = Stopwatch.StartNew();

        var answering = Create(studio, "delay");
        await Until(() => studio.Requests == 1);
        studio.Projects.ShouldBeEmpty();
        using var answer = await answering;

        ((int)answer.StatusCode).ShouldBe(200);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
        studio.Projects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_delayed_project_is_created_even_if_the_client_has_gone()
    {
        var studio = await Start();
        using var gone = new CancellationTokenSource();

        var answering = Create(studio, "delay", gone.Token);
        await Until(() => studio.Requests == 1);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answering);

        await Until(() => studio.Projects.Count == 1);
    }

    [Fact]
    public async Task A_delay_with_created_delays_only_the_response()
    {
        var studio = await Start();

        var answering = Create(studio, "delay-created");
        await Until(() => studio.Projects.Count == 1);
        answering.IsCompleted.ShouldBeFalse();
        using var answer = await answering;

        ((int)answer.StatusCode).ShouldBe(200);
        studio.Projects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_fault_can_be_delayed()
    {
        var studio = await Start();

        var answering = Create(studio, "delay-500-created");
        await Until(() => studio.Projects.Count == 1);
        answering.IsCompleted.ShouldBeFalse();
        using var answer = await answering;

        ((int)answer.StatusCode).ShouldBe(500);
    }

    [Theory]
    [InlineData("redirect-301-slash", 301, "/api/create-project/")]
    [InlineData("redirect-302-slash", 302, "/api/create-project/")]
    [InlineData("redirect-307", 307, "/api/create-project?moved=1")]
    [InlineData("redirect-308", 308, "/api/create-project?moved=1")]
    public async Task A_redirect_leads_to_an_address_that_creates(string fault, int status, string location)
    {
        var studio = await Start();

        using var answer = await Create(studio, fault);
        ((int)answer.StatusCode, answer.Headers.Location!.OriginalString).ShouldBe((status, location));
        studio.Projects.ShouldBeEmpty();

        using var followed = await Create(studio, fault: null, Cancel, location);
        ((int)followed.StatusCode).ShouldBe(200);
    }

    [Theory]
    [InlineData("redirect-elsewhere", 301, "https://studio.example.com/api/create-project")]
    [InlineData("redirect-login", 302, "/login?next=%2Fapi%2Fcreate-project")]
    public async Task A_redirect_can_lead_to_another_host_or_a_login_page(string fault, int status, string location)
    {
        using var answer = await Create(await Start(), fault);

        ((int)answer.StatusCode, answer.Headers.Location!.OriginalString).ShouldBe((status, location));
    }

    [Fact]
    public async Task Every_fault_can_create_the_project_first()
    {
        foreach (var fault in Fault.Names.Except(["hang", "half-silent", "delay"], StringComparer.Ordinal))
        {
            var studio = await Start();
            try
            {
                using var answer = await Create(studio, $"{fault}-created");
            }
            catch (HttpRequestException)
            {
                // A broken connection; what was created is the point.
            }

            studio.Projects.Count.ShouldBe(1, fault);
        }
    }

    [Fact]
    public async Task A_request_that_hangs_can_have_created_a_project()
    {
        var studio = await Start();
        using var gone = new CancellationTokenSource();

        var answering = Create(studio, "hang-created", gone.Token);
        await Until(() => studio.Projects.Count == 1);
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(answering);
    }

    [Fact]
    public async Task Faults_are_used_in_turn_and_then_requests_succeed()
    {
        var studio = await Start("429, 500-created");

        (await Statuses(studio, 4)).ShouldBe([429, 500, 200, 200]);
        (studio.Requests, studio.Projects.Count).ShouldBe((4, 3));
    }

    [Fact]
    public async Task A_star_repeats_the_last_fault() =>
        (await Statuses(await Start("429,503*"), 4)).ShouldBe([429, 503, 503, 503]);

    [Fact]
    public async Task Ok_in_the_list_is_a_request_without_a_fault() =>
        (await Statuses(await Start("ok,503,ok,500"), 5)).ShouldBe([200, 503, 200, 500, 200]);

    [Fact]
    public async Task An_unknown_fault_in_the_header_is_an_error_that_names_the_list_of_faults()
    {
        var studio = await Start();

        using var answer = await Create(studio, "501");

        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("There is no fault 501. Run ");
        studio.Projects.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_fault_on_the_command_line_is_an_error()
    {
        var (exitCode, errors) = await EmulatorProgram.FailAsync("--port", "0", "--fail", "429,teapot");

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldBe("There is no fault teapot. Run 'studio-emulator --help' for the faults.");
    }

    [Fact]
    public async Task The_program_uses_the_faults_of_its_command_line()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0", "--fail", "reset-created,503");

        await Should.ThrowAsync<HttpRequestException>(() => Create(program.Url));
        using var answer = await Create(program.Url);

        ((int)answer.StatusCode).ShouldBe(503);
        var requests = JsonNode.Parse(await client.GetStringAsync(new Uri($"{program.Url}/_emulator/requests"), Cancel))!["requests"]!;
        var created = $"r-{requests[0]!["projects"]![0]}";
        await program.Signal("TERM");
        await program.ExitCode;
        program.Output[2..].ShouldBe([
            $"POST /api/create-project no answer, created {created}, fault reset-created",
            "POST /api/create-project 503, created nothing, fault 503",
        ]);
    }

    private static async Task Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(10, Cancel);
        }
    }

    private async Task<EmulatorServer> Start(string fail = "")
    {
        var server = await EmulatorServer.StartAsync(new EmulatorOptions { Port = 0, Fail = fail }, Cancel);
        servers.Add(server);
        return server;
    }

    private async Task<int[]> Statuses(EmulatorServer studio, int requests)
    {
        var statuses = new int[requests];
        for (var at = 0; at < requests; at++)
        {
            using var answer = await Create(studio.Url);
            statuses[at] = (int)answer.StatusCode;
        }

        return statuses;
    }

    private Task<HttpResponseMessage> Create(EmulatorServer studio, string? fault, CancellationToken? cancel = null, string address = "/api/create-project") =>
        Create(studio.Url, fault, cancel, address);

    private async Task<HttpResponseMessage> Create(string url, string? fault = null, CancellationToken? cancel = null, string address = "/api/create-project")
    {
        using var request = Request(url, fault, address);
        return await client.SendAsync(request, cancel ?? Cancel);
    }

    private static HttpRequestMessage Request(string url, string? fault = null, string address = "/api/create-project")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url + address);
        request.Headers.TryAddWithoutValidation("Authorization", "token isat_x").ShouldBeTrue();
        if (fault is not null)
            request.Headers.TryAddWithoutValidation("X-Studio-Fail", fault).ShouldBeTrue();
        request.Content = new StringContent("""{"repo_url": "git@github.com:o/r.git"}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return request;
    }
}
