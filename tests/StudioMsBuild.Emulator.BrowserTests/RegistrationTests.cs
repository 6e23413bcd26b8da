namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>A real build of the packed StudioMsBuild, seen in the browser.</summary>
public sealed class RegistrationTests(Chromium chromium, Packed packed) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_registered_project_appears_on_the_open_page_with_its_request()
    {
        var feed = await packed.LibraryAsync();
        using var repository = UserRepository.Create(feed);
        repository.Set("DVC_STUDIO_URL", Studio.Url).Set("DVC_STUDIO_TOKEN", "isat_made-up");
        await GoTo("/");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "No projects yet" }));

        var run = await feed.DotNet.BuildAsync(repository.Path, repository.Box["logs"], repository.Environment, ["build", "-t:RegisterStudioProject"], Cancel);
        run.ExitCode.ShouldBe(0, run.Screen);
        await Expect(Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = UserRepository.Remote }));
        await Page.GetByRole(AriaRole.Link, new() { Name = "iris-classifier" }).ClickAsync();

        run.Output.ShouldContain($" -> Studio project {Page.Url}");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "iris-classifier", Level = 1 }));
        await Expect(Page.GetByText("User ada, with StudioMsBuild/"));
        await Page.GetByRole(AriaRole.Link, new() { Name = "Request 1" }).ClickAsync();
        await Expect(Page.GetByText($"\"repo_url\": \"{UserRepository.Remote}\""));
        await Expect(Page.GetByText("Sent; its value is not kept"));
    }

    private static Task Expect(ILocator locator) => Assertions.Expect(locator).ToBeVisibleAsync();
}
