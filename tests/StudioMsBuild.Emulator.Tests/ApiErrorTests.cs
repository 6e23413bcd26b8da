using System.Text.Json.Nodes;

namespace StudioMsBuild.Emulator.Tests;

public class ApiErrorTests : EmulatorServerTest
{
    private const string Good = """{"repo_url": "git@github.com:o/r.git"}""";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("token")]
    [InlineData("token ")]
    [InlineData("Bearer isat_x")]
    [InlineData("isat_x")]
    [InlineData("token isat_x isat_y")]
    public async Task A_request_without_a_token_is_unauthorized(string? authorization)
    {
        var answer = await Create(Good, authorization);

        answer.Status.ShouldBe(401);
        ((string)answer.Json["detail"]!).ShouldBe("Authentication credentials were not provided.");
        Studio.Projects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("token isat_x")]
    [InlineData("Token isat_x")]
    public async Task The_scheme_token_is_case_insensitive(string authorization) =>
        (await Create(Good, authorization)).Status.ShouldBe(200);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Only_application_json_is_read(string? contentType)
    {
        var answer = await Create(Good, contentType: contentType);

        answer.Status.ShouldBe(415);
        ((string)answer.Json["detail"]!).ShouldContain("application/json");
        Studio.Projects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_charset_in_the_content_type_is_accepted() =>
        (await Create(Good, contentType: "application/json; charset=utf-8")).Status.ShouldBe(200);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"git@github.com:o/r.git\"")]
    [InlineData("{} {}")]
    public async Task A_body_that_is_not_a_JSON_object_is_an_error(string body)
    {
        var answer = await Create(body);

        answer.Status.ShouldBe(400);
        ((string)answer.Json["detail"]!).ShouldContain("JSON");
    }

    [Fact]
    public async Task A_body_over_64_KB_is_an_error()
    {
        var answer = await Create(new JsonObject { ["repo_url"] = "git@github.com:o/r.git", ["unknown"] = new string('x', 70_000) }.ToJsonString());

        answer.Status.ShouldBe(413);
        Studio.Projects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", "repo_url", "This field is required.")]
    [InlineData("""{"repo_url": ""}""", "repo_url", "This field may not be blank.")]
    [InlineData("""{"repo_url": null}""", "repo_url", "Not a valid string.")]
    [InlineData("""{"repo_url": ["git@github.com:o/r.git"]}""", "repo_url", "Not a valid string.")]
    [InlineData("""{"repo_url": "git@github.com:o/r.git", "public": "true"}""", "public", "Must be a valid boolean.")]
    [InlineData("""{"repo_url": "git@github.com:o/r.git", "public": 1}""", "public", "Must be a valid boolean.")]
    [InlineData("""{"repo_url": "git@github.com:o/r.git", "public": null}""", "public", "Must be a valid boolean.")]
    [InlineData("""{"repo_url": "git@github.com:o/r.git", "team_name": 5}""", "team_name", "Not a valid string.")]
    [InlineData("""{"repo_url": "git@github.com:o/r.git", "team_name": " "}""", "team_name", "This field may not be blank.")]
    [InlineData("""{"repo_url": "git@github.com:o/r.git", "team_name": ".."}""", "team_name", "Enter a valid team name.")]
    [InlineData("""{"repo_url": "git@github.com:o/r.git", "subdir": {}}""", "subdir", "Not a valid string.")]
    [InlineData("""{"repo_url": "git@github.com:o/r.git", "name": true}""", "name", "Not a valid string.")]
    [InlineData("""{"repo_url": "git@github.com:o/r.git", "name": "\ud800"}""", "name", "Not a valid string.")]
    public async Task An_invalid_field_is_named_with_its_error(string body, string field, string message)
    {
        var answer = await Create(body);

        answer.Status.ShouldBe(400);
        answer.Errors.ShouldHaveSingleItem().Key.ShouldBe(field);
        answer.Errors[field].ShouldBe([message]);
        Studio.Projects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("team_name", 257)]
    [InlineData("subdir", 257)]
    [InlineData("name", 257)]
    [InlineData("repo_url", 2049)]
    public async Task A_field_has_a_maximum_length(string field, int length)
    {
        var body = new JsonObject { ["repo_url"] = "git@github.com:o/r.git", [field] = new string('x', length) };

        var answer = await Create(body.ToJsonString());

        answer.Errors[field].ShouldBe([$"Ensure this field has no more than {length - 1} characters."]);
    }

    [Fact]
    public async Task All_invalid_fields_are_named_at_once()
    {
        var answer = await Create("""{"public": "yes", "team_name": 1, "subdir": 2, "name": 3}""");

        answer.Errors.Keys.ShouldBe(["repo_url", "public", "team_name", "subdir", "name"], ignoreOrder: true);
    }

    [Fact]
    public async Task Unknown_fields_are_ignored() =>
        (await Create("""{"repo_url": "git@github.com:o/r.git", "colour": "blue"}""")).Status.ShouldBe(200);

    [Fact]
    public async Task Methods_other_than_POST_are_not_allowed()
    {
        var answer = await Get("/api/create-project");

        answer.Status.ShouldBe(405);
        answer.ContentType.ShouldBe("application/json");
    }

    [Fact]
    public async Task An_unknown_endpoint_answers_with_JSON()
    {
        var answer = await Get("/api/nothing");

        (answer.Status, (string)answer.Json["detail"]!).ShouldBe((404, "Not Found"));
    }
}
