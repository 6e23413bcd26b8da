namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>Open pages keep up with what happens, and lose nothing of what their reader did.</summary>
public sealed class LiveTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_project_appears_on_the_open_page_and_is_marked_when_it_is_registered_again()
    {
        await GoTo("/");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "No projects yet" })).ToBeVisibleAsync();

        await Register("git@github.com:o/iris.git");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "iris" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "No projects yet" })).ToHaveCountAsync(0);

        await Register("https://github.com/o/iris");
        await Expect(Page.GetByText("Duplicate, 2 of 2")).ToBeVisibleAsync();
        await Expect(Page.GetByText("1 project is a duplicate.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_refresh_keeps_focus_and_opened_details()
    {
        await Register("git@github.com:o/first.git");
        await Register("git@github.com:o/second.git");
        await GoTo("/requests");
        await Page.Locator("#request-2 summary").ClickAsync(); // Closes the newest, which is open.
        await Page.Locator("#request-1 summary").ClickAsync();
        await Page.Locator("#request-1 h2 a").FocusAsync();

        await Register("git@github.com:o/third.git");
        await Expect(Page.Locator("#request-3")).ToBeVisibleAsync();

        await Expect(Page.Locator("#request-3 details")).ToHaveAttributeAsync("open", "");
        await Expect(Page.Locator("#request-2 details")).Not.ToHaveAttributeAsync("open", "");
        await Expect(Page.Locator("#request-1 details")).ToHaveAttributeAsync("open", "");
        await Expect(Page.Locator("#request-1 h2 a")).ToBeFocusedAsync();
        (await Page.Locator("li.request h2").AllTextContentsAsync()).ShouldBe(["Request 3", "Request 2", "Request 1"]);
    }

    [Fact]
    public async Task A_refresh_keeps_what_was_typed_into_a_form()
    {
        await GoTo("/settings");
        await Page.GetByLabel("Fault", new() { Exact = true }).SelectOptionAsync("503");
        await Page.GetByLabel("Retry-After").FillAsync("0.5");

        var version = await Page.Locator("html").GetAttributeAsync("data-version");
        await Register("git@github.com:o/r.git");
        await Expect(Page.Locator("html")).Not.ToHaveAttributeAsync("data-version", version!);

        await Expect(Page.GetByLabel("Retry-After")).ToHaveValueAsync("0.5");
        await Expect(Page.GetByLabel("Fault", new() { Exact = true })).ToHaveValueAsync("503");
    }

    [Fact]
    public async Task The_form_sets_a_fault_and_the_button_clears_it()
    {
        await GoTo("/settings");
        await Page.GetByLabel("Fault", new() { Exact = true }).SelectOptionAsync("503");
        await Page.GetByLabel("Retry-After").FillAsync("0.5");
        await Page.GetByLabel("For every create request").CheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Set fault" }).ClickAsync();
        await Expect(Page.GetByText("Faults are on.")).ToBeVisibleAsync();

        (await Register("git@github.com:o/r.git")).ShouldBe("");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear faults" }).ClickAsync();
        await Expect(Page.GetByText("Faults are on.")).ToHaveCountAsync(0);

        (await Register("git@github.com:o/r.git")).ShouldStartWith("/user/ada/projects/r-");
    }

    [Fact]
    public async Task Buttons_clear_the_projects_and_the_requests()
    {
        await Register("git@github.com:o/r.git");

        await GoTo("/");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear projects" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "No projects yet" })).ToBeVisibleAsync();

        await GoTo("/requests");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear requests" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "No requests yet" })).ToBeVisibleAsync();
        Page.Url.ShouldBe($"{Studio.Url}/requests");
    }

    [Fact]
    public async Task Relative_times_update_by_themselves()
    {
        await Page.Clock.InstallAsync();
        await Register("git@github.com:o/r.git");
        await GoTo("/");
        var time = Page.Locator("main time");
        (await time.TextContentAsync())!.ShouldMatch("^(just now|[0-9]+ seconds? ago)$");
        (await time.GetAttributeAsync("title"))!.ShouldEndWith(" UTC");

        await Page.Clock.FastForwardAsync("02:03:10");

        await Expect(time).ToHaveTextAsync("2 hours ago");
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}

/// <summary>Every page works in a browser that runs no script.</summary>
public sealed class NoScriptTests(Chromium chromium) : BrowserTest(chromium)
{
    protected override BrowserNewContextOptions Window => new() { JavaScriptEnabled = false };

    [Fact]
    public async Task Pages_forms_and_details_work_without_script()
    {
        await GoTo("/");
        await Assertions.Expect(Page.GetByText("Without script, reload it.")).ToBeVisibleAsync();
        await Register("git@github.com:o/iris.git");
        await Page.ReloadAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "iris" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Request 1" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Back to requests" }).ClickAsync();
        await Page.Locator("#request-1 summary").ClickAsync();
        await Assertions.Expect(Page.GetByText("Request body")).ToBeHiddenAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Set fault" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Faults are on.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Requests" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear requests" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "No requests yet" })).ToBeVisibleAsync();
    }
}
