[assembly: AssemblyFixture(typeof(StudioMsBuild.Emulator.BrowserTests.Packed))]

namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>The two packages of this checkout in folder feeds, and the tool installed from its own; made once, when first asked for.</summary>
public sealed class Packed : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<PackageFeed>> library = new(() => PackageFeed.PackAsync());
    private readonly Lazy<Task<PackageFeed>> tool;

    public Packed() => tool = new(InstallAsync);

    /// <summary>The folder to put on PATH.</summary>
    public string ToolFolder => folder["tools"];

    /// <summary>The package StudioMsBuild.</summary>
    public Task<PackageFeed> LibraryAsync() => library.Value;

    /// <summary>The package StudioMsBuild.Emulator; its command is installed in <see cref="ToolFolder"/>.</summary>
    public Task<PackageFeed> ToolAsync() => tool.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var feed in new[] { library, tool }.Where(static feed => feed.IsValueCreated))
            (await feed.Value).Dispose();
        folder.Dispose();
    }

    private async Task<PackageFeed> InstallAsync()
    {
        var feed = await PackageFeed.PackAsync("StudioMsBuild.Emulator");
        var sources = folder.Write("NuGet.config", NuGetConfig.Of(feed.Folder));
        var run = await HermeticProcess.RunAsync(
            "dotnet",
            ["tool", "install", "StudioMsBuild.Emulator", "--tool-path", ToolFolder, "--version", feed.Version, "--configfile", sources],
            folder.Path,
            [.. feed.DotNet.Environment, new("HOME", folder["home"])]);
        return run.ExitCode == 0 ? feed : throw new InvalidOperationException($"dotnet tool install failed:\n{run.StandardOutput}{run.StandardError}");
    }
}
