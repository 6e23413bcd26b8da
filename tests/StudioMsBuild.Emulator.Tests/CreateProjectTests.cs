using System.Text.Json.Nodes;

namespace StudioMsBuild.Emulator.Tests;

public class CreateProjectTests : EmulatorServerTest
{
    [Fact]
    public async Task The_example_of_the_API_page_creates_a_project()
    {
        var answer = await Create(
            """
            {
              "repo_url": "https://github.com/amritghimire/monorepo-model-registry-fixture",
              "public": true,
              "team_name": "team_name",
              "subdir": "nested",
              "name": "test-nested"
            }
            """);

        answer.Status.ShouldBe(200);
        var project = Studio.Projects.ShouldHaveSingleItem();
        (project.RepoUrl, project.Public, project.Team, project.Subdir, project.Name)
            .ShouldBe(("https://github.com/amritghimire/monorepo-model-registry-fixture", true, "team_name", "nested", "test-nested"));
    }

    [Fact]
    public async Task The_response_has_the_project_s_id_url_and_name()
    {
        var answer = await Create("""{"repo_url": "git@github.com:amritghimire/example-get-started.git"}""");

        answer.ContentType.ShouldBe("application/json");
        answer.Project.AsObject().Select(field => field.Key).ShouldBe(["id", "url", "name"]);
    }

    [Fact]
    public async Task An_id_is_ten_lower_case_letters_and_digits()
    {
        var answer = await Create("""{"repo_url": "git@github.com:o/r.git"}""");

        ((string)answer.Project["id"]!).ShouldMatch("^[a-z0-9]{10}$");
    }

    [Fact]
    public async Task Without_a_team_the_url_is_in_the_user_s_space()
    {
        var answer = await Create("""{"repo_url": "git@github.com:o/iris.git"}""");

        answer.Url.ShouldBe($"{Studio.Url}/user/local/projects/iris-{answer.Project["id"]}");
    }

    [Fact]
    public async Task With_a_team_the_url_is_in_the_team_s_space()
    {
        var answer = await Create("""{"repo_url": "git@github.com:o/iris.git", "team_name": "vision"}""");

        answer.Url.ShouldBe($"{Studio.Url}/team/vision/projects/iris-{answer.Project["id"]}");
    }

    [Theory]
    [InlineData("Iris Classifier", "iris-classifier")]
    [InlineData("test_nested", "test-nested")]
    [InlineData("--Ünïcode & <b>--", "n-code-b")]
    [InlineData("学習", "project")]
    public async Task The_url_has_the_name_as_a_slug(string name, string slug)
    {
        var answer = await Create(new JsonObject { ["repo_url"] = "git@github.com:o/r.git", ["name"] = name }.ToJsonString());

        answer.Url.ShouldBe($"{Studio.Url}/user/local/projects/{slug}-{answer.Project["id"]}");
    }

    [Theory]
    [InlineData("https://github.com/o/iris.git", "iris")]
    [InlineData("https://github.com/o/iris", "iris")]
    [InlineData("ssh://git@gitlab.com/a/b/c/iris.git", "iris")]
    [InlineData("git@bitbucket.org:o/my.iris.git", "my.iris")]
    public async Task Without_a_name_the_project_is_named_after_the_repository(string url, string name)
    {
        var answer = await Create(new JsonObject { ["repo_url"] = url }.ToJsonString());

        ((string)answer.Project["name"]!).ShouldBe(name);
    }

    [Fact]
    public async Task The_url_has_the_host_that_the_client_used()
    {
        var port = new Uri(Studio.Url).Port;
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Studio.Url}/api/create-project");
        request.Headers.Host = $"localhost:{port}";
        request.Headers.TryAddWithoutValidation("Authorization", "token x").ShouldBeTrue();
        request.Content = new StringContent("""{"repo_url": "git@github.com:o/r.git"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

        using var response = await client.SendAsync(request, Cancel);

        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["projects"]![0]!["url"]!.ToString().ShouldStartWith($"http://localhost:{port}/user/");
    }

    [Fact]
    public async Task A_project_is_private_and_at_the_root_by_default()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git"}""");

        var project = Studio.Projects.ShouldHaveSingleItem();
        (project.Public, project.Subdir, project.Team).ShouldBe((false, null, null));
    }

    [Fact]
    public async Task A_repeated_request_creates_another_project()
    {
        const string body = """{"repo_url": "git@github.com:o/r.git"}""";

        var first = await Create(body);
        var second = await Create(body);

        second.Url.ShouldNotBe(first.Url, StringComparer.Ordinal);
        Studio.Projects.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Concurrent_requests_each_create_a_project()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Create("""{"repo_url": "git@github.com:o/r.git"}""")));

        answers.Select(answer => new Uri(answer.Url).AbsolutePath).ShouldBe(Studio.Projects.Select(project => project.Path), ignoreOrder: true);
        Studio.Projects.Count.ShouldBe(64);
    }
}
