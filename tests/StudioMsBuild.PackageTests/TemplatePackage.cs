using System.IO.Compression;
using CliWrap.Buffered;

namespace StudioMsBuild.PackageTests;

/// <summary>The package of the template that goes with the packed package, installed where only these tests see it.</summary>
public sealed class TemplatePackage(PackedPackage package) : IAsyncLifetime
{
    private PackageFeed? feed;

    private PackageFeed Feed => feed ?? throw new InvalidOperationException("The template is not packed yet.");

    public async ValueTask InitializeAsync()
    {
        feed = await PackageFeed.PackAsync("StudioMsBuild.Templates", "templates", package.Feed.Version);
        await DotNetNewAsync(feed.Folder, [], "install", feed.Package);
    }

    public ValueTask DisposeAsync()
    {
        feed?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>From now on the repository's user can install the template by its name, in a home of its own, as from nuget.org.</summary>
    public void OfferTo(GitRepository repository, PackageFeed library) =>
        repository.Set("DOTNET_CLI_HOME", repository.Box["home"]).BuildsAlone(library.Folder, Feed.Folder);

    public ZipArchive Open() => ZipFile.OpenRead(Feed.Package);

    /// <summary>What 'dotnet new' prints with the template installed; fails where it does.</summary>
    public async Task<string> DotNetNewAsync(string folder, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var run = await TryDotNetNewAsync(folder, environment, arguments);
        run.ExitCode.ShouldBe(0, run.StandardOutput + run.StandardError);
        return run.StandardOutput;
    }

    /// <summary>Runs 'dotnet new' with the template installed.</summary>
    public Task<BufferedCommandResult> TryDotNetNewAsync(string folder, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        HermeticProcess.RunAsync("dotnet", ["new", .. arguments], folder, [.. environment, .. Feed.DotNet.Environment]);
}
