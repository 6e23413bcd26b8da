using System.IO.Compression;
using System.Xml.Linq;

namespace Bench;

/// <summary>What every section measures with: the packed package and its peers in a folder feed, a Studio, and a home for dotnet; all gone when disposed.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    /// <summary>A package with one empty targets file: what any package costs.</summary>
    public const string EmptyPackage = "Empty";

    public const string Ours = "StudioMsBuild";

    /// <summary>The folder of the project that references no package.</summary>
    public const string FolderOfNone = "none";

    // What bench.csproj has fetched: packages that builds reference for other reasons.
    private static readonly Dictionary<string, string> Peers = XDocument.Load(SourceTree.File("bench/bench.csproj")).Descendants("PackageDownload")
        .ToDictionary(static download => download.Attribute("Include")!.Value, static download => download.Attribute("Version")!.Value.Trim('[', ']'), StringComparer.Ordinal);

    private readonly PackageFeed feed;

    private Workbench(PackageFeed feed, LocalStudio studio) => (this.feed, Studio) = (feed, studio);

    public LocalStudio Studio { get; }

    /// <summary>How often everything is measured.</summary>
    public required int Rounds { get; init; }

    /// <summary>The least that shows that every section still works.</summary>
    public required bool IsQuick { get; init; }

    public required Action<string> Progress { get; init; }

    /// <summary>Ours as it is unpacked, for projects that import its targets by path.</summary>
    public string Unpacked => feed.Unpacked;

    /// <summary>Where dotnet unpacks packages to.</summary>
    public string PackagesFolder => feed.DotNet.Environment["NUGET_PACKAGES"];

    /// <summary>Everything that is compared.</summary>
    public IEnumerable<string> Packages => IsQuick ? [EmptyPackage, Ours] : [EmptyPackage, Ours, .. Peers.Keys];

    public static async Task<Workbench> StartAsync(int rounds, bool isQuick, Action<string> progress)
    {
        progress("packing the package");
        var studio = await LocalStudio.StartAsync();
        var bench = new Workbench(await PackageFeed.PackAsync(), studio) { Rounds = rounds, IsQuick = isQuick, Progress = progress };
        await bench.AddEmptyPackageAsync();
        foreach (var (peer, version) in Peers)
        {
            var file = $"{peer}.{version}.nupkg".ToLowerInvariant();
            File.Copy(Path.Combine(SourceTree.Packages, peer.ToLowerInvariant(), version, file), Path.Combine(bench.feed.Folder, file));
        }

        return bench;
    }

    public string Version(string package) => package switch
    {
        EmptyPackage => "1.0.0",
        Ours => feed.Version,
        _ => Peers[package],
    };

    /// <summary>The package's file in the feed.</summary>
    public FileInfo PackageFile(string package) =>
        new(Directory.EnumerateFiles(feed.Folder).Single(file => Path.GetFileName(file).Equals($"{package}.{Version(package)}.nupkg", StringComparison.OrdinalIgnoreCase)));

    /// <summary>What a package is called in a table: another one with its version.</summary>
    public string Title(string package) => package is EmptyPackage or Ours ? package : $"{package} {Version(package)}";

    /// <summary>A new repository with a remote, in a world of its own: the feed is the only one, and nothing of the user's comes in.</summary>
    public MeasuredRepository NewRepository() => new(feed, Studio.Url);

    /// <summary>A new repository of projects that differ in one package reference; in <see cref="FolderOfNone"/> and <see cref="Folder"/>.</summary>
    public MeasuredRepository NewRepositoryOfPackages()
    {
        var repository = NewRepository();
        repository.Library(FolderOfNone, "");
        foreach (var package in Packages)
            repository.Library(Folder(package), $"""<ItemGroup><PackageReference Include="{package}" Version="{Version(package)}" PrivateAssets="all" /></ItemGroup>""");
        // Without it Nerdbank.GitVersioning has no version to make.
        repository.Write($"{Folder("Nerdbank.GitVersioning")}/version.json", """{ "version": "1.0" }""");
        repository.Commit();
        return repository;
    }

    /// <summary>The folder of the project that references this package.</summary>
    public static string Folder(string package) => $"with-{package}";

    public async ValueTask DisposeAsync()
    {
        await Studio.DisposeAsync();
        feed.Dispose();
    }

    private async Task AddEmptyPackageAsync()
    {
        await using var package = await ZipFile.OpenAsync(Path.Combine(feed.Folder, $"{EmptyPackage}.1.0.0.nupkg"), ZipArchiveMode.Create);
        await WriteAsync($"{EmptyPackage}.nuspec", $"<package><metadata><id>{EmptyPackage}</id><version>1.0.0</version><authors>-</authors><description>-</description></metadata></package>");
        await WriteAsync($"build/{EmptyPackage}.targets", "<Project />");

        async Task WriteAsync(string entry, string text)
        {
            await using var stream = await package.CreateEntry(entry).OpenAsync();
            await using var writer = new StreamWriter(stream);
            await writer.WriteAsync(text);
        }
    }
}
