namespace StudioMsBuild.Emulator.Tests;

/// <summary>What a web page of others could try through a browser of this machine.</summary>
public class HostFilterTests : EmulatorServerTest
{
    public static TheoryData<string, string> Endpoints => new()
    {
        { "GET", "/" },
        { "GET", "/requests" },
        { "GET", "/studio.css" },
        { "GET", "/_emulator/requests" },
        { "DELETE", "/_emulator/requests" },
        { "POST", "/api/create-project" },
        { "GET", "/user/local/projects/r-aaaaaaaaaa" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_host_name_of_others_is_refused_everywhere(string method, string address)
    {
        foreach (var host in (string[])["evil.example", "127.0.0.1.evil.example", "localhost.evil.example"])
            (await Ask(HttpMethod.Parse(method), address, host)).Status.ShouldBe(400, host);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.2.1:8750")]
    [InlineData("[::1]:8750")]
    public async Task An_address_of_this_machine_is_let_in(string host) => (await Get("/", host)).Status.ShouldBe(200);

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_script_of_another_origin_is_refused_and_no_origin_is_invited(string method, string address)
    {
        foreach (var origin in (string[])["https://evil.example", "null", Studio.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)])
        {
            var answer = await Ask(HttpMethod.Parse(method), address, origin: origin);

            answer.Status.ShouldBe(403, origin);
            answer.Headers.Keys.ShouldNotContain(header => header.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_preflight_invites_nobody()
    {
        var answer = await Ask(HttpMethod.Options, "/api/create-project", origin: "https://evil.example");

        answer.Status.ShouldBe(403);
        answer.Headers.Keys.ShouldNotContain(header => header.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_is_refused_at_the_door_is_not_kept()
    {
        await Ask(HttpMethod.Post, "/api/create-project", origin: "https://evil.example");

        (await Requests()).ShouldBeEmpty();
    }
}
