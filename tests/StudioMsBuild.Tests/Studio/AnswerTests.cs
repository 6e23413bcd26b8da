using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>The answer of a success: what is taken, and that nothing hostile in it is more than data.</summary>
public class AnswerTests
{
    private const string PageUrl = "https://studio.iterative.ai/user/amritghimire/projects/example-get-started-tsanhawn9y";

    [Fact]
    public async Task The_answer_of_the_API_page_is_one_project()
    {
        var call = await AnsweredAsync(200, """
            {
              "projects": [
                {
                  "id": "tsanhawn9y",
                  "url": "https://studio.iterative.ai/user/amritghimire/projects/example-get-started-tsanhawn9y",
                  "name": "example-get-started"
                }
              ]
            }
            """);

        call.Project.ShouldBe(new StudioProject("tsanhawn9y", "example-get-started", PageUrl));
    }

    [Fact]
    public async Task Several_projects_stay_several_in_their_order()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(200, """{"projects": [{"id": "b", "url": "https://a.example/b", "name": "B"}, {"id": "a", "url": "https://a.example/a", "name": "A"}, {"id": "c", "url": "https://a.example/c", "name": "A"}]}""");

        Call.To(studio.Url).Projects.Select(project => project.Id).ShouldBe(["b", "a", "c"]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    public async Task Any_success_is_a_success(int status) => (await AnsweredAsync(status, Projects())).Project.Id.ShouldBe("tsanhawn9y");

    [Theory]
    [InlineData("\"tsanhawn9y\"", "tsanhawn9y")]
    [InlineData("\"A-b_9\"", "A-b_9")]
    [InlineData("42", "42")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("\"0123456789012345678901234567890123456789012345678901234567890123\"", "0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task An_id_is_a_short_text_or_a_whole_number(string json, string id) => (await AnsweredAsync(200, Projects(id: json))).Project.Id.ShouldBe(id);

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"\"")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999999")]
    [InlineData("[\"a\"]")]
    [InlineData("\"a/b\"")]
    [InlineData("\"a b\"")]
    [InlineData("\"größe\"")]
    [InlineData("\"$(x)\"")]
    [InlineData("\"a;b\"")]
    [InlineData("\"01234567890123456789012345678901234567890123456789012345678901234\"")]
    public async Task Another_id_is_unreadable(string json) => await ShouldBeUnreadableAsync(Projects(id: json), "\"id\"");

    [Theory]
    [InlineData("https://studio.example.com/user/ada/projects/iris-tsanhawn9y")]
    [InlineData("http://localhost:8080/user/ada/projects/iris-tsanhawn9y")]
    [InlineData("https://studio.example.com/a%20b/(c)'$;%3B*@d")]
    public async Task A_page_has_an_absolute_URL_of_printable_ASCII(string url) => (await AnsweredAsync(200, Projects(url: $"\"{url}\""))).Project.Url.ShouldBe(url);

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"\"")]
    [InlineData("\"/user/ada/projects/iris\"")]
    [InlineData("\"//studio.example.com/x\"")]
    [InlineData("\"studio.example.com/x\"")]
    [InlineData("\"https:/studio.example.com\"")]
    [InlineData("\"https:///x\"")]
    [InlineData("\"ftp://studio.example.com/x\"")]
    [InlineData("\"javascript:alert(1)\"")]
    [InlineData("\"file:///etc/hostname\"")]
    [InlineData("\"https://ada@studio.example.com/x\"")]
    [InlineData("\"https://ada:x@studio.example.com/x\"")]
    [InlineData("\"https://@studio.example.com/x\"")]
    [InlineData("\"https://studio.example.com/x?y=1\"")]
    [InlineData("\"https://studio.example.com/x#y\"")]
    [InlineData("\"https://studio.example.com/a b\"")]
    [InlineData("\"https://studio.example.com/a\\nb\"")]
    [InlineData("\"https://studio.example.com/\\u001b[2J\"")]
    [InlineData("\"https://studio.example.com/\\u202Ex\"")]
    [InlineData("\"https://studio.example.com/größe\"")]
    [InlineData("\"https://studio.example.com\\\\x\"")]
    [InlineData("\" https://studio.example.com/x\"")]
    public async Task Another_URL_is_unreadable(string json) => await ShouldBeUnreadableAsync(Projects(url: json), "\"url\"");

    [Fact]
    public async Task A_URL_of_kilobytes_is_unreadable() =>
        await ShouldBeUnreadableAsync(Projects(url: $"\"https://studio.example.com/{new string('x', 5000)}\""), "\"url\"");

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"projects\"")]
    [InlineData("{}")]
    [InlineData("""{"project": {}}""")]
    [InlineData("""{"projects": null}""")]
    [InlineData("""{"projects": {}}""")]
    [InlineData("""{"projects": []}""")]
    [InlineData("""{"projects": [null]}""")]
    [InlineData("""{"projects": ["tsanhawn9y"]}""")]
    [InlineData("""{"projects": [{}]}""")]
    [InlineData("""{"projects": [{"id": "a", "url": "https://studio.example.com/a"}]}""")]
    [InlineData("""{"projects": [{"id": "a", "url": "https://studio.example.com/a", "name": null}]}""")]
    [InlineData("""{"projects": [{"id": "a", "url": "https://studio.example.com/a", "name": 7}]}""")]
    [InlineData("""{"projects": [{"id": "a", "url": "https://studio.example.com/a", "name": "a"}, {}]}""")]
    [InlineData("""{"projects": [{"id": "a", "url": "https://studio.example.com/a", "name": "a"}]} {}""")]
    [InlineData("""{"projects": [{"id": "a", "url": "https://studio.example.com/a", "name": "a"},]}""")]
    [InlineData("OK")]
    [InlineData("NaN")]
    public async Task Another_shape_is_unreadable(string body) => await ShouldBeUnreadableAsync(body, "");

    [Theory]
    [InlineData(200, """{"detail": "The project is being created"}""", "The answer says: \"The project is being created\"")]
    [InlineData(202, """{"detail": "Accepted"}""", "The answer says: Accepted")]
    [InlineData(200, """{"projects": [], "message": "No DVC repo was found"}""", "The answer says: \"No DVC repo was found\"")]
    public async Task What_Studio_says_instead_of_projects_is_passed_on(int status, string body, string said)
    {
        var failure = (await AnsweredAsync(status, body)).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO3016", FailureKind.Unclear));
        failure.Text.ShouldContain(said);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    public async Task A_project_without_a_name_is_not_lost_as_its_id_and_URL_are_shown(string name)
    {
        var failure = (await AnsweredAsync(200, $$"""{"projects": [{"id": "tsanhawn9y", "url": "{{PageUrl}}", "name": {{name}}}]}""")).Failure;

        failure.Code.ShouldBe("STUDIO3016");
        failure.Text.ShouldContain("id: tsanhawn9y");
        failure.Text.ShouldContain(PageUrl);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task An_answer_has_a_thousand_projects_at_the_most(int count, bool isRead)
    {
        var projects = Enumerable.Range(0, count).Select(at => $$"""{"id": "a{{at}}", "url": "https://studio.example.com/a", "name": "a"}""");

        (await AnsweredAsync(200, $$"""{"projects": [{{string.Join(',', projects)}}]}""")).Outcome.TryGetValue(out _, out _).ShouldBe(isRead);
    }

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public async Task A_URL_has_2048_characters_at_the_most(int length, bool isRead) =>
        (await AnsweredAsync(200, Projects(url: $"\"{"https://studio.example.com/".PadRight(length, 'x')}\""))).Outcome.TryGetValue(out _, out _).ShouldBe(isRead);

    [Fact]
    public void A_page_of_an_https_Studio_that_begins_with_http_is_a_message_about_its_setting()
    {
        var review = ProjectPage.Review(new StudioProjects([new StudioProject("a1", "iris", "http://studio.example.com/user/ada/projects/iris-a1")]), Call.Address("https://studio.example.com/prefix"))!;

        (review.Severity, review.Code).ShouldBe((Severity.Message, null));
        review.Text.ShouldContain("tlsEnabled");
    }

    [Theory]
    [InlineData("http://studio.example.com.evil.example/x")]
    [InlineData("http://other.example.com/x")]
    [InlineData("https://studio.example.com:8443/x")]
    public void Any_other_address_is_a_warning(string url) =>
        ProjectPage.Review(new StudioProjects([new StudioProject("a1", "iris", url)]), Call.Address("https://studio.example.com"))!.Code.ShouldBe("STUDIO3017");

    [Fact]
    public async Task Several_registrations_warn_of_one_foreign_address_once()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Project(url: "https://evil.example/user/ada/projects/x");
        var address = Call.Address(studio.Url);
        using var client = new StudioClient(new StudioConnection { Studio = address });

        var reported = Enumerable.Range(0, 3).SelectMany(_ => Call.By(client, address).Reported).ToList();

        reported.ShouldHaveSingleItem().Code.ShouldBe("STUDIO3017");
    }

    [Fact]
    public async Task JSON_of_a_thousand_levels_is_unreadable() =>
        await ShouldBeUnreadableAsync("{\"projects\": " + new string('[', 1000) + new string(']', 1000) + "}", "not JSON");

    [Fact]
    public async Task Bytes_that_are_no_text_are_unreadable()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = async context =>
        {
            byte[] name = [0xFF, 0xFE, 0xC0, 0xAF];
            byte[] body = [.. Encoding.ASCII.GetBytes($$"""{"projects": [{"id": "a", "url": "{{PageUrl}}", "name": " """), .. name, .. "\"}]}"u8];
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        };

        Call.To(studio.Url).Failure.Code.ShouldBe("STUDIO3016");
    }

    [Fact]
    public async Task A_success_without_a_body_is_unreadable()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        };

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3016");
        failure.Text.ShouldContain("empty");
        failure.Text.ShouldContain(", so the project may exist.");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("text/plain")]
    [InlineData("application/problem+json")]
    public async Task The_body_counts_and_not_its_type(string type)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Text(200, type, "\uFEFF" + Projects());

        Call.To(studio.Url).Project.Id.ShouldBe("tsanhawn9y");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Log in</body></html>")]
    [InlineData("\uFEFF\r\n  <html>")]
    [InlineData("<?xml version=\"1.0\"?><error/>")]
    public async Task A_web_page_is_recognized_and_not_shown(string page)
    {
        var failure = (await AnsweredAsync(200, page)).Failure;

        failure.Code.ShouldBe("STUDIO3015");
        failure.Text.ShouldContain("/api/create-project");
        failure.Text.ShouldContain("proxy");
        failure.Text.ShouldNotContain("<");
    }

    [Fact]
    public async Task Exactly_a_megabyte_is_read_and_no_byte_more()
    {
        var megabyte = Projects().PadRight(1 << 20);

        (await AnsweredAsync(200, megabyte)).Project.Id.ShouldBe("tsanhawn9y");
        await ShouldBeUnreadableAsync(megabyte + " ", "1 MB");
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = async context =>
        {
            var spaces = new byte[65536];
            Array.Fill(spaces, (byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
        };

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3016");
        failure.Text.ShouldContain("1 MB");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("x-unknown")]
    public async Task An_encoded_answer_is_unreadable_as_it_was_not_asked_for(string encoding)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Optimal);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Projects()), context.RequestAborted);
        };

        var failure = Call.To(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO3016");
        failure.Text.ShouldContain("compressed");
    }

    [Fact]
    public async Task An_answer_that_says_identity_is_not_encoded()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = context =>
        {
            context.Response.Headers.ContentEncoding = "identity";
            return context.Response.WriteAsync(Projects(), context.RequestAborted);
        };

        Call.To(studio.Url).Project.Id.ShouldBe("tsanhawn9y");
    }

    [Theory]
    [InlineData("$([System.IO.File]::ReadAllText('/etc/hostname'))", "$([System.IO.File]::ReadAllText('/etc/hostname'))")]
    [InlineData("a;b%3B**/*?@(Compile)", "a;b%3B**/*?@(Compile)")]
    [InlineData("<b>größe</b> 模型 🎉", "<b>größe</b> 模型 🎉")]
    [InlineData("\u001B]8;;https://evil.example\u0007x", "\\u001B]8;;https://evil.example\\u0007x")]
    [InlineData("a\r\n::error::b", "a\\u000D\\u000A::error::b")]
    [InlineData("\u202Egnp.exe", "\\u202Egnp.exe")]
    [InlineData("", "")]
    public async Task A_name_is_data_and_cleaned_once(string name, string clean) =>
        (await AnsweredAsync(200, Projects(name: Json(name)))).Project.Name.ShouldBe(clean);

    [Theory]
    [InlineData("x ##vso[task.setvariable variable=PATH]/evil", "##vso[")]
    [InlineData("::add-mask::x", "::add")]
    [InlineData("##[error]x", "##[")]
    public async Task A_CI_command_in_a_name_is_broken_up(string name, string command) =>
        (await AnsweredAsync(200, Projects(name: Json(name)))).Project.Name.ShouldNotContain(command);

    [Fact]
    public async Task Half_a_surrogate_pair_in_a_name_is_shown_as_the_JSON_has_it_and_the_project_is_not_lost() =>
        (await AnsweredAsync(200, """{"projects": [{"id": "a", "url": "https://studio.example.com/a", "name": "iris \ud83d"}]}""")).Project.Name.ShouldBe(@"iris \ud83d");

    [Fact]
    public async Task A_name_of_megabytes_is_cut()
    {
        var name = (await AnsweredAsync(200, Projects(name: Json(new string('n', 900_000))))).Project.Name;

        name.Length.ShouldBeLessThan(300);
        name.ShouldEndWith("…");
    }

    [Theory]
    [InlineData("https://evil.example/user/ada/projects/x", "https://evil.example")]
    [InlineData("http://127.0.0.2/x", "http://127.0.0.2")]
    public async Task A_page_on_another_origin_warns(string url, string origin)
    {
        var call = await AnsweredAsync(200, Projects(url: $"\"{url}\""));

        call.Project.Url.ShouldBe(url);
        var warning = call.Reported.ShouldHaveSingleItem();
        (warning.Severity, warning.Code).ShouldBe((Severity.Warning, "STUDIO3017"));
        warning.Text.ShouldContain(origin);
    }

    [Fact]
    public async Task A_page_on_Studios_own_origin_does_not_warn()
    {
        await using var studio = await ScriptedStudio.StartAsync();

        Call.To(studio.Url + "/prefix").Reported.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://studio.iterative.ai", "https://studio.datachain.ai/user/x", true)]
    [InlineData("https://studio.example.com:8443/prefix", "https://STUDIO.example.com:8443/x", true)]
    [InlineData("https://studio.example.com", "https://studio.example.com:443/x", true)]
    [InlineData("https://studio.example.com", "http://studio.example.com/x", false)]
    [InlineData("https://studio.example.com", "https://studio.example.com:8443/x", false)]
    [InlineData("https://studio.example.com", "https://studio.example.com.evil.example/x", false)]
    public void The_public_Studios_addresses_are_one_origin_and_no_others(string studio, string page, bool same) =>
        Call.Address(studio).IsSameOriginAs(new Uri(page)).ShouldBe(same);

    [Fact]
    public async Task What_the_server_echoes_of_the_token_is_blanked_everywhere()
    {
        var escaped = Uri.EscapeDataString(Call.Token);

        var call = await AnsweredAsync(200, Projects(
            name: Json($"{Call.Token} {Call.Token.ToUpperInvariant()} {escaped}"),
            url: Json($"https://evil.example/{Call.Token}/{escaped}")));

        call.Project.Name.ShouldBe("*** *** ***");
        call.Project.Url.ShouldBe("https://evil.example/***/***");
        string.Join('\n', call.Reported.Select(reported => reported.Text)).ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("tsanhawn9y", "https://isat_secret.example.com/user/ada")]
    [InlineData("isat_SECRET", "https://studio.example.com/user/ada")]
    public async Task A_token_where_the_pages_host_or_the_id_should_be_is_an_unreadable_answer_and_no_crash(string id, string url)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Project(id: id, url: url);

        var call = Call.To(studio.Url, token: "isat_SECRET");

        call.Failure.Code.ShouldBe("STUDIO3016");
        call.Failure.Text.ShouldNotContain("SECRET");
    }

    private static async Task<Call> AnsweredAsync(int status, string body)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(status, body);
        return Call.To(studio.Url);
    }

    private static async Task ShouldBeUnreadableAsync(string body, string reason)
    {
        var failure = (await AnsweredAsync(200, body)).Failure;

        failure.Code.ShouldBe("STUDIO3016");
        failure.Text.ShouldContain(reason);
        failure.Text.ShouldContain(", so the project may exist.");
        failure.Text.Length.ShouldBeLessThan(800);
    }

    // Each value as JSON.
    private static string Projects(string id = "\"tsanhawn9y\"", string name = "\"iris\"", string url = $"\"{PageUrl}\"") =>
        $$$"""{"projects": [{"id": {{{id}}}, "url": {{{url}}}, "name": {{{name}}}, "more": {"unknown": [1]}}]}""";

    private static string Json(string text) => JsonValue.Create(text).ToJsonString();
}
