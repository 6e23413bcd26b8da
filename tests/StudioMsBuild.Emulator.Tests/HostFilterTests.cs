namespace StudioMsBuild.Emulator.Tests;

/// <summary>What a web page of another site could try through a browser on this machine.</summary>
public class HostFilterTests : EmulatorServerTest
{
    public static TheoryData<string, string> Endpoints => new()
    {
        { "GET", "/" },
        { "GET", "/requests" },
        { "GET", "/studio.css" },
        { "GET", "/_emulator/requests" },
        { "DELETE", "/_emulator/requests" },
        { "DELETE", "/_emulator/projects" },
        { "POST", "/_emulator/requests/clear" },
        { "POST", "/_emulator/projects/clear" },
        { "POST", "/_emulator/faults" },
        { "PUT", "/_emulator/faults" },
        { "GET", "/_emulator/events" },
        { "GET", "/settings" },
        { "POST", "/api/create-project" },
        { "GET", "/user/local/projects/r-aaaaaaaaaa" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_host_name_that_is_not_this_machine_s_is_rejected_everywhere(string method, string address)
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
    public async Task An_IP_address_and_localhost_are_accepted(string host) => (await Get("/", host)).Status.ShouldBe(200);

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_script_or_form_of_another_origin_is_rejected_without_a_CORS_header(string method, string address)
    {
        foreach (var origin in (string[])["https://evil.example", "null", Studio.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)])
        {
            var answer = await Ask(HttpMethod.Parse(method), address, origin: origin);

            answer.Status.ShouldBe(403, origin);
            answer.Headers.Keys.ShouldNotContain(header => header.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_preflight_request_gets_no_CORS_header()
    {
        var answer = await Ask(HttpMethod.Options, "/api/create-project", origin: "https://evil.example");

        answer.Status.ShouldBe(403);
        answer.Headers.Keys.ShouldNotContain(header => header.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_rejected_request_is_not_recorded()
    {
        await Ask(HttpMethod.Post, "/api/create-project", origin: "https://evil.example");

        (await Requests()).ShouldBeEmpty();
    }
}
