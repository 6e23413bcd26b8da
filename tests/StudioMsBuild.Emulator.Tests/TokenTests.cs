namespace StudioMsBuild.Emulator.Tests;

/// <summary>A Studio that knows its tokens and teams.</summary>
public class TokenTests : EmulatorServerTest
{
    private const string Body = """{"repo_url": "git@github.com:o/r.git"}""";

    protected override EmulatorOptions Options => new()
    {
        User = "ci",
        Tokens = [Known("isat_pipeline"), Known("ada:isat_ada=PROJECT,MODELS"), Known("isat_login=EXPERIMENTS,MODELS,DATASETS")],
        Teams = ["vision", "speech"],
    };

    [Theory]
    [InlineData("isat_pipeline", "ci")]
    [InlineData("isat_ada", "ada")]
    public async Task A_project_is_in_the_space_of_the_token_s_user(string token, string user)
    {
        var answer = await Create(Body, $"token {token}");

        answer.Status.ShouldBe(200);
        new Uri(answer.Url).AbsolutePath.ShouldStartWith($"/user/{user}/projects/");
    }

    [Theory]
    [InlineData("isat_other")]
    [InlineData("isat_pipelin")]
    [InlineData("isat_pipeline2")]
    [InlineData("ISAT_PIPELINE")]
    public async Task An_unknown_token_is_unauthorized(string token)
    {
        var answer = await Create(Body, $"token {token}");

        (answer.Status, (string)answer.Json["detail"]!).ShouldBe((401, "Invalid token"));
        Studio.Projects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_without_the_scope_PROJECT_gets_Studio_s_error()
    {
        var answer = await Create(Body, "token isat_login");

        (answer.Status, (string)answer.Json["detail"]!).ShouldBe((400, "Invalid token scope"));
        Studio.Projects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_known_team_gets_its_project() =>
        (await Create("""{"repo_url": "git@github.com:o/r.git", "team_name": "vision"}""", "token isat_ada")).Status.ShouldBe(200);

    [Theory]
    [InlineData("vison")]
    [InlineData("Vision")]
    public async Task An_unknown_team_is_an_error_of_its_field(string team)
    {
        var answer = await Create($$"""{"repo_url": "git@github.com:o/r.git", "team_name": "{{team}}"}""", "token isat_ada");

        answer.Status.ShouldBe(400);
        answer.Errors["team_name"].ShouldBe([$"There is no team {team}."]);
        Studio.Projects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("=PROJECT")]
    [InlineData("isat_x=")]
    [InlineData("isat_x=ADMIN")]
    [InlineData("isat_x=PROJECT,")]
    [InlineData("isat x")]
    [InlineData("...:isat_x")]
    [InlineData("isat_x=PROJECT=MODELS")]
    public void A_text_that_is_no_token_with_scopes_is_rejected(string text) => AccessToken.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Scopes_are_case_insensitive() => Known("isat_x=project").Scopes.ShouldBe(["PROJECT"]);

    [Fact]
    public async Task The_settings_page_lists_users_and_scopes_without_their_tokens()
    {
        var page = (await Page("/settings")).QuerySelector("main")!.TextContent;

        page.ShouldContain("One of user ada with PROJECT, MODELS");
        page.ShouldContain("vision, speech");
        page.ShouldNotContain("isat_");
    }

    private static AccessToken Known(string text) => AccessToken.TryParse(text, out var token) ? token : throw new FormatException(text);
}
