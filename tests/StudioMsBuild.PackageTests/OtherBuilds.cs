namespace StudioMsBuild.PackageTests;

/// <summary>A good guest: in no kind of build does the package break, publish or repeat anything.</summary>
public sealed class OtherBuilds(PackedPackage package) : EmulatorTest(package)
{
    private static readonly (string Name, string Value) On = ("StudioRegisterOnBuild", "true");

    [Theory]
    [InlineData("Directory.Build.targets")]
    [InlineData("Directory.Build.props")]
    public async Task Wherever_the_hook_is_switched_on_a_Studio_that_is_down_breaks_no_build_with_warnings_as_errors(string file)
    {
        Repository.Set("DVC_STUDIO_URL", "http://127.0.0.1:9")
            .Write(file, "<Project><PropertyGroup><StudioRegisterOnBuild>true</StudioRegisterOnBuild></PropertyGroup></Project>");
        User.Library().Save();

        var run = await User.DotNetAsync("build", "-warnaserror");

        run.ShouldSucceed();
        run.ShouldWarnOnce("STUDIO3002");
    }

    [Theory]
    [InlineData("Directory.Build.targets")]
    [InlineData("Directory.Build.props")]
    public async Task In_a_project_of_this_SDK_alone_the_hook_registers_and_shows_no_note_that_there_is_nothing_to_build(string file)
    {
        Repository.Write(file, "<Project><PropertyGroup><StudioRegisterOnBuild>true</StudioRegisterOnBuild></PropertyGroup></Project>");
        Alone().Save();

        var run = await User.DotNetAsync("build");

        run.ShouldSucceed();
        Requests.ShouldHaveSingleItem();
        run.Lines("nothing to build").ShouldBeEmpty(run.Screen);
    }

    [Fact]
    public void The_step_that_commits_the_lock_file_is_reached_also_where_warnings_are_errors()
    {
        Repository.Set("GITHUB_ACTIONS", "true").Set("GITHUB_OUTPUT", "rel.out");

        var run = User.Plain().WarningsAsErrors().Register();

        run.ShouldSucceed();
        run.ShouldWarnOnce("STUDIO1024");
        run.Lines("Studio project ").ShouldHaveSingleItem(run.Screen);
    }

    [Fact]
    public void NoWarn_counts_in_a_plain_project()
    {
        Repository.Set("GITHUB_ACTIONS", "true").Set("GITHUB_OUTPUT", "rel.out");

        var run = User.Project("studio.proj").Property("NoWarn", "STUDIO1024").Import(Path.Combine(Feed.Unpacked, "build", "StudioMsBuild.targets")).Register();

        run.ShouldSucceed();
        run.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task NoWarn_counts_in_the_outer_build_of_a_multi_targeted_project()
    {
        Repository.Set("DVC_STUDIO_URL", "http://127.0.0.1:9");
        User.TwoFrameworks().Property("NoWarn", "STUDIO3002").Property("StudioRegisterOnBuild", "true").Save();

        var run = await User.DotNetAsync("build");

        run.ShouldSucceed();
        run.Lines("warning STUDIO").ShouldBeEmpty(run.Screen);
    }

    [Fact]
    public async Task A_build_of_one_framework_of_several_registers_once()
    {
        User.TwoFrameworks().Property("StudioRegisterOnBuild", "true").Save();

        var one = await User.DotNetAsync("build", "-f", "net10.0");
        var both = await User.DotNetAsync("build", "--no-restore");

        one.ShouldSucceed();
        one.Lines("Studio project").ShouldHaveSingleItem(one.Screen);
        both.Lines("Studio project").ShouldHaveSingleItem(both.Screen);
        BinaryLog.Read(both.BinaryLog).Tasks.Count(task => task.TaskName == "CreateStudioProject").ShouldBe(1);
        Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Microsoft.NET.Sdk.Web")]
    [InlineData("Microsoft.NET.Sdk.Worker")]
    [InlineData("Microsoft.NET.Sdk.Razor")]
    public async Task Nobody_ships_the_lock_file(string sdk)
    {
        User.Project("app/app.csproj", sdk).Property("TargetFramework", "net10.0").Property("OutputType", "Library").Property("IsPackable", "true")
            .Property("StudioLockFile", "mine.lock.json").ItemPackageReference("StudioMsBuild", Feed.Version, "all").Save();
        Repository.Write("app/studio.lock.json", "{}").Write("app/mine.lock.json", "{}").Write("app/inner/studio.lock.json", "{}").Write("app/settings.json", "{}");

        var run = await User.DotNetAsync("publish", "app", "-p:GeneratePackageOnBuild=true");

        run.ShouldSucceed();
        var shipped = Directory.EnumerateFiles(Repository["app/bin"], "*.json", SearchOption.AllDirectories).Select(Path.GetFileName).ToList();
        shipped.ShouldContain("settings.json");
        shipped.ShouldNotContain(name => name!.EndsWith("lock.json", StringComparison.Ordinal));
        var packed = Directory.EnumerateFiles(Repository["app/bin"], "*.nupkg", SearchOption.AllDirectories).ShouldHaveSingleItem();
        using var archive = System.IO.Compression.ZipFile.OpenRead(packed);
        archive.Entries.ShouldNotContain(entry => entry.Name.EndsWith("lock.json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NCrunch", "1")]
    [InlineData("BuildingForLiveUnitTesting", "true")]
    [InlineData("DesignTimeBuild", "true")]
    public void A_copy_that_a_tool_builds_of_its_own_accord_registers_nothing(string property, string value)
    {
        var run = Plain().Build("Build", On, (property, value));

        run.ShouldSucceed();
        Requests.ShouldBeEmpty();
        run.Targets.ShouldNotContain("RegisterStudioProject");
    }

    [Fact]
    public async Task In_a_project_of_this_SDK_alone_every_command_that_goes_through_a_solution_works()
    {
        Repository.Write("Directory.Build.props", """
            <Project>
              <ItemGroup>
                <PackageReference Include="Some.Analyzer" Version="1.0.0" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        Alone().Save();
        string[][] commands =
        [
            ["new", "sln", "--name", "ml", "--format", "sln"], ["sln", "ml.sln", "add", "studio.proj"], ["restore", "ml.sln"], ["build", "ml.sln"],
            ["build", "ml.sln", "-t:_MTPBuild"], ["list", "ml.sln", "package"], ["format", "ml.sln"], ["pack", "ml.sln"],
        ];

        foreach (var command in commands)
        {
            var run = await HermeticProcess.RunAsync(
                "dotnet", command, Repository.Path, Feed.DotNet.Environment.Concat(Repository.Environment), TestContext.Current.CancellationToken);
            run.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', command)}\n{run.StandardOutput}{run.StandardError}");
        }

        File.ReadAllText(Repository["ml.sln"]).ShouldContain("studio.proj");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_Studio_that_is_down_gets_one_attempt_and_one_warning_in_a_build()
    {
        Repository.Set("DVC_STUDIO_URL", "http://127.0.0.1:9").Write(".dvc/config", "").Write("b/.dvc/config", "");
        foreach (var name in new[] { "a", "b", "c", "d" })
            Plain($"{name}/{name}.proj").Save();

        var run = User.Project("all.proj").Target("All").TaskMSBuild("a/a.proj;b/b.proj;c/c.proj;d/d.proj", "Build").Build("All", On);

        run.ShouldSucceed();
        run.Warnings.Count(warning => warning.Code == "STUDIO3002").ShouldBe(1);
        run.Lines("it has failed in another project of this build").Count.ShouldBe(3, run.Screen);
    }

    [Fact]
    public async Task A_project_that_one_build_builds_several_times_registers_once()
    {
        Plain("app.proj").Save();
        Repository.Write("all.proj", """
            <Project>
              <Target Name="Build">
                <MSBuild Projects="app.proj" Properties="RuntimeIdentifier=linux-x64" />
                <MSBuild Projects="app.proj" Properties="RuntimeIdentifier=win-x64" />
                <MSBuild Projects="app.proj" />
              </Target>
            </Project>
            """);

        var run = await User.DotNetAsync("build", "all.proj", "-p:StudioRegisterOnBuild=true");

        run.ShouldSucceed();
        BinaryLog.Read(run.BinaryLog).Tasks.Count(task => task.TaskName == "CreateStudioProject").ShouldBe(3);
        run.Lines("Studio project").ShouldHaveSingleItem(run.Screen);
        Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void Of_the_projects_of_one_repository_only_the_first_starts_git()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a script of the shell");
        Plain().Register().ShouldSucceed();
        const int Count = 10;
        foreach (var at in Enumerable.Range(0, Count))
            Plain($"p{at}/p{at}.proj").Save();
        Repository.Commit();
        var calls = CountGit();

        var run = User.Project("all.proj").Target("All")
            .TaskMSBuild(string.Join(';', Enumerable.Range(0, Count).Select(at => $"p{at}/p{at}.proj")), "Build")
            .Build("All", On);

        run.ShouldSucceed();
        run.Lines("Studio project").Count.ShouldBe(Count, run.Screen);
        File.ReadAllLines(calls).Length.ShouldBe(2);
    }

    /// <summary>Puts a git first on PATH that writes a line for each time it is started; returns the file.</summary>
    private string CountGit()
    {
        var calls = Repository.Box.Write("calls", "");
        var path = Repository.Environment["PATH"];
        var git = path.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "git")).First(File.Exists);
        var wrapper = Repository.Box.Write("counting/git", $"#!/bin/sh\necho x >> '{calls}'\nexec '{git}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Repository.Set("PATH", $"{Path.GetDirectoryName(wrapper)}{Path.PathSeparator}{path}");
        return calls;
    }

    private ProjectCreator Alone() => ProjectCreator.Create(Repository["studio.proj"], $"StudioMsBuild/{Feed.Version}");

    /// <summary>A project that has a Build and compiles nothing.</summary>
    private ProjectCreator Plain(string path = "studio.proj") =>
        User.Project(path).Target("Build").Import(Path.Combine(Feed.Unpacked, "build", "StudioMsBuild.targets"));
}
