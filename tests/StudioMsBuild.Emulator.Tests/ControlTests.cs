using System.Text;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>The buttons of the pages, and the same for scripts.</summary>
public class ControlTests : EmulatorServerTest
{
    private const string Body = """{"repo_url": "git@github.com:o/r.git"}""";

    [Fact]
    public async Task A_button_clears_the_requests_and_returns_to_their_page()
    {
        await Create(Body);
        var form = (await Page("/requests")).QuerySelector(".head form")!;

        var answer = await Submit(form.GetAttribute("action")!);

        (answer.Status, answer.Headers["Location"]).ShouldBe((303, "/requests"));
        (await Requests()).ShouldBeEmpty();
        Studio.Projects.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_button_clears_the_projects_and_returns_to_their_page()
    {
        await Create(Body);
        var form = (await Page("/")).QuerySelector(".head form")!;

        var answer = await Submit(form.GetAttribute("action")!);

        (answer.Status, answer.Headers["Location"]).ShouldBe((303, "/"));
        Studio.Projects.ShouldBeEmpty();
        (await Page("/requests/1")).QuerySelector("main")!.TextContent.ShouldContain("None created");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/requests")]
    public async Task An_empty_list_has_no_clear_button(string address) => (await Page(address)).QuerySelectorAll("button").ShouldBeEmpty();

    [Fact]
    public async Task DELETE_clears_the_projects_and_keeps_the_requests()
    {
        await Create(Body);

        (await Ask(HttpMethod.Delete, "/_emulator/projects")).Status.ShouldBe(204);

        Studio.Projects.ShouldBeEmpty();
        (await Requests()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task PUT_sets_the_faults_and_an_empty_list_clears_them()
    {
        (await Put("429,503*")).Status.ShouldBe(204);
        (await Statuses(3)).ShouldBe([429, 503, 503]);

        (await Put("")).Status.ShouldBe(204);
        (await Statuses(1)).ShouldBe([200]);
    }

    [Fact]
    public async Task PUT_rejects_an_unknown_fault_and_keeps_what_was_set()
    {
        await Put("503*");

        var answer = await Put("teapot");

        (answer.Status, ((string)answer.Json["detail"]!).Split('.')[0]).ShouldBe((400, "There is no fault teapot"));
        (await Statuses(1)).ShouldBe([503]);
    }

    [Fact]
    public async Task PUT_rejects_more_than_100_faults()
    {
        (await Put(string.Join(',', Enumerable.Repeat("503", 100)))).Status.ShouldBe(204);

        (await Put(string.Join(',', Enumerable.Repeat("503", 101)))).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("fault=503", "503")]
    [InlineData("fault=503&repeat=*", "503*")]
    [InlineData("fault=500&created=-created&delay=delay-", "delay-500-created")]
    [InlineData("fault=503&retry_after=0.5", "503:Retry-After=\"0.5\"")]
    [InlineData("fault=429&retry_after=Fri%2C%2027%20Nov%202026%2007%3A28%3A00%20GMT&repeat=*", "429:Retry-After=\"Fri, 27 Nov 2026 07:28:00 GMT\"*")]
    public async Task The_picker_sets_a_fault(string fields, string fault)
    {
        var answer = await Submit("/_emulator/faults", fields);

        (answer.Status, answer.Headers["Location"]).ShouldBe((303, "/settings"));
        var turns = (await Page("/settings")).QuerySelectorAll(".turns li").Select(turn => turn.TextContent);
        turns.ShouldBe([fault.TrimEnd('*'), fault.EndsWith('*') ? "the last one for ever" : "no more faults"]);
    }

    [Theory]
    [InlineData("fault=reset&retry_after=1")]
    [InlineData("fault=teapot")]
    [InlineData("fault=503&retry_after=%22")]
    [InlineData("fault=503&retry_after=a%0Ab")]
    public async Task The_picker_rejects_an_invalid_combination(string fields)
    {
        var answer = await Submit("/_emulator/faults", fields);

        (answer.Status, answer.ContentType).ShouldBe((400, "text/html"));
        answer.Body.ShouldContain("This combination is no fault");
        (await Statuses(1)).ShouldBe([200]);
    }

    [Fact]
    public async Task The_picker_offers_each_fault()
    {
        var offered = (await Page("/settings")).QuerySelectorAll("option").Select(option => option.GetAttribute("value"));

        offered.ShouldBe(Faults.Fault.Names);
    }

    [Fact]
    public async Task A_button_clears_the_faults()
    {
        await Put("503*");

        await Submit("/_emulator/faults");

        (await Statuses(1)).ShouldBe([200]);
        (await Page("/settings")).QuerySelectorAll(".turns").ShouldBeEmpty();
    }

    private Task<Answer> Put(string faults) => Send(HttpMethod.Put, "/_emulator/faults", new StringContent(faults));

    private Task<Answer> Submit(string address, string fields = "") =>
        Send(HttpMethod.Post, address, new StringContent(fields, Encoding.ASCII, "application/x-www-form-urlencoded"));

    private async Task<Answer> Send(HttpMethod method, string address, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, Studio.Url + address) { Content = content };
        request.Headers.Add("Origin", Studio.Url); // As a browser does from its page.
        return await Send(request);
    }

    private async Task<int[]> Statuses(int count)
    {
        var statuses = new int[count];
        for (var at = 0; at < count; at++)
            statuses[at] = (await Create(Body)).Status;
        return statuses;
    }
}
