using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace StudioMsBuild.PackageTests;

/// <summary>What a user reads when Studio, or a proxy in front of it, does not answer as the API page says.</summary>
public sealed class HttpDiagnostics(HttpDiagnostics.Build build) : IClassFixture<HttpDiagnostics.Build>, IDisposable
{
    /// <summary>The project, its code, and what its text must contain.</summary>
    public static TheoryData<string, string, string[]> Failures { get; } = new()
    {
        { "unknown-host", "STUDIO3001", ["can't be found", "nothing was sent"] },
        { "refused-connection", "STUDIO3002", ["can't be reached", "refused", "nothing was sent"] },
        { "untrusted-certificate", "STUDIO3003", ["TLS", "certificate", "Nothing was sent"] },
        { "plain-server-behind-https", "STUDIO3003", ["TLS", "Nothing was sent"] },
        { "silence", "STUDIO3005", ["within 1 seconds", "StudioTimeout", "the project may exist"] },
        { "silence-in-the-body", "STUDIO3005", ["within 1 seconds", "the project may exist"] },
        { "reset", "STUDIO3006", ["the project may exist"] },
        { "cut-off", "STUDIO3006", ["the project may exist"] },
        { "endless-header", "STUDIO3006", ["the project may exist"] },
        { "status-500", "STUDIO3007", ["500", "the project may exist"] },
        { "status-502-page", "STUDIO3007", ["502", "web page", "the project may exist"] },
        { "status-503", "STUDIO3007", ["503", "the project may exist"] },
        { "status-503-retry-after", "STUDIO3018", ["503", "Nothing was created"] },
        { "status-504", "STUDIO3007", ["504", "the project may exist"] },
        { "status-400-fields", "STUDIO3008", ["400", "repo_url: Enter a valid repository URL", "team_name: Unknown team", "StudioDryRun"] },
        { "status-422-details", "STUDIO3008", ["422", "subdir", "str type expected"] },
        { "status-422-message", "STUDIO3008", ["422", "The repository is not connected"] },
        { "status-400-text", "STUDIO3008", ["400", "The team has no such connection"] },
        { "status-400-repository", "STUDIO3022", ["400", "Permission denied or repo not found", "StudioTeamName"] },
        { "status-400-quota", "STUDIO3023", ["400", "Project limit reached", "maxViews"] },
        { "status-400-scope", "STUDIO3010", ["400", "Invalid token scope", "Admin operations"] },
        { "status-401", "STUDIO3009", ["ML_TOKEN", "401", "Invalid token", "/user/_/profile?section=accessToken"] },
        { "status-401-page", "STUDIO3009", ["401", "web page", "a proxy, a firewall or a login page"] },
        { "status-403-page", "STUDIO3010", ["403", "web page", "a proxy, a firewall or a login page"] },
        { "status-403", "STUDIO3010", ["PROJECT", "ML_TOKEN", "403", "You do not have permission"] },
        { "status-404", "STUDIO3011", ["/status-404/api/create-project", "404", "StudioUrl"] },
        { "redirect-301", "STUDIO3012", ["301", "https://login.example.com", "the token is not sent"] },
        { "redirect-302-relative", "STUDIO3012", ["302", "the token is not sent"] },
        { "redirect-307", "STUDIO3012", ["307", "https://login.example.com:8443"] },
        { "redirect-308", "STUDIO3012", ["308"] },
        { "status-429", "STUDIO3013", ["429", "Nothing was created"] },
        { "status-429-day", "STUDIO3013", ["429", "register again after 2"] },
        { "status-503-any", "STUDIO3018", ["503", "Nothing was created"] },
        { "status-521", "STUDIO3021", ["521", "Cloudflare", "did not get the request"] },
        { "status-522", "STUDIO3007", ["522", "Cloudflare", "the project may exist"] },
        { "status-418", "STUDIO3014", ["418"] },
        { "page", "STUDIO3015", ["web page", "login page"] },
        { "no-answer", "STUDIO3016", ["empty", "the project may exist"] },
        { "detail-only", "STUDIO3016", ["the answer says", "The import was queued", "the project may exist"] },
        { "no-name", "STUDIO3016", ["\"name\"", "id: tsanhawn9y", "url: https://studio.example.com/user/ada/projects/iris-tsanhawn9y", "the project may exist"] },
        { "token-as-status-line", "STUDIO3006", ["not HTTP", "the project may exist"] },
        { "token-as-chunk-size", "STUDIO3006", ["not HTTP", "the project may exist"] },
        { "not-json", "STUDIO3016", ["not JSON", "the project may exist"] },
        { "no-projects", "STUDIO3016", ["\"projects\"", "the project may exist"] },
        { "empty-projects", "STUDIO3016", ["\"projects\"", "the project may exist"] },
        { "list", "STUDIO3016", ["\"projects\"", "the project may exist"] },
        { "project-without-url", "STUDIO3016", ["\"url\"", "the project may exist"] },
        { "compressed", "STUDIO3016", ["compressed", "the project may exist"] },
    };

    public static TheoryData<string> NothingSent { get; } =
        ["unknown-host", "refused-connection", "untrusted-certificate", "plain-server-behind-https", "token-as-status-line", "token-as-chunk-size"];

    public void Dispose() => build.User.KeepLogsOfFailure(nameof(HttpDiagnostics));

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_has_its_code_its_reason_and_its_steps(string name, string code, string[] parts)
    {
        var lines = build.Complaints(name);

        lines.ShouldNotBeEmpty(build.Run.Screen);
        lines.ShouldAllBe(line => line.StartsWith($"error {code}: ", StringComparison.Ordinal));
        foreach (var part in parts)
            string.Join('\n', lines).ShouldContain(part, Case.Insensitive);
    }

    // The binary log drops help links; the terminal logger makes a link of the code.
    [Fact]
    public void In_a_terminal_each_code_is_a_link_to_its_section_of_the_documentation()
    {
        if (Needs.Terminal is { } reason)
            Assert.Skip(reason);

        var links = Terminal.Hyperlinks(build.TerminalRun.Screen).ToLookup(link => link.Text, link => link.Target, StringComparer.Ordinal);

        foreach (var code in Failures.Select(failure => failure.Data.Item2))
            links[code].ShouldContain(target => target.EndsWith($"/docs/diagnostics.md#{code.ToLowerInvariant()}", StringComparison.Ordinal), code);
    }

    [Fact]
    public void A_failure_after_which_the_project_may_exist_has_both_commands()
    {
        foreach (var name in Failures.Where(failure => failure.Data.Item3.Contains("the project may exist")).Select(failure => failure.Data.Item1))
        {
            build.Complaints(name).ShouldContain(line => line.EndsWith("-t:RegisterStudioProject -p:StudioAdopt=ITS-URL", StringComparison.Ordinal));
            build.Complaints(name).ShouldContain(line => line.EndsWith("-t:RegisterStudioProject -p:StudioForce=true", StringComparison.Ordinal));
        }
    }

    // 3004: TokenRules. 3019: InterruptedBuild. 3020, 3024: the engine's own tests.
    [Fact]
    public void Every_code_of_Studios_answers_that_stops_a_build_was_seen() =>
        Failures.Select(failure => failure.Data.Item2).Concat(["STUDIO3004", "STUDIO3019"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ShouldBe([.. Enumerable.Range(3001, 16).Select(code => $"STUDIO{code}"), "STUDIO3018", "STUDIO3019", "STUDIO3021", "STUDIO3022", "STUDIO3023"]);

    [Fact]
    public void A_failed_registration_fails_the_build() => build.Run.ShouldFail();

    [Fact]
    public void A_failed_registration_gives_no_item_and_runs_no_dependent_target() =>
        Failures.Where(failure => build.Seen(failure.Data.Item1).Length > 0).ShouldBeEmpty();

    [Fact]
    public void No_failure_shows_a_stack_trace_or_a_page()
    {
        build.Run.Screen.ShouldNotContain("   at ", Case.Sensitive);
        build.Run.Screen.ShouldNotContain("Exception", Case.Sensitive);
        build.Run.Screen.ShouldNotContain("<html", Case.Insensitive);
        build.Run.Screen.ShouldNotContain("STUDIO1999", Case.Sensitive);
    }

    // StudioRetries=0: the requests that can't have created anything would be sent again.
    [Fact]
    public void No_request_is_sent_a_second_time()
    {
        var sent = build.Sent.Select(request => request.Target.Split('/')[1]).Order(StringComparer.Ordinal);

        sent.ShouldBe(Failures.Select(failure => failure.Data.Item1).Except(NothingSent.Select(name => name.Data), StringComparer.Ordinal).Append("foreign-url").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_project_URL_on_another_address_is_a_warning_that_names_it()
    {
        var line = build.Complaints("foreign-url")[0];

        line.ShouldStartWith("warning STUDIO3017: ");
        line.ShouldEndWith("https://elsewhere.example.com.", Case.Sensitive);
        build.Seen("foreign-url").ShouldContain(line => line == "url https://elsewhere.example.com/user/ada/projects/iris-1");
    }

    [Fact]
    public void A_token_is_not_shown_with_any_of_these()
    {
        build.Run.Screen.ShouldNotContain(AnswersBuild.Token, Case.Sensitive);
        build.Log.Everything.ShouldNotContain(AnswersBuild.Token, Case.Sensitive);
    }

    /// <summary>One build that meets all of them.</summary>
    public sealed class Build(PackedPackage package) : AnswersBuild(package)
    {
        private const string Page = "<!doctype html>\n<html><body>\n<h1>Sign in</h1>\n</body></html>";

        private static readonly (string Name, string Value) NoRetry = ("StudioRetries", "0");

        private readonly Socket bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly System.Security.Cryptography.X509Certificates.X509Certificate2 certificate = SelfSignedCertificate.Create();
        private readonly TcpListener raw = new(IPAddress.Loopback, 0);
        private readonly TcpListener chunked = new(IPAddress.Loopback, 0);
        private ScriptedStudio? secure;

        /// <summary>The requests of the first run.</summary>
        public IReadOnlyList<StudioRequest> Sent { get; private set; } = [];

        /// <summary>The same build once more, in a terminal.</summary>
        public DotNetRun TerminalRun { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            secure = await ScriptedStudio.StartAsync(certificate);
            // A port that is taken and does not listen refuses every connection.
            bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _ = AnswerAsync(raw, $"HTP/1.1 token {Token}\r\n\r\n");
            _ = AnswerAsync(chunked, $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Convert.ToHexString(Encoding.ASCII.GetBytes(Token))}\r\n");
            await base.InitializeAsync();
            Sent = Studio.Requests;
            User.Forget();
            if (Needs.Terminal is null)
                TerminalRun = await User.DotNetInTerminalAsync("build", "all.proj", "-t:All");
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            if (secure is not null)
                await secure.DisposeAsync();
            bound.Dispose();
            raw.Dispose();
            chunked.Dispose();
            certificate.Dispose();
        }

        protected override void Fill()
        {
            Unsent("unknown-host", "https://studio.invalid");
            Unsent("refused-connection", $"http://{bound.LocalEndPoint}");
            Unsent("untrusted-certificate", secure!.Url);
            Unsent("plain-server-behind-https", Studio.Url.Replace("http:", "https:", StringComparison.Ordinal));

            Unsent("token-as-status-line", $"http://{raw.LocalEndpoint}");
            Unsent("token-as-chunk-size", $"http://{chunked.LocalEndpoint}");

            Add("silence", Answers.Silence, ("StudioTimeout", "1"));
            Add("silence-in-the-body", SilenceInTheBody, ("StudioTimeout", "1"));
            Add("reset", Answers.Reset);
            Add("cut-off", Answers.CutOff);
            Add("endless-header", EndlessHeader);
            Add("status-500", Answers.Json(500, "{}"));
            Add("status-502-page", Answers.Text(502, "text/html", Page));
            Add("status-503", Answers.Json(503, """{ "message": "Down for maintenance" }"""));
            Add("status-503-retry-after", Busy, NoRetry);
            Add("status-504", Answers.Text(504, "text/plain", "upstream request timeout"));
            Add("status-400-fields", Answers.Json(400, """{ "repo_url": ["Enter a valid repository URL."], "team_name": ["Unknown team."] }"""));
            Add("status-422-details", Answers.Json(422, """{ "detail": [{ "loc": ["body", "subdir"], "msg": "str type expected", "type": "type_error.str" }] }"""));
            Add("status-422-message", Answers.Json(422, """{ "message": "The repository is not connected" }"""));
            Add("status-400-text", Answers.Text(400, "text/plain", "The team has no such connection"));
            Add("status-400-repository", Answers.Json(400, """{ "detail": "Permission denied or repo not found, check that origin is a self-hosted gitlab repo" }"""));
            Add("status-400-quota", Answers.Json(400, """{ "detail": "Project limit reached: this Studio allows at most 100 projects." }"""));
            Add("status-400-scope", Answers.Json(400, """{ "detail": "Invalid token scope" }"""));
            Add("status-401-page", Answers.Text(401, "text/html", Page));
            Add("status-403-page", Answers.Text(403, "text/html", Page));
            Add("status-429-day", RetryAfter(429, "86400"));
            Add("status-503-any", RetryAfter(503, "soon"), NoRetry);
            Add("status-521", Cloudflare(521), NoRetry);
            Add("status-522", Cloudflare(522));
            Add("detail-only", Answers.Json(202, """{ "detail": "The import was queued" }"""));
            Add("no-name", Answers.Json(200, """{ "projects": [{ "id": "tsanhawn9y", "url": "https://studio.example.com/user/ada/projects/iris-tsanhawn9y", "name": null }] }"""));
            Add("status-401", Answers.Json(401, """{ "detail": "Invalid token." }"""));
            Add("status-403", Answers.Json(403, """{ "detail": "You do not have permission to perform this action." }"""));
            Add("status-404", Answers.Text(404, "text/html", Page));
            Add("redirect-301", Answers.Redirect(301, "https://login.example.com/sign-in?next=%2Fapi"));
            Add("redirect-302-relative", Answers.Redirect(302, "/sign-in"));
            Add("redirect-307", Answers.Redirect(307, "https://login.example.com:8443/"));
            Add("redirect-308", Answers.Redirect(308, "//login.example.com/"));
            Add("status-429", Answers.Json(429, """{ "detail": "Request was throttled." }"""), NoRetry);
            Add("status-418", Answers.Json(418, "{}"));
            Add("page", Answers.Text(200, "text/html", Page));
            Add("no-answer", Answers.Text(200, "application/json", ""));
            Add("not-json", Answers.Text(200, "application/json", "OK, thanks"));
            Add("no-projects", Answers.Json(200, """{ "project": [] }"""));
            Add("empty-projects", Answers.Json(200, """{ "projects": [] }"""));
            Add("list", Answers.Json(200, """[ { "id": "a", "name": "a", "url": "https://studio.example.com/a" } ]"""));
            Add("project-without-url", Answers.Json(200, """{ "projects": [ { "id": "a", "name": "a" } ] }"""));
            Add("compressed", Answers.Compressed);
            Add("foreign-url", Answers.Project(url: "https://elsewhere.example.com/user/ada/projects/iris-1"));
        }

        private static Task Busy(HttpContext context)
        {
            context.Response.Headers.RetryAfter = "1";
            return Answers.Text(503, "text/plain", "Back in a second")(context);
        }

        private static RequestDelegate RetryAfter(int status, string value) => context =>
        {
            context.Response.Headers.RetryAfter = value;
            return Answers.Json(status, "{}")(context);
        };

        private static RequestDelegate Cloudflare(int status) => context =>
        {
            context.Response.Headers.Server = "cloudflare";
            context.Response.Headers["CF-RAY"] = "8f0a1b2c3d4e5f60-FRA";
            return Answers.Text(status, "text/html", Page)(context);
        };

        /// <summary>Answers each request with these very bytes.</summary>
        private static async Task AnswerAsync(TcpListener server, string answer)
        {
            server.Start();
            try
            {
                while (true)
                {
                    using var client = await server.AcceptTcpClientAsync();
                    _ = await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false);
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The build is over.
            }
        }

        private static async Task SilenceInTheBody(HttpContext context)
        {
            await context.Response.WriteAsync("""{ "projects": """, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Answers.Silence(context);
        }

        private static Task EndlessHeader(HttpContext context)
        {
            context.Response.Headers["X-Endless"] = new string('a', 1 << 20);
            return Answers.Created(context);
        }

        private void Unsent(string name, string url) => Add(name, Answers.Created, ("StudioUrl", url), NoRetry);
    }
}
