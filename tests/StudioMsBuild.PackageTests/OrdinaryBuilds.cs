using StudioMsBuild.PackageTests.Compatibility;

namespace StudioMsBuild.PackageTests;

/// <summary>What the package costs a build that does not ask for it: nothing.</summary>
public sealed class OrdinaryBuilds(PackedPackage package) : EmulatorTest(package)
{
    [Fact]
    public async Task Nothing_that_does_not_ask_runs_a_target_or_a_task_of_the_package_or_loads_it()
    {
        User.RestoreAlsoFrom(SourceTree.Packages);
        User.Library("iris/iris.csproj").Save();
        Repository.Write("iris/Iris.cs", "public class Iris;");
        Tests().Save();
        Repository.Write("tests/Tests.cs", "public class Tests { [Xunit.Fact] public void Passes() => new Iris().ToString(); }");
        Repository.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        string[][] commands =
        [
            ["build", "iris"],
            ["build", "iris", "--no-restore", "-t:Rebuild"],
            ["pack", "iris"],
            ["publish", "iris"],
            ["test", "--project", "tests/tests.csproj"],
            // What an IDE asks for again and again.
            ["msbuild", "iris", "-t:ResolveAssemblyReferencesDesignTime;ResolveProjectReferencesDesignTime;CollectPackageReferences;Compile", "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"],
            ["clean", "iris"],
        ];

        foreach (var command in commands)
        {
            var run = await User.DotNetAsync(command);
            run.ShouldSucceed();
            BinaryLog.Read(run.BinaryLog).Targets.ShouldNotBeEmpty();
            run.ShouldHaveRunNothingOfThePackage();
        }

        Requests.ShouldBeEmpty();
    }

    private ProjectCreator Tests() =>
        User.Library("tests/tests.csproj")
            .Property("OutputType", "Exe")
            .ItemInclude("PackageReference", "xunit.v3", ("Version", ProjectKind.XunitVersion))
            .ItemInclude("ProjectReference", "../iris/iris.csproj");

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
