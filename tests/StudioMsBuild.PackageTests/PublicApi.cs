using System.Reflection;
using Microsoft.Build.Framework;
using PublicApiGenerator;

namespace StudioMsBuild.PackageTests;

/// <summary>The types and members of the packed task that others can use: PublicApi.txt. STUDIO_TEST_WRITE_API=1 writes what there is.</summary>
public sealed class PublicApi(PackedPackage package)
{
    private static readonly string Page = SourceTree.File("tests/StudioMsBuild.PackageTests/PublicApi.txt");

    [Fact]
    public async Task The_public_types_and_members_are_those_that_were_agreed_on()
    {
        // Beside the engine's assemblies, as the generator reads base types.
        using var folder = new TemporaryFolder();
        var engine = Path.GetDirectoryName(typeof(ITask).Assembly.Location)!;
        foreach (var file in Directory.EnumerateFiles(engine, "Microsoft.Build.*.dll").Append(Path.Combine(package.Feed.Unpacked, "tasks", "net8.0", "StudioMsBuild.dll")))
            File.Copy(file, folder[Path.GetFileName(file)]);
        var task = Assembly.LoadFrom(folder["StudioMsBuild.dll"]);

        var api = task.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n";

        if (Environment.GetEnvironmentVariable("STUDIO_TEST_WRITE_API") == "1")
            await File.WriteAllTextAsync(Page, api, TestContext.Current.CancellationToken);
        api.ShouldBe(await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken));
    }
}
