namespace StudioMsBuild.PackageTests;

/// <summary>Which token goes where, and the errors where none does.</summary>
public sealed class TokenRules(PackedPackage package) : ScriptedTest(package)
{
    [Fact]
    public void Without_a_token_the_error_names_the_scope_the_page_and_the_variable()
    {
        Repository.Set("DVC_STUDIO_TOKEN", null);

        var run = User.Plain().Register();

        var line = run.ShouldFailWith("STUDIO1005");
        line.ShouldContain("PROJECT");
        line.ShouldContain("DVC_STUDIO_TOKEN");
        Studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_refused_token_is_named_by_its_source()
    {
        Studio.Answer = Answers.Json(401, """{ "detail": "Invalid token." }""");
        Repository.Write("token.txt", "isat_of_the_file");

        var run = User.Plain().Property("StudioTokenFile", "token.txt").Register();

        run.ShouldFailWith("STUDIO3009").ShouldContain(Repository["token.txt"]);
        Studio.Request["Authorization"].ShouldBe("token isat_of_the_file");
    }

    [Fact]
    public void The_error_for_a_token_of_a_login_names_the_missing_scope()
    {
        Studio.Answer = Answers.Json(403, """{ "detail": "You do not have permission to perform this action." }""");

        var run = User.Plain().Register();

        var line = run.ShouldFailWith("STUDIO3010");
        line.ShouldContain("PROJECT");
        line.ShouldContain("dvc studio login");
    }

    [Fact]
    public void A_Studio_that_only_the_repository_names_gets_no_token_of_the_environment()
    {
        Repository.Set("DVC_STUDIO_URL", null).Write(".dvc/config", "[studio]\n    url = https://studio.example.com\n");

        var run = User.Plain().Register();

        run.ShouldFailWith("STUDIO1008").ShouldContain("set DVC_STUDIO_URL");
    }

    [Fact]
    public void A_Studio_on_this_machine_that_only_the_repository_names_gets_nothing()
    {
        Repository.Set("DVC_STUDIO_URL", null).Write(".dvc/config", $"[studio]\n    url = {Studio.Url}\n");

        var run = User.Plain().Register();

        run.ShouldFailWith("STUDIO1025");
        Studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_token_variable_is_an_error_and_no_other_token_is_taken()
    {
        Repository.Set("ML_TOKEN", "");

        var run = User.Plain().Property("StudioTokenVariable", "ML_TOKEN").Register();

        run.ShouldFailWith("STUDIO1011");
        Studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Plain_http_to_another_machine_is_refused_before_anything_is_sent()
    {
        var run = User.Plain().Property("StudioUrl", "http://studio.example.com").Register();

        run.ShouldFailWith("STUDIO1004").ShouldContain("tunnel");
    }

    [Fact]
    public async Task A_request_to_loopback_never_takes_the_users_proxy()
    {
        await using var proxy = await ScriptedStudio.StartAsync();
        Repository.Set("http_proxy", proxy.Url).Set("HTTP_PROXY", proxy.Url).Set("ALL_PROXY", proxy.Url);

        var run = User.Plain().Register();

        run.ShouldSucceed();
        Studio.Requests.Count.ShouldBe(1);
        proxy.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_named_as_the_cause_and_never_sees_the_token()
    {
        await using var proxy = await ScriptedStudio.StartAsync();
        proxy.Answer = Answers.Text(407, "text/plain", "who are you?");
        var address = proxy.Url.Replace("://", "://ada:swordfish@", StringComparison.Ordinal);
        Repository.Set("DVC_STUDIO_URL", "https://studio.example.com").Set("HTTPS_PROXY", address);

        var run = User.Plain().Register(("StudioRetries", "0"));

        run.ShouldFailWith("STUDIO3004").ShouldContain("407");
        run.Screen.ShouldNotContain("swordfish");
        proxy.Requests.ShouldAllBe(request => request.Method == "CONNECT" && request["Authorization"] == null && request.Body.Length == 0);
        proxy.Requests.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_names_a_Studio_and_the_default_host_is_gone_its_current_address_is_tried()
    {
        // Each host leads to the same server, whose certificate is for the current address only.
        using var certificate = SelfSignedCertificate.Create("studio.datachain.ai");
        await using var secure = await ScriptedStudio.StartAsync(certificate);
        await using var proxy = new TunnelProxy(new Uri(secure.Url));
        Repository.Set("DVC_STUDIO_URL", null).Set("HTTPS_PROXY", proxy.Url);

        var run = User.Plain().Register(("StudioCaCertificateFile", Repository.Box.Write("authorities.pem", certificate.ExportCertificatePem())));

        run.ShouldSucceed();
        proxy.Targets.ShouldBe(["studio.iterative.ai:443", "studio.datachain.ai:443"]);
        secure.Request["Authorization"].ShouldBe($"token {Workspace.Token}");
        File.ReadAllText(Repository["studio.lock.json"]).ShouldContain("\"studio\": \"https://studio.iterative.ai\"");
    }

    [Theory]
    [InlineData("\"http://ada:swordfish@proxy.example.com:3128\"")]
    [InlineData("http://ada:sword/fish@proxy.example.com:3128")]
    public void A_proxy_variable_that_cannot_be_used_is_an_error_that_does_not_show_its_password(string value)
    {
        Repository.Set("DVC_STUDIO_URL", "https://studio.example.com").Set("HTTPS_PROXY", value);

        var run = User.Plain().Register();

        run.ShouldFailWith("STUDIO3024").ShouldContain("HTTPS_PROXY");
        run.Screen.ShouldNotContain("swordfish");
        run.Screen.ShouldNotContain("sword/fish");
    }

    [Fact]
    public async Task A_private_certificate_authority_that_the_system_trusts_is_trusted()
    {
        if (Needs.Linux is { } reason)
            Assert.Skip(reason);
        using var certificate = SelfSignedCertificate.Create();
        await using var secure = await ScriptedStudio.StartAsync(certificate);
        // What OpenSSL takes for the system's authorities.
        var authorities = Repository.Box.Write("authorities.pem", certificate.ExportCertificatePem());
        Repository.Set("DVC_STUDIO_URL", secure.Url).Set("SSL_CERT_FILE", authorities);
        User.Plain().Save();

        var run = await User.RegisterAsync();

        run.ShouldSucceed();
        secure.Request["Authorization"].ShouldBe($"token {Workspace.Token}");
    }
}
