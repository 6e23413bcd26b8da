namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>The pictures of docs/images; STUDIO_TEST_WRITE_SCREENSHOTS=1 writes them there.</summary>
public sealed class Screenshots(Chromium chromium) : BrowserTest(chromium)
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("STUDIO_TEST_WRITE_SCREENSHOTS") == "1";

    public static TheoryData<string, string, ColorScheme> Pictures => new()
    {
        { "projects", "/", ColorScheme.Light },
        { "projects-dark", "/", ColorScheme.Dark },
        { "project", "project", ColorScheme.Light },
        { "requests", "/requests", ColorScheme.Light },
        { "requests-dark", "/requests", ColorScheme.Dark },
        { "request", "/requests/5", ColorScheme.Light },
        { "settings", "/settings", ColorScheme.Light },
    };

    protected override EmulatorOptions Options => new()
    {
        User = "ada",
        Teams = ["vision", "speech"],
        Fail = "429-retry-after,500-created,ok,ok,ok,ok,ok,reset,delay-503:Retry-After=0.5",
        Latency = TimeSpan.FromMilliseconds(20),
    };

    protected override BrowserNewContextOptions Window => new() { ViewportSize = new() { Width = 1000, Height = 700 }, DeviceScaleFactor = 1.5f };

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task Each_page_has_a_screenshot(string name, string address, ColorScheme scheme)
    {
        await Register("https://github.com/example/iris-classifier.git", isPublic: true);
        await Register("https://github.com/example/iris-classifier.git");
        await Register("https://github.com/example/iris-classifier.git");
        await Register("git@github.com:example/speech-models.git", "Wake word", "speech", "models/wake-word");
        var project = await Register("git@github.com:example/speech-models.git", "Dictation", "speech", "models/dictation");
        await Register("https://gitlab.example.org/vision/defects.git", "Surface defects", "vision", isPublic: true);
        await Register("https://gitlab.example.org/vision/defects.git", team: "vison");

        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await GoTo(address == "project" ? project : address);
        var picture = await Page.ScreenshotAsync(new() { FullPage = true });

        (await Page.Locator("h1").CountAsync()).ShouldBe(1);
        if (Writes)
        {
            Directory.CreateDirectory(SourceTree.File("docs/images"));
            await File.WriteAllBytesAsync(SourceTree.File($"docs/images/emulator-{name}.png"), picture, Cancel);
        }
    }
}
