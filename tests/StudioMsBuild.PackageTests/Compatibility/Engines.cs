using System.Runtime.InteropServices;

namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>Engines other than the one of this machine's SDK.</summary>
public sealed class Engines(PackedPackage package) : EmulatorTest(package)
{
    /// <summary>tests/StudioMsBuild.OldEngine, built with this module in the same configuration.</summary>
    private static readonly string OldEngine = SourceTree.File(
        $"tests/StudioMsBuild.OldEngine/bin/{Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))}/net8.0/linux-x64/StudioMsBuild.OldEngine");

    [Fact]
    public async Task The_engine_that_the_task_is_compiled_against_runs_its_IL_on_dotnet_8()
    {
        User.Plain().Save();

        // Its number is below 17.8, the first one whose SDK brings .NET 8 along; here it has got .NET 8.
        var (exitCode, output) = await BuildByOldEngineAsync("RegisterStudioProject", "_StudioEngineIsOld=false");

        exitCode.ShouldBe(0, output);
        output.ShouldStartWith("MSBuild 17.7.2 on .NET 8.", Case.Sensitive);
        output.ShouldContain($"The task is in {Path.Combine(Feed.Unpacked, "tasks", "net8.0", "StudioMsBuild.dll")}");
        output.ShouldContain($"studio -> Studio project {CreatedUrl}");
        Created.RepoUrl.ShouldBe(Workspace.RepositoryUrl);
    }

    [Fact]
    public async Task An_older_engine_than_the_one_of_SDK_8_gets_a_coded_error()
    {
        User.Plain().Save();

        var (exitCode, output) = await BuildByOldEngineAsync("RegisterStudioProject");

        exitCode.ShouldBe(1, output);
        output.ShouldContain("error STUDIO1020: This MSBuild (17.7.2) cannot run the task");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_build_hook_lets_the_build_of_an_older_engine_go_on()
    {
        User.Plain().Target("Build").Save();

        var (exitCode, output) = await BuildByOldEngineAsync("Build", "StudioRegisterOnBuild=true");

        exitCode.ShouldBe(0, output);
        output.ShouldContain("'dotnet build' of .NET SDK 8 or newer");
        output.ShouldNotContain("warning");
        Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Core", "17.7.2", false)]
    [InlineData("Core", "17.8.3", true)]
    [InlineData("Full", "17.14.8", false)]
    [InlineData("Full", "18.0.0", true)]
    public void The_targets_know_which_engine_can_run_the_task(string runtime, string version, bool can)
    {
        // The engine's own properties cannot be set, so its names in a copy of the targets are replaced.
        var targets = File.ReadAllText(Path.Combine(Feed.Unpacked, "build", "StudioMsBuild.targets"));
        Repository.Write("StudioMsBuild.targets", targets.Replace("$(MSBuildRuntimeType)", runtime, StringComparison.Ordinal).Replace("$(MSBuildVersion)", version, StringComparison.Ordinal));
        var project = User.Project("studio.proj")
            .Property("_StudioTaskAssembly", Path.Combine(Feed.Unpacked, "tasks", "net8.0", "StudioMsBuild.dll"))
            .Target("Build")
            .Import("StudioMsBuild.targets");

        var hook = project.Build("Build", ("StudioRegisterOnBuild", "true"));
        var target = project.Register();

        hook.ShouldSucceed();
        hook.Lines("warning").ShouldBeEmpty();
        if (can)
        {
            target.ShouldSucceed();
            target.Lines($"Studio project (recorded) {CreatedUrl}").ShouldHaveSingleItem();
        }
        else
        {
            hook.Lines("'dotnet build' of .NET SDK 8 or newer").ShouldHaveSingleItem();
            target.ShouldFailWith("STUDIO1020");
            Requests.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_log_shows_where_a_task_runs_in_another_process_so_that_the_table_can_rely_on_it()
    {
        Repository.Write("studio.proj", $"""
            <Project>
              <UsingTask TaskName="CreateStudioProject" AssemblyFile="{Feed.Unpacked}/tasks/net8.0/StudioMsBuild.dll" TaskFactory="TaskHostFactory" />
              <Target Name="Plan"><CreateStudioProject ProjectFile="$(MSBuildProjectFullPath)" StudioDryRun="true" /></Target>
            </Project>
            """);

        var run = await User.DotNetAsync("msbuild", "studio.proj", "-mt");

        run.ShouldSucceed();
        BinaryLog.Read(run.BinaryLog).RanInTaskHost("CreateStudioProject").ShouldBeTrue();
    }

    private async Task<(int ExitCode, string Output)> BuildByOldEngineAsync(string target, params string[] properties)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "The old engine is built for Linux on x64.");
        var run = await HermeticProcess.RunAsync(OldEngine, [Repository["studio.proj"], target, .. properties], Repository.Path, Repository.Environment, TestContext.Current.CancellationToken);
        return (run.ExitCode, run.StandardOutput + run.StandardError);
    }
}
