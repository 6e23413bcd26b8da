namespace StudioMsBuild.Testing;

/// <summary>One of this repository's packages as 'dotnet pack' makes it, in a folder feed, with a version that no cache can know.</summary>
public sealed class PackageFeed : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private readonly string project;

    private PackageFeed(string project, string version) => (this.project, Version, DotNet) = (project, version, new(folder["dotnet"]));

    public string Version { get; }

    public string Folder => folder["feed"];

    public string Package => Path.Combine(Folder, $"{project}.{Version}.nupkg");

    /// <summary>Where the package is unpacked, for projects that import its targets by path.</summary>
    public string Unpacked => folder["unpacked"];

    /// <summary>Where the package was built.</summary>
    public string BuildFolder => folder["artifacts"];

    /// <summary>Its symbols, where it has any.</summary>
    public string Symbols => Path.ChangeExtension(Package, ".snupkg");

    /// <summary>A dotnet whose packages folder starts empty: what a user's project restores comes from this feed.</summary>
    public DotNetCli DotNet { get; }

    /// <param name="project">The package's name, which is the project's too.</param>
    /// <param name="root">The folder that has the project's.</param>
    /// <param name="version">The version of another package that this one goes with.</param>
    public static async Task<PackageFeed> PackAsync(string project = "StudioMsBuild", string root = "src", string? version = null)
    {
        var feed = new PackageFeed(project, version ?? $"0.1.0-test.{Guid.NewGuid():N}");
        Directory.CreateDirectory(feed.Folder);
        var run = await feed.DotNet.BuildAsync(
            SourceTree.Root,
            feed.folder.Path,
            [],
            "pack",
            $"{root}/{project}",
            "--output",
            feed.Folder,
            // A build tree of its own: another test module, or an editor, may be building the checkout's obj and bin now.
            "--artifacts-path",
            feed.BuildFolder,
            $"-p:Version={feed.Version}",
            // The packages that the tests' own build restored are all it needs; the network has no part in it.
            $"-p:RestorePackagesPath={SourceTree.Packages}",
            $"-p:RestoreSources={feed.Folder}",
            "-p:NuGetAudit=false");
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"dotnet pack failed:\n{run.Screen}");
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(feed.Package, feed.Unpacked);
        return feed;
    }

    public void Dispose() => folder.Dispose();
}
