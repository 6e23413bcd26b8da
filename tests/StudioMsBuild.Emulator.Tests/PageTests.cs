using System.Text.Json.Nodes;

namespace StudioMsBuild.Emulator.Tests;

public class PageTests : EmulatorServerTest
{
    [Fact]
    public async Task The_empty_list_shows_how_to_register_in_bash_and_PowerShell()
    {
        var page = await Page("/");

        var commands = page.QuerySelectorAll("pre").Select(block => block.TextContent).ToList();
        commands[0].ShouldStartWith($"export DVC_STUDIO_URL={Studio.Url}\n");
        commands[1].ShouldStartWith($"$env:DVC_STUDIO_URL = \"{Studio.Url}\"\n");
    }

    [Fact]
    public async Task The_list_links_each_project_s_own_page_with_the_newest_first()
    {
        await Create("""{"repo_url": "git@github.com:o/older.git"}""");
        await Create("""{"repo_url": "git@github.com:o/newer.git"}""");

        var links = (await Page("/")).QuerySelectorAll("main h3 a");

        links.Select(link => link.TextContent).ShouldBe(["newer", "older"]);
        links.Select(link => link.GetAttribute("href")).ShouldBe(Studio.Projects.Select(project => project.Path));
    }

    [Fact]
    public async Task A_project_page_shows_repository_subdirectory_visibility_team_and_time()
    {
        var created = await Create("""{"repo_url": "https://github.com/o/r.git", "public": true, "team_name": "vision", "subdir": "models/churn", "name": "Churn"}""");

        var page = await Page(created.Url);

        page.QuerySelector("h1")!.TextContent.ShouldBe("Churn");
        var facts = page.QuerySelectorAll("dt").Select(term => (term.TextContent, term.NextElementSibling!.TextContent.Trim())).ToList();
        facts.ShouldContain(("Repository", "https://github.com/o/r.git"));
        facts.ShouldContain(("Subdirectory", "models/churn"));
        facts.ShouldContain(("Visibility", "Public: anyone can see it"));
        facts.ShouldContain(("Team", "vision"));
        DateTimeOffset.Parse(page.QuerySelector("dd time")!.GetAttribute("datetime")!, System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(Studio.Projects[0].Created);
    }

    [Fact]
    public async Task A_private_project_is_shown_as_private()
    {
        var created = await Create("""{"repo_url": "git@github.com:o/r.git"}""");

        var page = await Page(created.Url);

        page.QuerySelector("main")!.TextContent.ShouldContain("Private: only its user can see it");
    }

    [Theory]
    [InlineData("git@github.com:o/r.git", "https://github.com/o/r")]
    [InlineData("https://gitlab.example.org:8443/g/s/r.git", "https://gitlab.example.org:8443/g/s/r")]
    [InlineData("ssh://git@gitlab.com/g/r.git", "https://gitlab.com/g/r")]
    [InlineData("git@git.example.org:o/r.git", null)]
    public async Task The_repository_is_a_link_if_its_web_page_is_known(string repository, string? page)
    {
        var created = await Create(new JsonObject { ["repo_url"] = repository }.ToJsonString());

        (await Page(created.Url)).QuerySelector("dd a[rel]")?.GetAttribute("href").ShouldBe(page);
    }

    [Theory]
    [InlineData("vision")]
    [InlineData("My Team")]
    [InlineData("a/b")]
    [InlineData("100% <b>&?#")]
    [InlineData("équipe")]
    public async Task A_project_s_URL_works_for_any_team_name(string team)
    {
        var created = await Create(new JsonObject { ["repo_url"] = "git@github.com:o/r.git", ["team_name"] = team }.ToJsonString());

        (await Get(created.Url)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Markup_in_names_is_shown_as_text()
    {
        const string hostile = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;";
        var created = await Create(new JsonObject { ["repo_url"] = "git@github.com:o/r.git", ["name"] = hostile, ["subdir"] = hostile, ["team_name"] = hostile }.ToJsonString());

        foreach (var page in new[] { await Page("/"), await Page(created.Url) })
        {
            page.QuerySelectorAll("script, [onerror]").ShouldHaveSingleItem().GetAttribute("src").ShouldBe("/studio.js");
            page.QuerySelector("main")!.TextContent.ShouldContain(hostile);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/user/local/projects/none-aaaaaaaaaa")]
    [InlineData("/api/create-project")]
    [InlineData("/studio.css")]
    [InlineData("/studio.js")]
    [InlineData("/settings")]
    [InlineData("/_emulator/requests")]
    public async Task No_answer_may_run_or_load_anything_from_elsewhere_or_be_framed(string address)
    {
        var answer = await Get(address);

        answer.Headers["Content-Security-Policy"].ShouldBe("default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
    }

    [Fact]
    public async Task Everything_a_page_loads_comes_from_the_server_and_exists()
    {
        var page = await Page("/");

        foreach (var address in page.QuerySelectorAll("link[href], img[src], script[src]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!))
        {
            address.ShouldStartWith("/");
            (await Get(address)).Status.ShouldBe(200);
        }
    }

    [Fact]
    public async Task The_list_of_requests_shows_repository_subdirectory_and_team()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git", "team_name": "vision", "subdir": "models/churn"}""");
        await Create("[]");

        (await Page("/requests")).QuerySelectorAll(".what").Select(line => line.TextContent).ShouldBe(["git@github.com:o/r.git in models/churn, team vision"]);
    }

    [Theory]
    [InlineData("/user/local/projects/r-aaaaaaaaaa")]
    [InlineData("/nothing")]
    public async Task An_unknown_address_is_not_found(string address)
    {
        var answer = await Get(address);

        (answer.Status, answer.ContentType).ShouldBe((404, "text/html"));
    }

    [Fact]
    public async Task A_project_is_found_only_at_its_own_address()
    {
        var created = await Create("""{"repo_url": "git@github.com:o/r.git", "team_name": "vision"}""");

        (await Get(created.Url.Replace("/team/vision/", "/user/local/", StringComparison.Ordinal))).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task A_host_name_that_is_not_this_machine_s_is_rejected(string host) =>
        (await Get("/", host)).Status.ShouldBe(400);
}
