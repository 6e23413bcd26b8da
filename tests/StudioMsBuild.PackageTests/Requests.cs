using System.Net.Http.Headers;

namespace StudioMsBuild.PackageTests;

/// <summary>What Studio gets: the API page's requests.</summary>
public sealed class Requests(PackedPackage package) : ScriptedTest(package)
{
    [Theory]
    [InlineData("https://github.com/amritghimire/monorepo-model-registry-fixture", "team_name", Label = "the python example")]
    [InlineData("https://github.com/organization/repo", "team", Label = "the curl example")]
    public void The_API_pages_example_is_sent_with_the_same_meaning(string repository, string team)
    {
        var run = User.Plain()
            .Property("StudioRepoUrl", repository)
            .Property("StudioPublic", "true")
            .Property("StudioTeamName", team)
            .Property("StudioSubdir", "nested")
            .Property("StudioProjectName", "test-nested")
            .Register();

        run.ShouldSucceed();
        Studio.Request.Json.ShouldMean($$"""
            { "repo_url": "{{repository}}", "public": true, "team_name": "{{team}}", "subdir": "nested", "name": "test-nested" }
            """);
    }

    [Fact]
    public void The_request_is_the_one_that_the_API_page_describes()
    {
        var run = User.Library().Restore().Register();

        run.ShouldSucceed();
        var request = Studio.Request;
        request.Method.ShouldBe("POST");
        request.Target.ShouldBe("/api/create-project");
        request["Authorization"].ShouldBe($"token {Workspace.Token}");
        MediaTypeHeaderValue.Parse(request["Content-Type"]!).MediaType.ShouldBe("application/json");
        request["User-Agent"].ShouldBe($"StudioMsBuild/{Feed.Version}");
        request["Accept-Encoding"].ShouldBe("identity");
        request["Cookie"].ShouldBeNull();
    }

    [Fact]
    public void What_is_not_set_is_left_out()
    {
        var run = User.Plain().Property("StudioTeamName", "").Register();

        run.ShouldSucceed();
        Studio.Request.Json.ShouldMean($$"""{ "repo_url": "{{Workspace.RepositoryUrl}}" }""");
    }

    [Fact]
    public void Public_false_is_sent_where_the_project_sets_it()
    {
        var run = User.Plain().Property("StudioPublic", "false").Register();

        run.ShouldSucceed();
        Studio.Request.Json.ShouldMean($$"""{ "repo_url": "{{Workspace.RepositoryUrl}}", "public": false }""");
    }

    [Theory]
    [InlineData("", "/api/create-project")]
    [InlineData("/", "/api/create-project")]
    [InlineData("/api", "/api/create-project")]
    [InlineData("/api/", "/api/create-project")]
    [InlineData("/dvc/studio", "/dvc/studio/api/create-project")]
    [InlineData("/dvc/studio/api/", "/dvc/studio/api/create-project")]
    public void The_base_URL_may_have_a_path_prefix_and_a_superfluous_end(string end, string target)
    {
        Repository.Set("DVC_STUDIO_URL", Studio.Url + end);
        var run = User.Plain().Register();

        run.ShouldSucceed();
        Studio.Request.Target.ShouldBe(target);
    }

    [Fact]
    public void Text_of_any_language_arrives_as_it_was_written()
    {
        var run = User.Plain().Property("StudioProjectName", "Ирис 虹膜 \"quoted\" 🌸").Register();

        run.ShouldSucceed();
        ((string?)Studio.Request.Json["name"]).ShouldBe("Ирис 虹膜 \"quoted\" 🌸");
    }
}
