namespace StudioMsBuild.PackageTests;

/// <summary>This repository registers itself, with the task that it builds.</summary>
public sealed class ThisRepository(PackedPackage package) : EmulatorTest(package)
{
    [Fact]
    public async Task A_clone_of_this_repository_registers_itself()
    {
        var clone = Repository.Box["clone"];
        Repository.Set("GIT_CONFIG_COUNT", "1").Set("GIT_CONFIG_KEY_0", "safe.directory").Set("GIT_CONFIG_VALUE_0", "*");
        Repository.Git("clone", "--quiet", SourceTree.Root, clone).GitIn(clone, "remote", "set-url", "origin", "https://github.com/ada/studiomsbuild.git");

        var run = await User.DotNetAsync(
            "build",
            Path.Combine(clone, "src", "StudioMsBuild"),
            "-t:RegisterStudioProject",
            // What the tests' own build restored is all that it needs; the network has no part in it.
            $"-p:RestorePackagesPath={SourceTree.Packages}",
            $"-p:RestoreSources={Feed.Folder}",
            "-p:NuGetAudit=false");

        run.ShouldSucceed();
        Created.RepoUrl.ShouldBe("https://github.com/ada/studiomsbuild.git");
        Created.Subdir.ShouldBe("samples/IrisClassifier");
        run.Lines("StudioMsBuild -> Studio project ").ShouldHaveSingleItem();
        Repository.Ask("-C", clone, "status", "--porcelain").ShouldBe("?? studio.lock.json");
    }
}
