using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace StudioMsBuild.Testing;

/// <summary>
/// One of this repository's packages as 'dotnet pack' makes it, in a folder feed, with a version that no cache can know. Test modules,
/// and runs of unchanged sources, share it below artifacts/test-packages.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(2);

    private readonly TemporaryFolder home = new();
    private readonly string project;
    private readonly string shared;

    private PackageFeed(string project, string version, string shared) => (this.project, Version, this.shared, DotNet) = (project, version, shared, new(home.Path));

    public string Version { get; }

    public string Folder => Path.Combine(shared, "feed");

    public string Package => Path.Combine(Folder, $"{project}.{Version}.nupkg");

    /// <summary>Where the package is unpacked, for projects that import its targets by path.</summary>
    public string Unpacked => Path.Combine(shared, "unpacked");

    /// <summary>Where the package was built.</summary>
    public string BuildFolder => Path.Combine(shared, "build");

    /// <summary>Its symbols, where it has any.</summary>
    public string Symbols => Path.ChangeExtension(Package, ".snupkg");

    /// <summary>A dotnet whose packages folder starts empty: what a user's project restores comes from this feed.</summary>
    public DotNetCli DotNet { get; }

    /// <summary>There last: the package is complete.</summary>
    private string Complete => Path.Combine(shared, "complete");

    /// <param name="project">The package's name, which is the project's too.</param>
    /// <param name="root">The folder that has the project's.</param>
    /// <param name="version">The version of another package that this one goes with.</param>
    public static async Task<PackageFeed> PackAsync(string project = "StudioMsBuild", string root = "src", string? version = null)
    {
        var sources = await HashSourcesAsync();
        version ??= $"0.1.0-test.{sources}";
        var packages = Directory.CreateDirectory(SourceTree.File("artifacts/test-packages"));
        var feed = new PackageFeed(project, version, Path.Combine(packages.FullName, $"{project}.{version}.{sources[..8]}"));
        await using (await LockAsync(Path.Combine(packages.FullName, $"{project}.lock")))
        {
            if (!File.Exists(feed.Complete))
            {
                RemoveOld(packages, project);
                await feed.PackAsync($"{root}/{project}");
            }
        }
        return feed;
    }

    public void Dispose() => home.Dispose();

    private async Task PackAsync(string path)
    {
        if (Directory.Exists(shared))
            Directory.Delete(shared, recursive: true);
        Directory.CreateDirectory(Folder);
        var run = await DotNet.BuildAsync(
            SourceTree.Root,
            home.Path,
            [],
            "pack",
            path,
            "--output",
            Folder,
            // A build tree of its own: another test module, or an editor, may be building the checkout's obj and bin now.
            "--artifacts-path",
            BuildFolder,
            $"-p:Version={Version}",
            // The packages that the tests' own build restored are all it needs; the network has no part in it.
            $"-p:RestorePackagesPath={SourceTree.Packages}",
            $"-p:RestoreSources={Folder}",
            "-p:NuGetAudit=false");
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"dotnet pack failed:\n{run.Screen}");
        await ZipFile.ExtractToDirectoryAsync(Package, Unpacked);
        await File.WriteAllTextAsync(Complete, "");
    }

    /// <summary>A hash of all that a package is made from: the commit, which it names, each file that Git knows or would add, and the runtime.</summary>
    private static async Task<string> HashSourcesAsync()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add($"{Environment.Version} {await GitAsync("rev-parse", "HEAD")}");
        foreach (var file in (await GitAsync("ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", ".", ":!tests", ":!bench", ":!samples")).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            Add($"\n{file}\n");
            if (File.Exists(SourceTree.File(file)))
                hash.AppendData(await File.ReadAllBytesAsync(SourceTree.File(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    private static async Task<string> GitAsync(params string[] arguments)
    {
        var run = await HermeticProcess.RunAsync("git", ["-c", "safe.directory=*", .. arguments], SourceTree.Root, []);
        return run.ExitCode == 0 ? run.StandardOutput : throw new InvalidOperationException($"git failed: {run.StandardError}");
    }

    /// <summary>Another test module may be packing the same.</summary>
    private static async Task<FileStream> LockAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(100);
            }
        }
    }

    private static void RemoveOld(DirectoryInfo packages, string project)
    {
        foreach (var old in packages.EnumerateDirectories($"{project}.*").Where(folder => folder.LastWriteTimeUtc < DateTime.UtcNow - Kept))
            old.Delete(recursive: true);
    }
}
