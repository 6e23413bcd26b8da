using Deque.AxeCore.Playwright;

namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>Every page, for people who see it in the dark, by a screen reader, on a phone or without a mouse.</summary>
public sealed class LookTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Hostile = "</title><script>document.title='broken'</script>\"'><img src=x onerror=alert(1)>&amp;\u202egnp.exe";

    public static TheoryData<ColorScheme, int> Windows => new()
    {
        { ColorScheme.Light, 1100 },
        { ColorScheme.Dark, 1100 },
        { ColorScheme.Light, 360 },
    };

    protected override EmulatorOptions Options => new() { User = "ada", Fail = "ok,ok,429-created,reset*" };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Axe_finds_no_violation_on_any_page(ColorScheme scheme, int width)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.SetViewportSizeAsync(width, 800);

        foreach (var address in (string[])["/", .. await Addresses()])
        {
            await GoTo(address);
            var found = await Page.RunAxe();
            found.Violations.ShouldBeEmpty($"{address}: {string.Join(", ", found.Violations.Select(violation => $"{violation.Id} ({violation.Help}) at {violation.Nodes[0].Html}"))}");
            found.Passes.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task A_narrow_window_does_not_scroll_sideways()
    {
        await Page.SetViewportSizeAsync(320, 700);

        foreach (var address in (string[])["/", "/requests", .. await Addresses()])
        {
            await GoTo(address);
            (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(320, address);
        }
    }

    [Fact]
    public async Task Markup_in_names_is_shown_as_text()
    {
        var project = await Register("git@github.com:o/r.git", Hostile, Hostile, Hostile);

        foreach (var address in (string[])["/", project, "/requests", "/requests/1"])
        {
            await GoTo(address);
            (await Page.Locator("script:not([src='/studio.js']), img[src=x], [onerror]").CountAsync()).ShouldBe(0, address);
            (await Page.TitleAsync()).ShouldEndWith(" · Local Studio");
            (await Page.Locator("main").TextContentAsync())!.ShouldContain("<img src=x onerror=alert(1)>&amp;", customMessage: address);
        }
    }

    [Fact]
    public async Task The_keyboard_can_skip_to_the_content_and_every_link_shows_its_focus()
    {
        await Register("git@github.com:o/r.git", "iris");
        await GoTo("/");

        await Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeInViewportAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Clear projects" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "iris" })).ToBeFocusedAsync();
        (await Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid");
    }

    [Fact]
    public async Task A_request_opens_by_the_keyboard()
    {
        await Register("git@github.com:o/older.git");
        await Register("git@github.com:o/newer.git");
        await GoTo("/requests");
        var older = Page.Locator("#request-1 pre").First;
        await Assertions.Expect(older).ToBeHiddenAsync();

        await Page.Locator("summary").Last.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(older).ToBeVisibleAsync();
    }

    /// <summary>Every kind of page, with something on it.</summary>
    private async Task<string[]> Addresses()
    {
        var project = await Register("https://github.com/example/iris-classifier.git", new string('x', 200), "vision", "models/a-name-that-is-long/and-a-folder-below-it", isPublic: true);
        var sibling = await Register("git@github.com:example/iris-classifier.git", "学習");
        await Register("git@github.com:example/iris-classifier.git");
        return ["/", project, sibling, "/requests", "/requests/1", "/requests/3", "/settings", Nowhere];
    }
}
