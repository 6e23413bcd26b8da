using System.Text.Json.Nodes;
using StudioMsBuild.Testing;

namespace StudioMsBuild.Emulator.Tests;

public sealed class SecretTests : EmulatorServerTest, IDisposable
{
    private readonly TemporaryFolder folder = new();

    protected override EmulatorOptions Options => new() { DataFile = folder["studio.db"] };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_log_says_that_a_token_is_missing_and_never_contains_one()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git"}""");
        await Create("""{"repo_url": "git@github.com:o/r.git"}""", authorization: null);

        Log.ShouldBe([$"POST /api/create-project 200, created {Studio.Projects[0].Path.Split('/')[^1]}", "POST /api/create-project 401, created nothing, without a token"]);
    }

    [Fact]
    public async Task The_log_escapes_what_a_terminal_would_interpret()
    {
        await Get("/%1b%5B31m%0AForged");

        Log.ShouldHaveSingleItem().ShouldAllBe(character => character >= ' ' && character <= '~');
    }

    [Fact]
    public async Task A_token_that_a_client_sends_elsewhere_is_redacted_everywhere()
    {
        var body = new JsonObject { ["repo_url"] = "git@github.com:o/r.git", ["note"] = $"a {Token} b", [Token] = new JsonArray(Token) }.ToJsonString();
        await Create(body, headers: [("User-Agent", $"curl ({Token})")]);
        await Create(body.Replace("isat", "\\u0069sat", StringComparison.Ordinal));
        await Create($"no JSON {Token}");
        await Create("{}", headers: [("X-Studio-Fail", $"503:Retry-After={Token}")]);
        await Create("{}", headers: [("X-Studio-Fail", Token)]);
        await Create("{}", address: $"/api/{Token}?token={Token}");

        var project = Studio.Projects[0];
        string[] shown =
        [
            .. Log,
            (await Get("/_emulator/requests")).Body,
            (await Get("/requests")).Body,
            (await Get("/settings")).Body,
            (await Get($"/requests/{project.Request}")).Body,
            (await Get(project.Path)).Body,
            .. Kept(),
        ];

        shown.ShouldAllBe(text => !text.Contains(Token, StringComparison.Ordinal));
        shown[^1].ShouldContain("a [token] b");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("subdir")]
    [InlineData("team_name")]
    public async Task A_field_that_contains_the_token_is_rejected(string field)
    {
        var answer = await Create(new JsonObject { ["repo_url"] = "git@github.com:o/r.git", [field] = $"x{Token}" }.ToJsonString());

        answer.Status.ShouldBe(400);
        answer.Errors.ShouldHaveSingleItem().Key.ShouldBe(field);
        Kept().ShouldAllBe(text => !text.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_looks_like_JSON_leaves_the_list_valid()
    {
        await Create("""{"repo_url":"git@github.com:o/r.git"}""", "token {\"repo_url\":");

        (await Requests()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_data_file_contains_the_project_and_not_the_token()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git"}""");

        await Studio.DisposeAsync();

        Kept().ShouldHaveSingleItem().ShouldContain("git@github.com:o/r.git");
        Kept()[0].ShouldNotContain(Token);
    }

    /// <summary>Every file beside the data file, as bytes.</summary>
    private string[] Kept() => [.. Directory.GetFiles(folder.Path).Select(Read)];

    // Shared: the emulator has the data file open.
    private static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
