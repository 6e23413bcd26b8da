using System.IO.Compression;
using System.Xml.Linq;

namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>What 'dotnet pack' puts into the tool's package.</summary>
public sealed class ToolPackageTests(Packed packed) : IAsyncLifetime
{
    private PackageFeed feed = null!;
    private ZipArchive archive = null!;

    public async ValueTask InitializeAsync()
    {
        feed = await packed.ToolAsync();
        archive = await ZipFile.OpenReadAsync(feed.Package, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => archive.DisposeAsync();

    [Fact]
    public void The_package_holds_exactly_these_entries() =>
        archive.Entries.Select(entry => entry.FullName)
            .Where(entry => !entry.EndsWith(".psmdcp", StringComparison.Ordinal)) // its name is random
            .Select(entry => entry.Replace("tools/net10.0/any/", "any/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ShouldBe(((string[])[
                "README.md",
                "StudioMsBuild.Emulator.nuspec",
                "[Content_Types].xml",
                "_rels/.rels",
                "any/DotnetToolSettings.xml",
                "any/Microsoft.Data.Sqlite.dll",
                "any/SQLitePCLRaw.batteries_v2.dll",
                "any/SQLitePCLRaw.core.dll",
                "any/SQLitePCLRaw.provider.e_sqlite3.dll",
                "any/System.CommandLine.dll",
                .. Natives("linux-arm", "linux-arm64", "linux-armel", "linux-mips64", "linux-musl-arm", "linux-musl-arm64", "linux-musl-riscv64", "linux-musl-s390x", "linux-musl-x64", "linux-ppc64le", "linux-riscv64", "linux-s390x", "linux-x64", "linux-x86").Select(folder => $"{folder}libe_sqlite3.so"),
                .. Natives("osx-arm64", "osx-x64").Select(folder => $"{folder}libe_sqlite3.dylib"),
                .. Natives("win-arm64", "win-x64", "win-x86").Select(folder => $"{folder}e_sqlite3.dll"),
                "any/studio-emulator.deps.json",
                "any/studio-emulator.dll",
                "any/studio-emulator.runtimeconfig.json",
                "icon.png",
            ]).Order(StringComparer.Ordinal));

    [Fact]
    public void The_package_is_a_dotnet_tool_with_licence_readme_icon_and_description()
    {
        using var text = archive.GetEntry("StudioMsBuild.Emulator.nuspec")!.Open();
        var metadata = XDocument.Load(text).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element, StringComparer.Ordinal);

        metadata["packageTypes"].Elements().ShouldHaveSingleItem().Attribute("name")!.Value.ShouldBe("DotnetTool");
        metadata["license"].Value.ShouldBe("Apache-2.0");
        metadata["readme"].Value.ShouldBe("README.md");
        metadata["icon"].Value.ShouldBe("icon.png");
        metadata["description"].Value.ShouldStartWith("A local DVC Studio");
    }

    [Fact]
    public void The_package_contains_no_path_of_the_build_machine() => archive.EntriesWith(SourceTree.Root).ShouldBeEmpty();

    [Fact]
    public async Task The_installed_command_prints_the_packed_version()
    {
        var run = await HermeticProcess.RunAsync(Path.Combine(packed.ToolFolder, "studio-emulator"), ["--version"], packed.ToolFolder, feed.DotNet.Environment, TestContext.Current.CancellationToken);

        run.StandardOutput.ShouldStartWith(feed.Version);
        run.ExitCode.ShouldBe(0);
    }

    private static IEnumerable<string> Natives(params string[] platforms) => platforms.Select(platform => $"any/runtimes/{platform}/native/");
}
