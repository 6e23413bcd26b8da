namespace StudioMsBuild.Emulator.Tests;

/// <summary>Every method at every address in any case: an answer, and never an exception on stderr.</summary>
public class MethodAndPathTests
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"];

    private static readonly string[] Addresses =
    [
        "/", "/requests", "/REQUESTS", "/requests/1", "/Requests/1", "/studio.css", "/STUDIO.CSS", "/nothing",
        "/_emulator/requests", "/_EMULATOR/requests", "/_Emulator/Requests", "/%5Femulator/requests", "/_emulator/", "/_EMULATOR", "/_emulator/nothing",
        "/api/create-project", "/API/create-project", "/Api/Create-Project/", "/%61pi/create-project", "/api", "/API/", "/api/nothing",
        "/user/local/projects/r-aaaaaaaaaa", "/USER/local/PROJECTS/r-aaaaaaaaaa", "//api/create-project", "/_emulator//requests",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_combination_of_method_and_path_logs_an_exception()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        await using var program = await EmulatorProgram.StartAsync("--port", "0");

        foreach (var method in Methods)
        {
            foreach (var address in Addresses)
            {
                using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(program.Url + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
                request.Headers.TryAddWithoutValidation("Authorization", "token isat_made-up").ShouldBeTrue();
                using var answer = await client.SendAsync(request, Cancel);
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{method} {address}");
            }
        }

        await program.Signal("TERM");
        (await program.ExitCode).ShouldBe(0);
        program.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_that_disconnects_while_sending_logs_no_exception()
    {
        await using var program = await EmulatorProgram.StartAsync("--port", "0");
        foreach (var address in (string[])["/api/create-project", "/API/nothing", "/"])
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync("127.0.0.1", new Uri(program.Url).Port, Cancel);
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{{"), Cancel);
        }

        await program.Signal("TERM");
        (await program.ExitCode).ShouldBe(0);
        program.Errors.ShouldBeEmpty();
    }
}

/// <summary>The same, as the list of requests shows it.</summary>
public class PathCaseTests : EmulatorServerTest
{
    [Theory]
    [InlineData("/_EMULATOR/requests")]
    [InlineData("/_Emulator/Requests")]
    [InlineData("/%5Femulator/requests")]
    public async Task DELETE_clears_the_requests_in_any_case_and_is_not_recorded(string address)
    {
        await Create("{}");

        (await Ask(HttpMethod.Delete, address)).Status.ShouldBe(204);

        (await Requests()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/API/create-project")]
    [InlineData("/Api/Create-Project")]
    [InlineData("/%61pi/create-project")]
    public async Task Creating_works_in_any_case_and_is_recorded(string address)
    {
        (await Create("""{"repo_url": "git@github.com:o/r.git"}""", address: address)).Status.ShouldBe(200);

        (await Requests()).ShouldHaveSingleItem()!["projects"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("/API/nothing")]
    [InlineData("/_EMULATOR/nothing")]
    public async Task An_unknown_address_answers_with_JSON_in_any_case(string address)
    {
        var answer = await Get(address);

        (answer.Status, answer.ContentType).ShouldBe((404, "application/json"));
    }

    [Fact]
    public async Task A_GET_to_the_API_is_recorded_in_any_case()
    {
        await Get("/API/nothing");

        ((string)(await Requests()).ShouldHaveSingleItem()!["path"]!).ShouldBe("/API/nothing");
    }
}
