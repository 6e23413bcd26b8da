[assembly: AssemblyFixture(typeof(StudioMsBuild.Emulator.BrowserTests.Chromium))]

namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>One Chromium of this machine for all tests; Playwright drives it, and downloads none.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    private static string? Program =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, "chromium"))
            .FirstOrDefault(File.Exists);

    /// <summary>The browser; without one the test is skipped, but not in CI.</summary>
    public IBrowser Browser
    {
        get
        {
            if (browser is null && Environment.GetEnvironmentVariable("CI") != "true")
                Assert.Skip("There is no Chromium on PATH: install the package chromium.");
            return browser ?? throw new InvalidOperationException("CI has no Chromium: .ci/run installs it.");
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Program is not { } program)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            // Root has no sandbox in a container; the rest keeps the browser off the network.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
