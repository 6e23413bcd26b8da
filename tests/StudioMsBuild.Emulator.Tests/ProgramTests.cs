using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using StudioMsBuild.Emulator.Faults;
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
    public async Task Ctrl_C_and_SIGTERM_stop_the_emulator_with_exit_code_0(string signal)
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
    public async Task Each_create_request_is_logged_without_its_token()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0");

        var created = await Create(program.Url);
        await program.Signal("TERM");
        await program.ExitCode;

        program.Output[^1].ShouldBe($"POST /api/create-project 200, created {created.Split('/')[^1]}");
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
    public async Task A_port_that_is_taken_is_an_error_with_a_step()
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
        errors.ShouldHaveSingleItem().ShouldStartWith($"Cannot use the data file {file}: ");
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
        errors.ShouldHaveSingleItem().ShouldStartWith($"Cannot use the data file {file}: ");
    }

    [Theory]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("http")]
    public async Task A_wrong_port_is_an_error(string port)
    {
        var (exitCode, errors) = await EmulatorProgram.FailAsync("--port", port);

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldBe("--port takes a number from 0 to 65535.");
    }

    [Fact]
    public async Task The_ready_file_exists_while_the_emulator_answers_and_holds_the_url()
    {
        using var folder = new TemporaryFolder();
        var ready = folder["url"];
        await using var program = await EmulatorProgram.StartAsync("--port", "0", "--ready-file", ready);

        await Until(() => File.Exists(ready));
        (await File.ReadAllTextAsync(ready, Cancel)).ShouldBe($"{program.Url}\n");
        Directory.GetFileSystemEntries(folder.Path).ShouldBe([ready]);
        await program.Signal("TERM");
        await program.ExitCode;

        File.Exists(ready).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stale_ready_file_is_deleted_even_if_the_start_fails()
    {
        using var folder = new TemporaryFolder();
        var ready = folder.Write("url", "http://127.0.0.1:1\n");

        var (exitCode, _) = await EmulatorProgram.FailAsync("--ready-file", ready, "--port", "0", "--fail", "teapot");

        exitCode.ShouldBe(1);
        File.Exists(ready).ShouldBeFalse();
    }

    [Fact]
    public async Task A_ready_file_that_cannot_be_written_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, errors) = await EmulatorProgram.FailAsync("--port", "0", "--ready-file", folder["no-folder/url"]);

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith($"Cannot write the ready file {folder["no-folder/url"]}: ");
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task Listening_on_all_addresses_warns_and_prints_a_loopback_URL(string address)
    {
        Assert.SkipUnless(address != "::" || System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        await using var program = await EmulatorProgram.StartAsync(["--port", "0", "--bind", address], [], isSilent: false);

        program.Url.ShouldMatch("^http://127\\.0\\.0\\.1:[0-9]+$");
        (await client.GetAsync(new Uri(program.Url), Cancel)).IsSuccessStatusCode.ShouldBeTrue();
        await program.Signal("TERM");
        (await program.ExitCode).ShouldBe(0);
        program.Errors.ShouldHaveSingleItem().ShouldStartWith($"Warning: other machines can reach {address}.");
    }

    [Fact]
    public async Task Listening_on_another_loopback_address_does_not_warn()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0", "--bind", "127.0.0.2");

        program.Url.ShouldStartWith("http://127.0.0.2:");
        (await client.GetAsync(new Uri(program.Url), Cancel)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task An_address_of_another_machine_is_an_error_that_names_it()
    {
        // TEST-NET-1: nobody's.
        var (exitCode, errors) = await EmulatorProgram.FailAsync("--port", "0", "--bind", "192.0.2.1");

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("Cannot listen on 192.0.2.1, port 0: ");
    }

    [Theory]
    [InlineData("--bind", "localhost", "--bind takes an IP address, like 0.0.0.0 or ::1.")]
    [InlineData("--latency", "-1", "--latency takes milliseconds, from 0 to 65535.")]
    [InlineData("--max-projects", "0", "--max-projects takes a number from 1 to 10000.")]
    [InlineData("--max-projects", "10001", "--max-projects takes a number from 1 to 10000.")]
    [InlineData("--tokn", "isat_secret", "There is no option --tokn. Run 'studio-emulator --help' for the options.")]
    [InlineData("--quiet", "isat_secret", "There is an argument that belongs to no option. Run 'studio-emulator --help' for the options.")]
    [InlineData("--quiet", "--port", "--port needs a value. Run 'studio-emulator --help' for the options.")]
    [InlineData("--latency", "1s", "--latency takes milliseconds, from 0 to 65535.")]
    [InlineData("--user", "..", "--user takes a name of at most 256 characters.")]
    [InlineData("--team", " ", "--team takes a name of at most 256 characters.")]
    public async Task A_wrong_value_is_one_line_with_the_right_ones(string option, string value, string error)
    {
        var (exitCode, errors) = await EmulatorProgram.FailAsync(option, value);

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldBe(error);
    }

    [Fact]
    public async Task The_help_is_wrapped_and_lists_each_fault_with_its_summary()
    {
        var help = await EmulatorProgram.HelpAsync();

        help.ShouldAllBe(line => line.Length <= 100);
        foreach (var (name, summary) in Fault.Summaries)
            help.ShouldContain($"    {name,-24}{summary}");
    }

    [Fact]
    public async Task The_project_limit_can_be_set()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0", "--max-projects", "1");

        await Create(program.Url);

        (await Status(program.Url, "isat_x")).ShouldBe(400);
    }

    [Fact]
    public async Task A_wrong_token_is_an_error_that_does_not_repeat_it()
    {
        var (exitCode, errors) = await EmulatorProgram.FailAsync("--token", "isat_secret=ADMIN");

        exitCode.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("--token takes [USER:]TOKEN[=SCOPE,…]");
        errors.ShouldAllBe(line => !line.Contains("isat_secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_tokens_and_teams_of_the_command_line_are_accepted()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0", "--user", "ci", "--token", "isat_x", "--token", "ada:isat_ada", "--token", "isat_login=MODELS", "--team", "vision", "--team", "speech");

        (await Create(program.Url)).ShouldContain("/user/ci/");
        (await Create(program.Url, "isat_ada")).ShouldContain("/user/ada/");
        (await Create(program.Url, "isat_ada", "speech")).ShouldContain("/team/speech/");
        (await Status(program.Url, "isat_login")).ShouldBe(400);
        (await Status(program.Url, "isat_other")).ShouldBe(401);
        (await Status(program.Url, "isat_x", "vison")).ShouldBe(400);
    }

    [Fact]
    public async Task Latency_makes_each_create_request_take_longer()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0", "--latency", "700");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        await Create(program.Url);

        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(700);
    }

    [Fact]
    public async Task Everything_answered_before_a_kill_is_kept()
    {
        using var folder = new TemporaryFolder();
        var answered = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using (var first = await EmulatorProgram.StartAsync("--port", "0", "--quiet", "--data", folder["studio.db"]))
        {
            // Killed in the middle of eight clients that register one after the other.
            var registering = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                while (true)
                    answered.Add(new Uri(await Create(first.Url)).AbsolutePath);
            }, Cancel)).ToArray();
            await Until(() => answered.Count > 40);
            await first.Signal("KILL");
            await Should.ThrowAsync<HttpRequestException>(Task.WhenAll(registering));
        }

        await using var second = await EmulatorProgram.StartAsync("--port", "0", "--quiet", "--data", folder["studio.db"]);
        var requests = JsonNode.Parse(await client.GetStringAsync(new Uri($"{second.Url}/_emulator/requests"), Cancel))!["requests"]!.AsArray();
        var kept = requests.Where(request => (int?)request!["status"] == 200).Select(request => new Uri((string)request!["answer"]!["projects"]![0]!["url"]!).AbsolutePath).ToHashSet(StringComparer.Ordinal);

        answered.ShouldBeSubsetOf(kept, StringComparer.Ordinal);
        foreach (var path in answered)
            (await client.GetAsync(new Uri(second.Url + path), Cancel)).IsSuccessStatusCode.ShouldBeTrue(path);
    }

    [Fact]
    public async Task The_user_s_ASPNETCORE_variables_open_no_other_port()
    {
        await using var program = await EmulatorProgram.StartAsync(
            ["--port", "0"],
            new(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = "http://0.0.0.0:0", ["ASPNETCORE_HTTP_PORTS"] = "0", ["Logging__LogLevel__Default"] = "Trace" });

        await program.Signal("TERM");
        await program.ExitCode;

        program.Output.Count.ShouldBe(2);
        program.Url.ShouldStartWith("http://127.0.0.1:");
    }

    private static async Task Until(Func<bool> isSo)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!isSo())
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Task.Delay(10, Cancel);
        }
    }

    private async Task<string> Create(string url, string token = "isat_x", string? team = null)
    {
        using var answer = await Post(url, token, team);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["projects"]![0]!["url"]!;
    }

    private async Task<int> Status(string url, string token, string? team = null)
    {
        using var answer = await Post(url, token, team);
        return (int)answer.StatusCode;
    }

    private async Task<HttpResponseMessage> Post(string url, string token, string? team)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/api/create-project");
        request.Headers.TryAddWithoutValidation("Authorization", $"token {token}").ShouldBeTrue();
        var body = new JsonObject { ["repo_url"] = "git@github.com:o/r.git" };
        if (team is not null)
            body["team_name"] = team;
        request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        return await client.SendAsync(request, Cancel);
    }
}
