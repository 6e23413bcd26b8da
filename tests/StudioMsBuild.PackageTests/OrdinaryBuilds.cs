namespace StudioMsBuild.PackageTests;

/// <summary>What the package costs a build that does not ask for it: nothing.</summary>
public sealed class OrdinaryBuilds(PackedPackage package) : EmulatorTest(package)
{
    [Fact]
    public async Task A_build_that_does_not_ask_runs_no_target_and_no_task_of_the_package()
    {
        User.Library().Save();
        Repository.Write("Iris.cs", "public class Iris;");

        var run = await User.DotNetAsync("build");

        run.ShouldSucceed();
        var log = BinaryLog.Read(run.BinaryLog);
        log.Targets.ShouldContain(target => target == "CoreCompile");
        log.TargetFiles.ShouldNotContain(file => file.Contains("studiomsbuild", StringComparison.OrdinalIgnoreCase));
        log.Tasks.ShouldNotContain(task => task.TaskName == "CreateStudioProject");
        log.AssembliesLoaded.ShouldNotContain(path => path.EndsWith("StudioMsBuild.dll", StringComparison.Ordinal));
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_referencing_project_does_not_pass_the_package_on()
    {
        User.Library("lib/lib.csproj").Save();
        ProjectCreator.Create(Repository["app/app.csproj"], "Microsoft.NET.Sdk")
            .Property("TargetFramework", "net10.0")
            .ItemInclude("ProjectReference", "../lib/lib.csproj")
            .Save();

        var run = await User.DotNetAsync("build", "app/app.csproj", "-t:RegisterStudioProject");

        run.ShouldFail();
        run.Output.ShouldContain("MSB4057"); // the target does not exist
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_of_the_package_comes_into_the_output()
    {
        User.Library().Save();

        var run = await User.DotNetAsync("publish", "--output", Repository.Box["published"]);

        run.ShouldSucceed();
        Directory.EnumerateFiles(Repository.Box["published"]).Select(Path.GetFileName).ShouldNotContain(file => file!.Contains("Studio", StringComparison.OrdinalIgnoreCase) || file.StartsWith("Microsoft.Build", StringComparison.Ordinal));
        File.ReadAllText(Repository.Box["published/iris.deps.json"]).ShouldNotContain("StudioMsBuild");
    }
}
