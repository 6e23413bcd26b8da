using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using StudioMsBuild.Testing;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>A project that was registered twice is marked.</summary>
public class DuplicateTests : EmulatorServerTest
{
    protected override EmulatorOptions Options => new() { Tokens = [Known("ada:isat_ada"), Known("bob:isat_bob")] };

    [Theory]
    [InlineData("git@github.com:o/r.git")]
    [InlineData("https://github.com/o/r")]
    [InlineData("https://GitHub.com/O/R.git")]
    [InlineData("https://github.com:443/o/r.git/")]
    [InlineData("ssh://git@github.com/o/r.git")]
    [InlineData("ssh://git@github.com:22/o/r")]
    public async Task Another_URL_of_the_same_repository_makes_a_duplicate(string second)
    {
        await Register("https://github.com/o/r.git");
        await Register(second);

        (await Badges()).ShouldBe(["Duplicate, 2 of 2", null]);
    }

    [Theory]
    [InlineData("https://git.example.org/scm/o/r.git", "ssh://git@git.example.org:7999/o/r.git")]
    [InlineData("https://git.example.org/a/o/r", "git@git.example.org:o/r")]
    public async Task A_prefix_that_only_http_URLs_have_makes_a_duplicate_too(string first, string second)
    {
        await Register(first);
        await Register(second);

        (await Badges()).ShouldBe(["Duplicate, 2 of 2", null]);
    }

    [Theory]
    [InlineData("models/churn", "models/churn/")]
    [InlineData("models/churn", "./models//churn")]
    public async Task Another_spelling_of_the_subdirectory_makes_a_duplicate_too(string first, string second)
    {
        await Register("git@github.com:o/r.git", subdir: first);
        await Register("git@github.com:o/r.git", subdir: second);

        (await Badges()).ShouldBe(["Duplicate, 2 of 2", null]);
    }

    [Fact]
    public async Task Another_name_makes_a_duplicate_too()
    {
        await Register("git@github.com:o/r.git", team: "vision", name: "One");
        await Register("git@github.com:o/r.git", team: "vision", name: "Two");
        await Register("git@github.com:o/r.git", team: "vision");

        (await Badges()).ShouldBe(["Duplicate, 3 of 3", "Duplicate, 2 of 3", null]);
        (await Page("/")).QuerySelector("#duplicates")!.TextContent.ShouldStartWith("2 projects are duplicates.");
    }

    [Fact]
    public async Task Another_user_s_project_is_a_duplicate_because_the_lock_file_knows_no_user()
    {
        await Register("git@github.com:o/r.git", token: "isat_ada");
        await Register("git@github.com:o/r.git", token: "isat_bob");

        Studio.Projects.Select(project => project.User).ShouldBe(["bob", "ada"]);
        (await Badges()).Order(StringComparer.Ordinal).ShouldBe([null, "Duplicate, 2 of 2"]);
    }

    [Fact]
    public async Task Another_repository_team_or_subdirectory_is_no_duplicate()
    {
        await Register("git@github.com:o/r.git");
        await Register("git@github.com:o/r2.git");
        await Register("git@gitlab.com:o/r.git");
        await Register("git@github.com:o/r.git", team: "vision");
        await Register("git@github.com:o/r.git", team: "speech");
        await Register("git@github.com:o/r.git", subdir: "a");
        await Register("git@github.com:o/r.git", team: "vision", subdir: "a");

        var page = await Page("/");

        page.QuerySelector("#duplicates").ShouldBeNull();
        page.QuerySelectorAll(".badge").ShouldAllBe(badge => badge.TextContent == "Private");
    }

    [Fact]
    public async Task A_duplicate_s_page_lists_its_copies_and_the_repository_s_other_projects()
    {
        var first = await Register("git@github.com:o/r.git");
        var second = await Register("https://github.com/o/r");
        var other = await Register("git@github.com:o/r.git", subdir: "a");

        var page = await Page(second);

        page.QuerySelector("#copies")!.TextContent.ShouldBe("Registered 2 times");
        page.QuerySelectorAll(".links a").Select(link => link.GetAttribute("href")).ShouldBe([new Uri(first).AbsolutePath]);
        page.QuerySelectorAll("[aria-labelledby=siblings] a").Select(link => link.GetAttribute("href")).ShouldBe([new Uri(other).AbsolutePath]);
        (await Page(other)).QuerySelector("#copies").ShouldBeNull();
    }

    [Fact]
    public async Task The_log_marks_a_duplicate()
    {
        await Register("git@github.com:o/r.git");
        await Register("https://github.com/o/r", name: "Again");

        Log.ShouldBe([$"POST /api/create-project 200, created r-{Studio.Projects[1].Id}", $"POST /api/create-project 200, created again-{Studio.Projects[0].Id} (duplicate)"]);
    }

    [Fact]
    public async Task A_data_file_of_version_0_1_0_is_read_with_its_duplicates()
    {
        using var folder = new TemporaryFolder();
        await using (var connection = new SqliteConnection($"Data Source={folder["studio.db"]};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                create table project (id text primary key, name text not null, repo_url text not null, subdir text, team text, user text not null,
                    public integer not null, created text not null, client text, request integer not null) strict;
                insert into project values ('aaaaaaaaaa', 'r', 'git@github.com:o/r.git', null, null, 'ada', 0, '2026-11-01 00:00:00+00:00', null, 1);
                insert into project values ('bbbbbbbbbb', 'r', 'https://github.com/o/r', null, null, 'ada', 0, '2026-11-02 00:00:00+00:00', null, 2);
                """;
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await using var studio = await EmulatorServer.StartAsync(new() { Port = 0, DataFile = folder["studio.db"] }, Cancel);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        studio.Projects.Count.ShouldBe(2);
        (await client.GetStringAsync(new Uri(studio.Url), Cancel)).ShouldContain("Duplicate, 2 of 2");
    }

    private static AccessToken Known(string text) => AccessToken.TryParse(text, out var token) ? token : throw new FormatException(text);

    private async Task<string> Register(string repository, string? team = null, string? subdir = null, string? name = null, string token = "isat_ada")
    {
        var body = new JsonObject { ["repo_url"] = repository };
        foreach (var (field, value) in new[] { ("team_name", team), ("subdir", subdir), ("name", name) })
        {
            if (value is not null)
                body[field] = value;
        }

        return (await Create(body.ToJsonString(), $"token {token}")).Url;
    }

    /// <summary>The mark of each project of the list, the newest project first.</summary>
    private async Task<IEnumerable<string?>> Badges() =>
        (await Page("/")).QuerySelectorAll("li.project").Select(project => project.QuerySelector(".badge.refused")?.TextContent);
}
