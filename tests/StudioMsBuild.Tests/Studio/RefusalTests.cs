using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace StudioMsBuild.Tests.Studio;

/// <summary>What each status means, and what Studio says of it in every shape that its API may use.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData(400, "STUDIO3008", "Correct the setting")]
    [InlineData(402, "STUDIO3008", "Correct the setting")]
    [InlineData(409, "STUDIO3008", "Correct the setting")]
    [InlineData(422, "STUDIO3008", "Correct the setting")]
    [InlineData(401, "STUDIO3009", "environment variable DVC_STUDIO_TOKEN")]
    [InlineData(403, "STUDIO3010", "PROJECT scope")]
    [InlineData(404, "STUDIO3011", "/api/create-project")]
    [InlineData(429, "STUDIO3013", "Nothing was created")]
    [InlineData(500, "STUDIO3007", "the project may exist")]
    [InlineData(502, "STUDIO3007", "the project may exist")]
    [InlineData(503, "STUDIO3007", "the project may exist")]
    [InlineData(504, "STUDIO3007", "the project may exist")]
    [InlineData(599, "STUDIO3007", "the project may exist")]
    [InlineData(407, "STUDIO3004", "proxy")]
    [InlineData(405, "STUDIO3014", "does not document")]
    [InlineData(418, "STUDIO3014", "does not document")]
    [InlineData(304, "STUDIO3014", "does not document")]
    public async Task A_status_has_its_own_code_and_advice(int status, string code, string advice)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        var failure = Call.To(studio.Url).Failure;

        (failure.Diagnostic.Severity, failure.Code).ShouldBe((Severity.Error, code));
        failure.Text.ShouldContain(status.ToString(CultureInfo.InvariantCulture));
        failure.Text.ShouldContain(advice);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_403_explains_that_a_token_of_dvc_studio_login_does_not_have_the_scope() =>
        (await RefusedAsync(403, """{"detail": "no"}""")).ShouldContain("dvc studio login");

    [Theory]
    [InlineData("""{"detail": "Not a repository."}""", "(status 400): \"Not a repository\".\n")]
    [InlineData("""{"message": "Not a repository"}""", ": \"Not a repository\".\n")]
    [InlineData("""{"error": "Not a repository"}""", ": \"Not a repository\".\n")]
    [InlineData("""{"repo_url": ["Enter a valid URL.", "Too long."]}""", ": \"repo_url: Enter a valid URL.; repo_url: Too long\".\n")]
    [InlineData("""{"repo_url": "Enter a valid URL"}""", ": \"repo_url: Enter a valid URL\".\n")]
    [InlineData("""{"repo_url": ["Wrong"], "team_name": ["Unknown"]}""", ": \"repo_url: Wrong; team_name: Unknown\".\n")]
    [InlineData("""{"non_field_errors": ["Both are set"]}""", ": \"Both are set\".\n")]
    [InlineData("""{"errors": {"name": ["Taken"]}}""", ": \"name: Taken\".\n")]
    [InlineData("""{"detail": [{"loc": ["body", "repo_url"], "msg": "field required", "type": "missing"}]}""", ": \"repo_url: field required\".\n")]
    [InlineData("""{"detail": [{"loc": ["body", "settings", "name"], "msg": "too long"}, {"msg": "and more"}]}""", ": \"settings.name: too long; and more\".\n")]
    [InlineData("""["One", "Two"]""", ": \"One; Two\".\n")]
    [InlineData("\"Just a text\"", ": \"Just a text\".\n")]
    [InlineData("\uFEFF{\"detail\": \"With a mark\"}", ": \"With a mark\".\n")]
    public async Task What_Studio_says_is_passed_on(string body, string said) => (await RefusedAsync(400, body)).ShouldContain(said);

    [Theory]
    [InlineData(400, "text/plain", "Bad Request: no such team", ": \"Bad Request: no such team\".\n")]
    [InlineData(400, "text/plain; charset=utf-8", "one\r\n\ttwo", ": \"one two\".\n")]
    [InlineData(400, "", "Just a line.", ": \"Just a line\".\n")]
    [InlineData(422, "text/plain", "{\"detail\": \"Not a repository\"}", ": \"Not a repository\".\n")]
    [InlineData(403, "text/plain", "Not yours", ": \"Not yours\".\n")]
    [InlineData(418, "text/plain", "I am a teapot", ": \"I am a teapot\".\n")]
    [InlineData(500, "text/plain", "upstream failed", ": \"upstream failed\", so the project may exist.\n")]
    [InlineData(400, "application/octet-stream", "a\0b", "(status 400).\n")]
    public async Task Plain_text_is_passed_on_as_one_line(int status, string type, string body, string said)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Text(status, type, body);

        Call.To(studio.Url).Failure.Text.ShouldContain(said);
    }

    [Theory]
    [InlineData(401, "STUDIO3009")]
    [InlineData(403, "STUDIO3010")]
    public async Task A_401_or_403_that_is_a_web_page_is_first_that_of_something_in_between(int status, string code)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Text(status, "text/html", "<html><body>Blocked by policy</body></html>");

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe(code);
        failure.Text.ShouldStartWith($"{studio.Url} answered with a web page (status {status}), as a proxy, a firewall or a login page does.\n");
        failure.Text.ShouldNotContain("Blocked");
    }

    [Fact]
    public async Task A_401_links_the_page_where_tokens_are_made()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(401, """{"detail": "Invalid token"}""");

        var text = Call.To(studio.Url + "/prefix").Failure.Text;

        text.ShouldContain("expired or revoked");
        text.ShouldContain($"{studio.Url}/prefix/user/_/profile?section=accessToken");
    }

    [Theory]
    [InlineData(403, """{"detail": "You do not have permission"}""")]
    [InlineData(400, """{"detail": "Invalid token scope"}""")]
    [InlineData(422, """{"message": "invalid token scope"}""")]
    public async Task A_token_that_may_not_create_projects_is_reported_with_each_possible_reason(int status, string body)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(status, body);

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3010");
        foreach (var reason in new[] { $"(status {status})", "PROJECT scope", "Admin operations", "another team", "Viewer" })
            failure.Text.ShouldContain(reason);
    }

    [Theory]
    [InlineData(400, "Permission denied or repo not found, check that origin is a self-hosted gitlab repo")]
    [InlineData(403, "permission denied or repo not found")]
    [InlineData(404, "Repo not found")]
    public async Task A_repository_that_Studio_cannot_read_has_its_own_error(int status, string said)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(status, $$"""{"detail": "{{said}}"}""");

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3022");
        foreach (var part in new[] { said, "StudioDryRun", "app", "push", "StudioTeamName" })
            failure.Text.ShouldContain(part);
    }

    [Theory]
    [InlineData(400, "You have reached the maximum number of projects")]
    [InlineData(402, "Project quota exceeded")]
    [InlineData(403, "Views limit reached, upgrade your plan")]
    [InlineData(422, "Too many teams")]
    public async Task A_quota_names_Studios_limits(int status, string said)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(status, $$"""{"detail": "{{said}}"}""");

        var failure = Call.To(studio.Url).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO3023", FailureKind.Final));
        foreach (var part in new[] { said, "maxViews", "maxTeams" })
            failure.Text.ShouldContain(part);
    }

    [Theory]
    [InlineData("name: Ensure this field has no more than 256 characters")]
    [InlineData("The repository is not connected")]
    [InlineData("Body limit exceeded")]
    public async Task Other_texts_have_no_help_of_their_own(string said)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(400, $$"""{"detail": "{{said}}"}""");

        Call.To(studio.Url).Failure.Code.ShouldBe("STUDIO3008");
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task A_body_that_never_comes_changes_nothing_where_the_status_is_enough(int status)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://login.example.com/";
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Answers.Silence(context);
        };

        Call.To(studio.Url, timeoutSeconds: 1).Failure.Kind.ShouldNotBe(FailureKind.Unclear);
    }

    [Theory]
    [InlineData(521)]
    [InlineData(523)]
    [InlineData(525)]
    [InlineData(526)]
    public async Task What_Cloudflare_could_not_pass_on_is_tried_again(int status)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Of(Cloudflare(status), Answers.Created);

        var call = Call.To(studio.Url, retries: 1);

        call.Outcome.Value();
        call.Reported.ShouldHaveSingleItem().Text.ShouldStartWith("Cloudflare, in front of");
    }

    [Theory]
    [InlineData(520)]
    [InlineData(522)]
    [InlineData(524)]
    [InlineData(527)]
    public async Task Its_other_statuses_are_unclear_and_name_it(int status)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Cloudflare(status);

        var failure = Call.To(studio.Url, retries: 3).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO3007", FailureKind.Unclear));
        failure.Text.ShouldContain("Cloudflare");
        studio.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(521)]
    [InlineData(526)]
    [InlineData(528)]
    public async Task From_another_server_these_numbers_are_unclear(int status)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(status, "{}");

        Call.To(studio.Url, retries: 3).Failure.Kind.ShouldBe(FailureKind.Unclear);

        studio.Requests.ShouldHaveSingleItem();
    }

    private static RequestDelegate Cloudflare(int status) => context =>
    {
        context.Response.Headers.Server = "cloudflare";
        context.Response.Headers["CF-RAY"] = "8f0a1b2c3d4e5f60-FRA";
        return Answers.Text(status, "text/html", "<html>Error</html>")(context);
    };

    [Theory]
    [InlineData("")]
    [InlineData("Bad Request")]
    [InlineData("{\"detail\": ")]
    [InlineData("{}")]
    [InlineData("{\"detail\": null, \"code\": 7}")]
    [InlineData("{\"detail\": \"\\ud83d\"}")]
    [InlineData("[[[[[[[[[[[[\"deep\"]]]]]]]]]]]]")]
    public async Task Where_nothing_can_be_read_nothing_is_passed_on(string body) => (await RefusedAsync(400, body)).ShouldContain("(status 400).\n");

    [Theory]
    [InlineData(400)]
    [InlineData(502)]
    public async Task A_web_page_is_named_and_not_shown(int status)
    {
        var text = await RefusedAsync(status, "<html><body>Blocked by policy</body></html>");

        text.ShouldContain("web page");
        text.ShouldNotContain("Blocked");
        text.ShouldNotContain("<");
    }

    [Theory]
    [InlineData("{\"detail\": \"a\\nb\\u001b[2J\\u202e\"}")]
    [InlineData("{\"\\u001b[2J\\n\": [\"x\"]}")]
    [InlineData("{\"detail\": [{\"loc\": [\"\\u001b[2J\"], \"msg\": \"x\\u0000\"}]}")]
    public async Task What_a_terminal_would_act_on_is_shown_instead(string body) => Text.HasControl((await RefusedAsync(400, body)).Replace("\n", "", StringComparison.Ordinal)).ShouldBeFalse();

    [Theory]
    [InlineData("##vso[task.complete]", "##vso[")]
    [InlineData("x ##[error]", "##[")]
    public async Task A_CI_command_in_it_is_broken_up(string said, string command) =>
        (await RefusedAsync(400, $$"""{"detail": "{{said}}"}""")).ShouldNotContain(command);

    [Fact]
    public async Task Much_of_it_is_cut()
    {
        var fields = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"field{i}\": [\"{new string('x', 200)}\"]"));

        (await RefusedAsync(400, $"{{{fields}}}")).Length.ShouldBeLessThan(900);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task What_it_echoes_of_the_token_is_blanked(int status)
    {
        var text = await RefusedAsync(status, $$"""{"detail": "Invalid token {{Call.Token}} or {{Call.Token.ToLowerInvariant()}}", "{{Uri.EscapeDataString(Call.Token)}}": "x"}""");

        text.ShouldContain("Invalid token ***");
        text.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData(490)]
    [InlineData(495)]
    [InlineData(499)]
    public async Task A_token_at_the_cut_is_blanked_whole(int before) =>
        (await RefusedAsync(400, $$"""{"detail": "{{new string('x', before)}}{{Call.Token}}"}""")).ShouldNotContain("xi");

    [Fact]
    public async Task An_error_without_end_is_not_read_to_its_end()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = async context =>
        {
            context.Response.StatusCode = 400;
            var text = new byte[65536];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(text, context.RequestAborted);
        };

        Call.To(studio.Url).Failure.Code.ShouldBe("STUDIO3008");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_elsewhere_is_not_followed_and_its_origin_is_named(int status)
    {
        await using var elsewhere = await ScriptedStudio.StartAsync();
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Redirect(status, $"{elsewhere.Url}/login?next={Call.Token}");

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3012");
        failure.Text.ShouldContain($"redirects to {elsewhere.Url} (status {status})");
        failure.Text.ShouldContain("proxy");
        failure.Text.ShouldNotContain("login?");
        failure.Text.ShouldNotContain("SECRET");
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://alice:SECRET@evil.example/x", "redirects to https://evil.example (")]
    [InlineData("//evil.example:8443/x", "redirects to http://evil.example:8443 (")]
    [InlineData("/login", "redirects to http://127.0.0.1:")]
    [InlineData("javascript:alert(1)", "redirects to an address that it does not name")]
    public async Task Whatever_the_target_is_only_its_origin_is_shown(string location, string shown)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Redirect(302, location);

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3012");
        failure.Text.ShouldContain(shown);
        failure.Text.ShouldNotContain("alice");
        studio.Requests.ShouldHaveSingleItem();
    }

    private static async Task<string> RefusedAsync(int status, string body)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(status, body);
        return Call.To(studio.Url).Failure.Text;
    }
}
