using System.Text.Json.Nodes;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>The line that the console shows of a request.</summary>
public class ConsoleLogTests : EmulatorServerTest
{
    protected override EmulatorOptions Options => new() { Teams = ["vision", "My Team", "a\u001b[31m\u202e\u200b"] };

    [Fact]
    public async Task The_line_shows_result_project_team_subdirectory_and_fault()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git", "team_name": "vision", "subdir": "models/churn"}""", headers: [("X-Studio-Fail", "500-created")]);

        Log.ShouldBe([$"POST /api/create-project 500, created r-{Studio.Projects.Single().Id}, team vision, subdir models/churn, fault 500-created"]);
    }

    [Fact]
    public async Task The_line_of_a_failed_request_shows_team_and_subdirectory()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git", "team_name": "vison", "subdir": "a"}""");

        Log.ShouldBe(["POST /api/create-project 400, created nothing, team vison, subdir a"]);
    }

    [Fact]
    public async Task A_team_name_with_a_space_is_quoted()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git", "team_name": "My Team"}""");

        Log.ShouldHaveSingleItem().ShouldEndWith(", team \"My Team\"");
    }

    [Fact]
    public async Task Control_characters_are_escaped_and_long_values_are_cut()
    {
        await Create(new JsonObject { ["repo_url"] = "git@github.com:o/r.git", ["team_name"] = "a\u001b[31m\u202e\u200b", ["subdir"] = new string('x', 250) }.ToJsonString());

        var line = Log.ShouldHaveSingleItem();
        line.ShouldContain(@"team a\u{001B}[31m\u{202E}\u{200B}, ");
        line.Length.ShouldBeLessThan(300);
    }

    [Fact]
    public async Task Page_views_are_logged_only_if_they_fail()
    {
        foreach (var address in (string[])["/", "/requests", "/settings", "/studio.css", "/_emulator/requests"])
            await Get(address);
        await Get("/nothing");

        Log.ShouldBe(["GET /nothing 404"]);
    }

    [Fact]
    public async Task Clearing_and_setting_faults_is_logged()
    {
        await Ask(HttpMethod.Delete, "/_emulator/requests");
        await Ask(HttpMethod.Put, "/_emulator/faults");

        Log.ShouldBe(["DELETE /_emulator/requests 204", "PUT /_emulator/faults 204"]);
    }
}
