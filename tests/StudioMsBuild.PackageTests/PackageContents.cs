using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace StudioMsBuild.PackageTests;

/// <summary>What 'dotnet pack' puts into the package, and what it leaves out.</summary>
public sealed class PackageContents(PackedPackage package) : IDisposable
{
    // An image's header has its processor and, by exclusive or, its operating system.
    private const int MachineOfWindows = 0;
    private const int MachineOfLinux = 0x7B79;
    private const int MachineOfMacOS = 0x4644;

    private readonly ZipArchive archive = ZipFile.OpenRead(package.Feed.Package);

    public void Dispose() => archive.Dispose();

    [Fact]
    public void The_package_holds_exactly_these_entries() =>
        archive.Entries.Select(entry => entry.FullName)
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "README.md",
                "Sdk/Alone.targets",
                "Sdk/Sdk.props",
                "Sdk/Sdk.targets",
                "Sdk/project.assets.json",
                "StudioMsBuild.nuspec",
                "[Content_Types].xml",
                "_rels/.rels",
                "build/StudioMsBuild.targets",
                "build/StudioMsBuild.targets.buildschema.json",
                "buildMultiTargeting/StudioMsBuild.targets",
                "buildMultiTargeting/StudioMsBuild.targets.buildschema.json",
                "icon.png",
                "package/services/metadata/core-properties/nuget.psmdcp",
                "tasks/net10.0/linux-arm64/StudioMsBuild.dll",
                "tasks/net10.0/linux-x64/StudioMsBuild.dll",
                "tasks/net10.0/osx-arm64/StudioMsBuild.dll",
                "tasks/net10.0/win-x64/StudioMsBuild.dll",
                "tasks/net8.0/StudioMsBuild.dll",
            ]);

    [Fact]
    public void The_package_is_not_larger_than_2_and_a_half_MB() =>
        new FileInfo(package.Feed.Package).Length.ShouldBeLessThanOrEqualTo(5 * 1024 * 1024 / 2);

    [Fact]
    public void The_package_stays_a_development_dependency_that_depends_on_nothing()
    {
        var metadata = Metadata();

        Value(metadata, "developmentDependency").ShouldBe("true");
        metadata.Descendants().Where(element => element.Name.LocalName is "dependency" or "group" or "frameworkReference").ShouldBeEmpty();
    }

    [Fact]
    public void The_package_names_its_licence_readme_and_icon()
    {
        var metadata = Metadata();

        Value(metadata, "license").ShouldBe("Apache-2.0");
        Element(metadata, "license").Attribute("type")!.Value.ShouldBe("expression");
        Value(metadata, "readme").ShouldBe("README.md");
        Value(metadata, "icon").ShouldBe("icon.png");
    }

    [Fact]
    public async Task The_package_names_the_commit_that_it_was_packed_from()
    {
        var head = await HermeticProcess.RunAsync("git", ["-c", "safe.directory=*", "rev-parse", "HEAD"], SourceTree.Root, [], TestContext.Current.CancellationToken);
        var repository = Element(Metadata(), "repository");

        repository.Attribute("type")!.Value.ShouldBe("git");
        repository.Attribute("url")!.Value.ShouldStartWith("https://");
        repository.Attribute("commit")!.Value.ShouldBe(head.StandardOutput.Trim());
    }

    [Fact]
    public void The_targets_are_the_same_for_single_and_multi_targeted_projects() =>
        Text("buildMultiTargeting/StudioMsBuild.targets").ShouldBe(Text("build/StudioMsBuild.targets"));

    /// <summary>An SDK-style project reads the targets of buildMultiTargeting; the MSBuild Editor looks for the schema beside the file that it reads.</summary>
    [Fact]
    public void The_editors_schema_is_beside_every_copy_of_the_targets()
    {
        var copies = archive.Entries.Where(entry => entry.Name == "StudioMsBuild.targets").Select(entry => entry.FullName).ToList();

        copies.Count.ShouldBe(2);
        foreach (var copy in copies)
            archive.GetEntry($"{copy}.buildschema.json").ShouldNotBeNull();
    }

    [Fact]
    public void The_task_references_only_the_engine_and_the_framework()
    {
        using var image = Task();
        var metadata = image.GetMetadataReader();

        metadata.AssemblyReferences
            .Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))
            .Where(reference => !IsFramework(reference))
            .Order(StringComparer.Ordinal)
            .ShouldBe(["Microsoft.Build.Framework", "Microsoft.Build.Utilities.Core"]);
    }

    [Fact]
    public void The_task_asks_for_no_newer_engine_than_the_one_of_SDK_8()
    {
        using var image = Task();
        var metadata = image.GetMetadataReader();

        // Every Microsoft.Build assembly since 15.1 says 15.1; a newer number would not load in an older engine.
        foreach (var reference in metadata.AssemblyReferences.Select(metadata.GetAssemblyReference))
        {
            var version = metadata.GetString(reference.Name).StartsWith("Microsoft.Build", StringComparison.Ordinal) ? new Version(15, 1, 0, 0) : new Version(8, 0, 0, 0);
            reference.Version.ShouldBeLessThanOrEqualTo(version, metadata.GetString(reference.Name));
        }
    }

    [Fact]
    public void The_task_runs_on_dotnet_8()
    {
        using var image = Task();
        var metadata = image.GetMetadataReader();
        var framework = metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(metadata.GetCustomAttribute)
            .Select(attribute => metadata.GetBlobReader(attribute.Value))
            .Select(blob => blob.Length > 4 ? blob.ReadUTF8(blob.Length) : "");

        framework.ShouldContain(value => value.Contains(".NETCoreApp,Version=v8.0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("linux-arm64", MachineOfLinux, Machine.Arm64)]
    [InlineData("linux-x64", MachineOfLinux, Machine.Amd64)]
    [InlineData("osx-arm64", MachineOfMacOS, Machine.Arm64)]
    [InlineData("win-x64", MachineOfWindows, Machine.Amd64)]
    public void An_image_is_the_same_task_compiled_for_its_system(string system, int operatingSystem, Machine processor)
    {
        using var task = Task();
        using var image = Task($"net10.0/{system}");

        Mvid(image).ShouldBe(Mvid(task));
        ((int)image.PEHeaders.CoffHeader.Machine).ShouldBe((int)processor ^ operatingSystem);
        image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBePositive();
        task.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size.ShouldBe(0);
    }

    [Fact]
    public void Nothing_in_the_package_shows_where_it_was_built()
    {
        archive.EntriesWith(SourceTree.Root).ShouldBeEmpty();
        archive.EntriesWith(package.Feed.BuildFolder).ShouldBeEmpty();
    }

    private static bool IsFramework(string assembly) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, assembly + ".dll"));

    private static XElement Element(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name);

    private static string Value(XElement metadata, string name) => Element(metadata, name).Value;

    private XElement Metadata() => XDocument.Parse(Text("StudioMsBuild.nuspec")).Root!.Elements().Single();

    private string Text(string entry)
    {
        using var reader = new StreamReader(archive.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    private PEReader Task(string folder = "net8.0") => new(File.OpenRead(Path.Combine(package.Feed.Unpacked, "tasks", folder, "StudioMsBuild.dll")));

    private static Guid Mvid(PEReader image)
    {
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
