using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace StudioMsBuild.PackageTests;

/// <summary>The packages that clones of this repository make, of what is committed.</summary>
public sealed class ReproduciblePackage(PackedPackage package) : IDisposable
{
    private const string Remote = "https://github.com/ada/studiomsbuild.git";

    // GUID of the kind of debug information that Source Link is.
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private readonly GitRepository clones = GitRepository.None().Set("GIT_CONFIG_COUNT", "1").Set("GIT_CONFIG_KEY_0", "safe.directory").Set("GIT_CONFIG_VALUE_0", "*");

    public void Dispose() => clones.Dispose();

    [Fact]
    public async Task Two_clones_pack_the_same_bytes_with_no_folder_of_theirs_and_with_symbols_that_lead_to_the_sources()
    {
        var one = await PackAsync("one", ("TZ", "America/New_York"), ("CI", ""));
        var two = await PackAsync("a folder/of another depth", ("TZ", "Asia/Tokyo"), ("CI", "true"));

        foreach (var file in (string[])["StudioMsBuild.0.1.0.nupkg", "StudioMsBuild.0.1.0.snupkg"])
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(one, file), TestContext.Current.CancellationToken);
            var others = await File.ReadAllBytesAsync(Path.Combine(two, file), TestContext.Current.CancellationToken);
            bytes.SequenceEqual(others).ShouldBeTrue(file);
            using var archive = new ZipArchive(new MemoryStream(bytes));
            archive.EntriesWith(clones.Box.Path).ShouldBeEmpty(file);
        }

        ShouldHaveSourceLink(one);
    }

    [Fact]
    public async Task A_clone_without_a_remote_packs_offline_with_symbols_and_without_a_folder_of_its_own()
    {
        var folder = await PackAsync("one", configuration: "Debug", remote: null);

        foreach (var file in Directory.EnumerateFiles(folder, "*.*nupkg"))
        {
            using var archive = ZipFile.OpenRead(file);
            archive.EntriesWith(clones.Box.Path).ShouldBeEmpty(file);
        }

        using var symbols = ZipFile.OpenRead(Path.Combine(folder, "StudioMsBuild.0.1.0.snupkg"));
        symbols.GetEntry("tasks/net8.0/StudioMsBuild.pdb").ShouldNotBeNull();
    }

    private static void ShouldHaveSourceLink(string folder)
    {
        using var package = ZipFile.OpenRead(Path.Combine(folder, "StudioMsBuild.0.1.0.nupkg"));
        using var symbolPackage = ZipFile.OpenRead(Path.Combine(folder, "StudioMsBuild.0.1.0.snupkg"));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(Open(symbolPackage.Entries.Single(entry => entry.Name == "StudioMsBuild.pdb")));
        var symbols = provider.GetMetadataReader();
        var id = new BlobContentId(symbols.DebugMetadataHeader!.Id);

        // The IL and each image ask for this file, and none for another one.
        foreach (var entry in package.Entries.Where(entry => entry.Name == "StudioMsBuild.dll"))
        {
            using var image = new PEReader(Open(entry));
            var asked = image.ReadDebugDirectory().Single(debug => debug.Type == DebugDirectoryEntryType.CodeView && debug.IsPortableCodeView);
            image.ReadCodeViewDebugDirectoryData(asked).Guid.ShouldBe(id.Guid, entry.FullName);
        }

        var link = symbols.CustomDebugInformation.Select(symbols.GetCustomDebugInformation).Single(information => symbols.GetGuid(information.Kind) == SourceLink);
        Encoding.UTF8.GetString(symbols.GetBlobBytes(link.Value)).ShouldContain("https://raw.githubusercontent.com/ada/studiomsbuild/");
        symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name)).ShouldAllBe(name => name.StartsWith("/_/", StringComparison.Ordinal));
    }

    private static MemoryStream Open(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        var copy = new MemoryStream();
        content.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    private Task<string> PackAsync(string folder, params (string Variable, string Value)[] environment) => PackAsync(folder, "Release", Remote, environment);

    /// <returns>The folder of the packages.</returns>
    private async Task<string> PackAsync(string folder, string configuration, string? remote, params (string Variable, string Value)[] environment)
    {
        var clone = clones.Box[folder];
        clones.GitIn(clones.Box.Path, "clone", "--quiet", SourceTree.Root, clone);
        if (remote is null)
            clones.GitIn(clone, "remote", "remove", "origin");
        else
            clones.GitIn(clone, "remote", "set-url", "origin", remote);

        var run = await package.Feed.DotNet.BuildAsync(
            clone,
            clones.Box["logs"],
            [.. clones.Environment, .. environment.Select(variable => KeyValuePair.Create(variable.Variable, variable.Value))],
            "pack",
            "src/StudioMsBuild",
            "-c",
            configuration,
            // What the tests' own build restored is all that it needs; the network has no part in it.
            $"-p:RestorePackagesPath={SourceTree.Packages}",
            $"-p:RestoreSources={package.Feed.Folder}",
            "-p:NuGetAudit=false");
        run.ShouldSucceed();
        return Path.Combine(clone, "artifacts");
    }
}
