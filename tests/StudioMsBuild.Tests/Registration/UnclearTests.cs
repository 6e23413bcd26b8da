using Microsoft.AspNetCore.Http;

namespace StudioMsBuild.Tests.Registration;

/// <summary>An unclear outcome is never sent again by itself; a sure failure leaves nothing behind.</summary>
public class UnclearTests
{
    private static readonly Dictionary<string, RequestDelegate> Answer = new(StringComparer.Ordinal)
    {
        ["a reset"] = Answers.Reset,
        ["a cut-off answer"] = Answers.CutOff,
        ["status 500"] = Answers.Json(500, "{}"),
        ["status 502"] = Answers.Text(502, "text/html", "<html>Bad gateway</html>"),
        ["status 503"] = Answers.Json(503, "{}"),
        ["status 504"] = Answers.Json(504, "{}"),
        ["a web page"] = Answers.Text(200, "text/html", "<html></html>"),
        ["an empty answer"] = Answers.Json(200, ""),
        ["no projects"] = Answers.Json(200, """{"projects": []}"""),
        ["a project without an id"] = Answers.Json(200, """{"projects": [{"name": "a", "url": "https://a.example"}]}"""),
        ["a compressed answer"] = Answers.Compressed,
        ["status 400"] = Answers.Json(400, """{"repo_url": ["Enter a valid URL."]}"""),
        ["status 401"] = Answers.Json(401, "{}"),
        ["status 403"] = Answers.Json(403, "{}"),
        ["status 404"] = Answers.Json(404, "{}"),
        ["status 409"] = Answers.Json(409, "{}"),
        ["status 422"] = Answers.Json(422, "{}"),
        ["status 429"] = Answers.Json(429, "{}"),
        ["status 418"] = Answers.Json(418, "{}"),
        ["a redirect"] = Answers.Redirect(302, "https://login.example.com/"),
        ["a 503 with Retry-After"] = context =>
        {
            context.Response.Headers.RetryAfter = "1";
            return Answers.Json(503, "{}")(context);
        },
    };

    [Theory]
    [InlineData("a reset")]
    [InlineData("a cut-off answer")]
    [InlineData("status 500")]
    [InlineData("status 502")]
    [InlineData("status 503")]
    [InlineData("status 504")]
    [InlineData("a web page")]
    [InlineData("an empty answer")]
    [InlineData("no projects")]
    [InlineData("a project without an id")]
    [InlineData("a compressed answer")]
    public async Task After_such_an_answer_no_later_build_sends_anything(string answer)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answer[answer];
        using var repository = BuildExtensions.CreateRepository();
        var first = repository.Register(studio.Url, with => with.Set("StudioRetries", "3")).Failure;
        (first.Kind, first.Text.Contains(", so the project may exist.\n", StringComparison.Ordinal)).ShouldBe((FailureKind.Unclear, true));
        studio.Answer = Answers.Created;

        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4007");
        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4007");

        studio.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("status 400")]
    [InlineData("status 401")]
    [InlineData("status 403")]
    [InlineData("status 404")]
    [InlineData("status 409")]
    [InlineData("status 418")]
    [InlineData("status 422")]
    [InlineData("status 429")]
    [InlineData("a 503 with Retry-After")]
    [InlineData("a redirect")]
    public async Task After_such_a_refusal_the_next_build_registers(string answer)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answer[answer];
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url).Failure.Text.ShouldNotContain("may exist");
        Directory.EnumerateFiles(repository[".git/studio-msbuild"], "*.mark").ShouldBeEmpty();
        studio.Answer = Answers.Created;

        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Created);

        studio.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_error_names_the_time_the_registration_the_Studio_and_both_commands()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url);

        var text = repository.Register(studio.Url).Failure.Text;

        text.ShouldStartWith($"The outcome of an earlier registration of github.com/owner/repository at {studio.Url} is unknown.\n");
        text.ShouldMatch(@"\n  It was started [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z\.\n");
        text.ShouldContain($"\n  Look for the project in Studio:\n    {studio.Url}\n");
        text.ShouldContain("-p:StudioAdopt=");
        text.ShouldContain("-p:StudioForce=true");
    }

    [Fact]
    public async Task A_build_that_was_killed_leaves_the_same_error()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url);
        // A build that is killed before the answer leaves the attempt marker as it was before the request.
        await File.WriteAllTextAsync(repository.MarkerPath(), "2026-01-02 03:04:05Z\n", TestContext.Current.CancellationToken);
        File.Delete(repository.LockFilePath());

        var failure = repository.Register(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO4007");
        failure.Text.ShouldContain("2026-01-02 03:04:05Z");
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_marker_is_there_when_the_request_is()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var mark = "";
        studio.Answer = async context =>
        {
            mark = await File.ReadAllTextAsync(repository.MarkerPath(), context.RequestAborted);
            await Answers.Created(context);
        };

        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Created);

        mark.ShouldContain("github.com/owner/repository");
        mark.ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task An_unresolved_attempt_of_one_registration_does_not_stop_another()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO3006");
        studio.Answer = Answers.Created;

        repository.Register(studio.Url, with => with.Set("StudioSubdir", "models")).Outcome.ShouldBe(Outcome.Created);
    }

    [Fact]
    public async Task A_failure_before_anything_was_sent_leaves_no_unresolved_attempt()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        repository.Register(studio.Url.Replace("http:", "https:", StringComparison.Ordinal)).Failure.Code.ShouldBe("STUDIO3003");

        Directory.EnumerateFiles(repository[".git/studio-msbuild"], "*.mark").ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_lock_file_cannot_be_written_after_the_answer_the_project_is_shown_and_the_next_build_lock_files_it()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        studio.Answer = async context =>
        {
            // Somebody puts a folder there while Studio creates the project.
            Directory.CreateDirectory(repository.LockFilePath());
            await Answers.Created(context);
        };

        var created = repository.Register(studio.Url);

        created.Outcome.ShouldBe(Outcome.Created);
        created.Registered.Unrecorded!.Code.ShouldBeOneOf("STUDIO4003", "STUDIO4004");
        Directory.Delete(repository.LockFilePath());
        repository.Register(studio.Url).Url.ShouldBe(created.Url);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_token_is_in_no_text_and_no_file()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository("https://ada:SECRET2@gitlab.com/owner/repository");
        studio.Answer = context => Answers.Json(500, $"{{\"detail\": \"{context.Request.Headers.Authorization}\"}}")(context);

        var build = repository.Register(studio.Url);

        build.AllText.ShouldNotContain("SECRET");
        foreach (var file in Directory.EnumerateFiles(repository[".git/studio-msbuild"]))
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain("SECRET");
    }
}
