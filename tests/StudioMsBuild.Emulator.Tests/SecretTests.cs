using StudioMsBuild.Testing;

namespace StudioMsBuild.Emulator.Tests;

public class SecretTests : EmulatorTest
{
    [Fact]
    public async Task The_log_says_whether_there_was_a_token_and_never_which()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git"}""");
        await Create("""{"repo_url": "git@github.com:o/r.git"}""", authorization: null);

        Log.ShouldBe(["POST /api/create-project 201, with a token", "POST /api/create-project 401, without a token"]);
    }

    [Fact]
    public async Task The_log_escapes_what_a_terminal_would_obey()
    {
        await Get("/%1b%5B31m%0AForged");

        Log.ShouldHaveSingleItem().ShouldAllBe(character => character >= ' ' && character <= '~');
    }

    [Fact]
    public async Task The_data_file_holds_the_project_and_nothing_of_the_token()
    {
        using var folder = new TemporaryFolder();
        var file = folder["studio.db"];
        await using (var studio = await EmulatorServer.StartAsync(new EmulatorOptions { Port = 0, DataFile = file }, Cancel))
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"token {Token}").ShouldBeTrue();
            using var content = new StringContent("""{"repo_url": "git@github.com:o/r.git"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            (await client.PostAsync(new Uri($"{studio.Url}/api/create-project"), content, Cancel)).EnsureSuccessStatusCode();
        }

        var kept = await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Cancel);
        kept.ShouldContain("git@github.com:o/r.git");
        kept.ShouldNotContain(Token);
        Directory.GetFiles(folder.Path).ShouldBe([file]);
    }
}
