[assembly: AssemblyFixture(typeof(StudioMsBuild.Emulator.BrowserTests.Packed))]

namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>The two packages of this checkout in folder feeds, and the tool installed from its own; made once, when first asked for.</summary>
public sealed class Packed : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task<PackageFeed>> library = new(PackageFeed.PackAsync);
    private readonly Lazy<Task> tool;

    public Packed()
    {
        DotNet = new(folder["dotnet"]);
        tool = new(InstallAsync);
    }

    /// <summary>A version that no cache can know.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    /// <summary>A dotnet with a home and a packages folder of its own.</summary>
    public DotNetCli DotNet { get; }

    public string Package => Path.Combine(Feed, $"StudioMsBuild.Emulator.{Version}.nupkg");

    /// <summary>The folder to put on PATH.</summary>
    public string ToolFolder => folder["tools"];

    private string Feed => folder["feed"];

    /// <summary>The package StudioMsBuild.</summary>
    public Task<PackageFeed> LibraryAsync() => library.Value;

    /// <summary>Has the package StudioMsBuild.Emulator packed and installed.</summary>
    public Task ToolAsync() => tool.Value;

    public async ValueTask DisposeAsync()
    {
        if (library.IsValueCreated)
            (await library.Value).Dispose();
        folder.Dispose();
    }

    private async Task InstallAsync()
    {
        Directory.CreateDirectory(Feed);
        await Run(
            SourceTree.Root,
            "pack",
            "src/StudioMsBuild.Emulator",
            "--output",
            Feed,
            // A build tree of its own: another test module may be building the checkout's now.
            "--artifacts-path",
            folder["artifacts"],
            $"-p:Version={Version}",
            $"-p:RestorePackagesPath={SourceTree.Packages}",
            $"-p:RestoreSources={Feed}",
            "-p:NuGetAudit=false");

        var sources = folder.Write("NuGet.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        await Run(folder.Path, "tool", "install", "StudioMsBuild.Emulator", "--tool-path", ToolFolder, "--version", Version, "--configfile", sources);
    }

    private async Task Run(string where, params string[] arguments)
    {
        var run = await HermeticProcess.RunAsync("dotnet", arguments, where, [.. DotNet.Environment, new("HOME", folder["home"])]);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {arguments[0]} failed:\n{run.StandardOutput}{run.StandardError}");
    }
}
