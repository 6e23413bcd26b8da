using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using StudioMsBuild.Testing;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>However much a client sends, what is kept and what one answer holds stay small.</summary>
public sealed class LimitTests : EmulatorServerTest
{
    private const int Megabyte = 1 << 20;

    protected override EmulatorOptions Options => new() { MaxProjects = 120 };

    [Fact]
    public async Task Of_3000_requests_of_65_KB_the_newest_16_MB_are_kept_and_the_others_counted()
    {
        await Parallel.ForAsync(0, 3000, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (_, _) => await Create(BodyOf(65_000)));

        var first = (await Get("/_emulator/requests")).Json;
        var kept = (int)first["total"]!;
        kept.ShouldBeInRange(200, 260);
        ((int)first["dropped"]!).ShouldBe(3000 - kept);
        ((int)first["requests"]![0]!["id"]!).ShouldBe(3000 - kept + 1);
        (await Page("/requests")).QuerySelector("main")!.TextContent.ShouldContain($"{3000 - kept} older requests were dropped. The emulator keeps the newest 10,000 requests, and 16 MB of them.");
    }

    [Fact]
    public async Task The_data_file_does_not_grow_beyond_what_is_kept()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await EmulatorServer.StartAsync(new() { Port = 0, DataFile = folder["studio.db"] }, Cancel);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        // 6 MB as they come, and 36 MB as the JSON that is kept of them.
        for (var at = 0; at < 100; at++)
        {
            using var body = new ByteArrayContent(Encoding.ASCII.GetBytes(new string('\u0001', 60_000)));
            using var answer = await client.PostAsync(new Uri($"{studio.Url}/api/create-project"), body, Cancel);
        }

        new FileInfo(folder["studio.db"]).Length.ShouldBeLessThan(20 * Megabyte);
    }

    [Fact]
    public async Task A_long_method_path_and_client_name_are_recorded_shortened()
    {
        using var request = new HttpRequestMessage(new HttpMethod(new string('M', 2000)), $"{Studio.Url}/api/{new string('p', 5000)}");
        request.Headers.TryAddWithoutValidation("User-Agent", new string('u', 9000)).ShouldBeTrue();
        await Send(request);

        var recorded = (await Requests()).ShouldHaveSingleItem()!;
        ((string)recorded["method"]!).Length.ShouldBe(32);
        ((string)recorded["path"]!).Length.ShouldBe(2048);
        ((string)recorded["user_agent"]!).Length.ShouldBe(256);
    }

    [Fact]
    public async Task A_page_of_requests_is_at_most_about_1_MB_and_links_to_the_next()
    {
        for (var at = 0; at < 60; at++)
            await Create(BodyOf(60_000));

        var ids = new List<int>();
        for (var next = "/_emulator/requests"; next is not null;)
        {
            var answer = await Get(next);
            Encoding.UTF8.GetByteCount(answer.Body).ShouldBeLessThan(Megabyte + 16_384);
            ids.AddRange(answer.Json["requests"]!.AsArray().Select(request => (int)request!["id"]!));
            next = (string?)answer.Json["next"];
        }

        ids.ShouldBe(Enumerable.Range(1, 60));
    }

    [Fact]
    public async Task A_page_lists_at_most_100_requests()
    {
        for (var at = 0; at < 101; at++)
            await Create("{}");

        var page = (await Get("/_emulator/requests")).Json;

        page["requests"]!.AsArray().Count.ShouldBe(100);
        ((int)page["total"]!, (int)page["dropped"]!, (string)page["next"]!).ShouldBe((101, 0, $"{Studio.Url}/_emulator/requests?after=100"));
        var last = (await Get((string)page["next"]!)).Json;
        (last["requests"]!.AsArray().Count, last["next"]).ShouldBe((1, null));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public async Task An_invalid_cursor_is_an_error(string after)
    {
        var answer = await Get($"/_emulator/requests?after={after}");

        (answer.Status, (string)answer.Json["detail"]!).ShouldBe((400, "after takes the id of a request."));
    }

    [Fact]
    public async Task Clearing_resets_the_count_of_dropped_requests()
    {
        for (var at = 0; at < 300; at++)
            await Create(BodyOf(65_000));
        await Ask(HttpMethod.Delete, "/_emulator/requests");
        await Create("{}");

        var page = (await Get("/_emulator/requests")).Json;

        ((int)page["total"]!, (int)page["dropped"]!).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\u0001')]
    [InlineData('<')]
    [InlineData('é')]
    public async Task Web_pages_stay_small_for_any_body(char character)
    {
        for (var at = 0; at < 30; at++)
            await Create(new string(character, 30_000));
        await Create(new JsonObject { ["name"] = new string(character, 9_000) }.ToJsonString());

        foreach (var address in (string[])["/requests", "/requests?before=25"])
            (await Get(address)).Body.Length.ShouldBeLessThan(Megabyte / 2, address);
        foreach (var id in (int[])[30, 31])
            (await Get($"/requests/{id}")).Body.Length.ShouldBeLessThan(Megabyte, $"{id}");
    }

    [Fact]
    public async Task Indenting_a_nested_body_does_not_make_its_page_large()
    {
        await Create(new string('[', 30) + string.Join(',', Enumerable.Repeat("1", 20_000)) + new string(']', 30));

        (await Get("/requests/1")).Body.Length.ShouldBeLessThan(Megabyte);
    }

    [Fact]
    public async Task A_deeply_nested_body_is_recorded_as_a_string()
    {
        await Create(new string('[', 60) + new string(']', 60));

        ((string)(await Requests()).Single()!["body"]!).ShouldStartWith("[[[");
    }

    [Fact]
    public async Task The_request_pages_link_from_the_newest_to_the_oldest()
    {
        for (var at = 0; at < 45; at++)
            await Create("{}");

        var shown = new List<string>();
        for (var next = "/requests"; next is not null;)
        {
            var page = await Page(next);
            shown.AddRange(page.QuerySelectorAll("li.request h2").Select(heading => heading.TextContent));
            next = page.QuerySelectorAll(".pager a").SingleOrDefault(link => link.TextContent == "Older requests")?.GetAttribute("href");
        }

        shown.ShouldBe(Enumerable.Range(1, 45).Reverse().Select(id => string.Create(CultureInfo.InvariantCulture, $"Request {id}")));
    }

    [Fact]
    public async Task The_list_of_projects_comes_in_pages_of_50()
    {
        for (var at = 0; at < 120; at++)
            await Create(new JsonObject { ["repo_url"] = "git@github.com:o/r.git", ["name"] = $"{at}-{new string('<', 250)}", ["team_name"] = new string('&', 256) }.ToJsonString());

        var paths = new List<string>();
        for (var next = "/"; next is not null;)
        {
            (await Get(next)).Body.Length.ShouldBeLessThan(Megabyte / 2);
            var page = await Page(next);
            page.QuerySelector("h1")!.TextContent.ShouldBe("Projects 120");
            page.QuerySelector("h2 .count")!.TextContent.ShouldBe("120");
            paths.AddRange(page.QuerySelectorAll("li.project h3 a").Select(link => link.GetAttribute("href")!));
            next = page.QuerySelectorAll(".pager a").SingleOrDefault(link => link.TextContent == "Next page")?.GetAttribute("href");
        }

        paths.ShouldBe(Studio.Projects.Select(project => project.Path));
        (await Get(paths[0])).Body.Length.ShouldBeLessThan(Megabyte / 2);
    }

    [Theory]
    [InlineData("/?page=0")]
    [InlineData("/?page=-3")]
    [InlineData("/?page=2147483647")]
    [InlineData("/?page=99999999999999999999")]
    [InlineData("/?page=x")]
    [InlineData("/requests?before=x")]
    [InlineData("/requests?before=-1")]
    public async Task A_page_number_out_of_range_shows_an_existing_page(string address) => (await Get(address)).Status.ShouldBe(200);

    [Fact]
    public async Task Creating_beyond_the_project_limit_is_an_error_that_names_it()
    {
        const string body = """{"repo_url": "git@github.com:o/r.git"}""";
        await Parallel.ForAsync(0, 130, Cancel, async (_, _) => await Create(body));

        var answer = await Create(body);

        (answer.Status, (string)answer.Json["detail"]!).ShouldBe((400, "Project limit reached: this Studio allows at most 120 projects (maxViews)."));
        Studio.Projects.Count.ShouldBe(120);
    }

    private static string BodyOf(int length)
    {
        const string start = """{"repo_url": "git@github.com:o/r.git", "team_name": 5, "note": """;
        return $"{start}\"{new string('x', length - start.Length - 3)}\"}}";
    }
}
