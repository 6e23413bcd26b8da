using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using StudioMsBuild.Testing;

namespace StudioMsBuild.Emulator.Tests;

public sealed class ProgramTests : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Ctrl_C_and_SIGTERM_end_it_with_exit_code_0(string signal)
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0");

        await program.Signal(signal);

        (await program.ExitCode).ShouldBe(0);
        program.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_line_is_the_url_alone()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0");

        program.Url.ShouldMatch("^http://127\\.0\\.0\\.1:[0-9]+$");
        (await client.GetAsync(new Uri(program.Url), Cancel)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Each_request_is_a_line_that_tells_nothing_of_the_token()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0");

        await Create(program.Url);
        await program.Signal("TERM");
        await program.ExitCode;

        program.Output[^1].ShouldBe("POST /api/create-project 201, with a token");
    }

    [Fact]
    public async Task Quiet_prints_the_url_and_nothing_else()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0", "--quiet");

        await Create(program.Url);
        await program.Signal("TERM");
        await program.ExitCode;

        program.Output.ShouldBe([program.Url]);
    }

    [Fact]
    public async Task Projects_in_a_data_file_outlive_a_killed_program()
    {
        using var folder = new TemporaryFolder();
        string created;
        await using (var first = await EmulatorProgram.StartAsync("--port", "0", "--data", folder["studio.db"]))
        {
            created = await Create(first.Url);
            await first.Signal("KILL");
            await first.ExitCode;
        }

        await using var second = await EmulatorProgram.StartAsync("--port", "0", "--data", folder["studio.db"]);

        (await client.GetAsync(new Uri(new Uri(second.Url), new Uri(created).AbsolutePath), Cancel)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_that_says_what_to_do()
    {
        await using var first = await EmulatorProgram.StartAsync("--port", "0");

        var (exitCode, errors) = await EmulatorProgram.FailAsync("--port", $"{new Uri(first.Url).Port}");

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldContain("--port 0");
    }

    [Fact]
    public async Task A_data_file_that_is_no_database_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("notes.txt", new string('x', 4096));

        var (exitCode, errors) = await EmulatorProgram.FailAsync("--port", "0", "--data", file);

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith($"The data file {file} cannot be used: ");
    }

    [Fact]
    public async Task A_database_of_another_program_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder["other.db"];
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var create = connection.CreateCommand();
            create.CommandText = "create table project (title text)";
            await create.ExecuteNonQueryAsync(Cancel);
        }

        var (exitCode, errors) = await EmulatorProgram.FailAsync("--port", "0", "--data", file);

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith($"The data file {file} cannot be used: ");
    }

    [Theory]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("http")]
    public async Task A_wrong_port_is_an_error(string port)
    {
        var (exitCode, errors) = await EmulatorProgram.FailAsync("--port", port);

        exitCode.ShouldBe(1);
        errors[0].ShouldBe("--port takes a number from 0 to 65535.");
    }

    [Fact]
    public async Task The_user_s_ASPNETCORE_variables_open_no_other_door()
    {
        await using var program = await EmulatorProgram.StartAsync(
            ["--port", "0"],
            new(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = "http://0.0.0.0:0", ["ASPNETCORE_HTTP_PORTS"] = "0", ["Logging__LogLevel__Default"] = "Trace" });

        await program.Signal("TERM");
        await program.ExitCode;

        program.Output.Count.ShouldBe(2);
        program.Url.ShouldStartWith("http://127.0.0.1:");
    }

    private async Task<string> Create(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/api/create-project");
        request.Headers.TryAddWithoutValidation("Authorization", "token isat_x").ShouldBeTrue();
        request.Content = new StringContent("""{"repo_url": "git@github.com:o/r.git"}""", new MediaTypeHeaderValue("application/json"));
        using var response = await client.SendAsync(request, Cancel);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["projects"]![0]!["url"]!;
    }
}
