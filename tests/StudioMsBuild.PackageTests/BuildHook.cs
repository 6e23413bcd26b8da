using System.Net;
using System.Net.Sockets;

namespace StudioMsBuild.PackageTests;

/// <summary>StudioRegisterOnBuild: a build registers too, and is never broken, held up or talked over by it.</summary>
public sealed class BuildHook(PackedPackage package) : EmulatorTest(package)
{
    private static readonly (string Name, string Value) On = ("StudioRegisterOnBuild", "true");

    [Fact]
    public async Task The_terminal_shows_the_URL_when_a_project_was_created_and_else_the_built_file()
    {
        User.Library().Property("StudioRegisterOnBuild", "true").Save();

        var first = await User.DotNetInTerminalAsync("build");
        var second = await User.DotNetInTerminalAsync("build", "--no-restore");

        first.ShouldSucceed();
        first.ShouldShow($"Studio project {CreatedUrl} ");
        second.ShouldSucceed();
        second.ShouldShow("iris.dll");
        second.ReadLines().ShouldNotContain(line => line.Contains("Studio project", StringComparison.Ordinal), second.Screen);
        Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_project_of_two_frameworks_registers_once_in_its_outer_build()
    {
        User.TwoFrameworks().Save();

        var run = await User.DotNetAsync("build", "-p:StudioRegisterOnBuild=true");

        run.ShouldSucceed();
        Directory.EnumerateFiles(Repository["bin"], "iris.dll", SearchOption.AllDirectories).Count().ShouldBe(2);
        Requests.ShouldHaveSingleItem();
        BinaryLog.Read(run.BinaryLog).Tasks.Count(task => task.TaskName == "CreateStudioProject").ShouldBe(1);
    }

    [Fact]
    public async Task A_solution_registers_once_per_folder_of_DVC_although_several_projects_share_one()
    {
        Repository.Write(".dvc/config", "").Write("b/.dvc/config", "");
        foreach (var name in new[] { "a", "b", "b/c" })
            Plain($"{name}/{Path.GetFileName(name)}.csproj").Save();
        Repository.Write("Directory.Build.props", "<Project><PropertyGroup><StudioRegisterOnBuild>true</StudioRegisterOnBuild></PropertyGroup></Project>");
        Repository.Write("ml.slnx", """<Solution><Project Path="a/a.csproj" /><Project Path="b/b.csproj" /><Project Path="b/c/c.csproj" /></Solution>""");

        var run = await User.DotNetAsync("build", "ml.slnx", "--no-restore", "-m:2", "-p:StudioRegisterOnBuild=true");

        run.ShouldSucceed();
        Studio.Projects.Select(project => project.Subdir).ShouldBe([null, "b"], ignoreOrder: true);
        run.Lines("Studio project").Count.ShouldBe(3, run.Screen);
    }

    [Fact]
    public void Build_and_the_target_in_one_call_register_once()
    {
        var run = Plain().Build("Build;RegisterStudioProject", On);

        run.ShouldSucceed();
        Requests.ShouldHaveSingleItem();
        run.Lines("Studio project").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nothing_but_Build_starts_it()
    {
        User.Library().Property("StudioRegisterOnBuild", "true").Save();
        string[][] commands =
        [
            ["restore"],
            ["build", "--no-restore", "-t:Compile"],
            ["msbuild", "-t:Build", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"],
            ["msbuild", "-t:ResolveAssemblyReferencesDesignTime;ResolveProjectReferencesDesignTime;CollectPackageReferences;Compile", "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"],
            ["clean"],
        ];

        foreach (var command in commands)
        {
            var run = await User.DotNetAsync(command);
            run.ShouldSucceed();
            run.ShouldHaveRunNothingOfThePackage();
        }

        Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-warnaserror")]
    [InlineData("MSBuildTreatWarningsAsErrors")]
    public void A_Studio_that_is_down_is_one_warning_and_the_build_is_green(string option)
    {
        Repository.Set("DVC_STUDIO_URL", Nobody());

        var run = option == "-warnaserror" ? Plain().WarningsAsErrors().Build("Build", On) : Plain().Build("Build", On, (option, "true"));

        run.ShouldSucceed();
        run.ShouldWarnOnce("STUDIO3002");
    }

    [Fact]
    public async Task A_Studio_that_is_down_does_not_break_a_project_that_treats_warnings_as_errors_with_exceptions()
    {
        Repository.Set("DVC_STUDIO_URL", Nobody());
        Repository.Write("Iris.cs", "public class Iris { public void Grow() { int unused = 3; } }");
        User.Library().Property("TreatWarningsAsErrors", "true").Property("WarningsNotAsErrors", "CS0219").Save();

        var run = await User.DotNetAsync("build", "-p:StudioRegisterOnBuild=true");

        run.ShouldSucceed();
        run.ShouldWarnOnce("STUDIO3002");
        run.Lines("warning CS0219").ShouldNotBeEmpty();
    }

    [Fact]
    public void StudioContinueOnError_false_breaks_the_build_when_Studio_is_down()
    {
        Repository.Set("DVC_STUDIO_URL", Nobody());

        var run = Plain().Build("Build", On, ("StudioContinueOnError", "false"));

        run.ShouldFailWith("STUDIO3002");
    }

    [Fact]
    public void StudioContinueOnError_true_makes_warnings_of_the_targets_errors()
    {
        Repository.Set("DVC_STUDIO_URL", Nobody());

        var run = Plain().Register(("StudioContinueOnError", "true"), ("StudioRetries", "0"));

        run.ShouldSucceed();
        run.ShouldWarnOnce("STUDIO3002");
    }

    [Fact]
    public void A_bad_property_value_is_an_error_also_in_a_build()
    {
        var run = Plain().Property("StudioTimeout", "soon").Build("Build", On);

        run.ShouldFailWith("STUDIO1002");
    }

    [Fact]
    public async Task In_CI_it_only_reads_the_lock_file_and_shows_the_command_to_run_and_the_file_to_commit()
    {
        Repository.Set("CI", "true");
        Plain().Save();

        var run = await User.DotNetAsync("build", "-p:StudioRegisterOnBuild=true", "-warnaserror");

        run.ShouldSucceed();
        var warning = run.ShouldWarnOnce("STUDIO4009");
        warning.ShouldContain("commit studio.lock.json");
        run.Lines($"dotnet build {Repository["studio.proj"]} -t:RegisterStudioProject").ShouldNotBeEmpty(run.Screen);
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public void In_CI_an_entry_answers()
    {
        Plain().Register().ShouldSucceed();
        Repository.Set("CI", "true").Set("DVC_STUDIO_TOKEN", null);

        var run = Plain().Build("Build", On);

        run.ShouldSucceed();
        run.Property("StudioProjectUrl").ShouldBe(CreatedUrl);
        Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void Without_a_token_it_warns_with_a_code_and_the_build_is_green()
    {
        Repository.Set("DVC_STUDIO_TOKEN", null);

        var run = Plain().WarningsAsErrors().Build("Build", On);

        run.ShouldSucceed();
        run.ShouldWarnOnce("STUDIO1005").ShouldContain("DVC_STUDIO_TOKEN");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_token_in_CI_it_shows_a_message_as_a_fork_has_none()
    {
        Repository.Set("DVC_STUDIO_TOKEN", null).Set("CI", "true");

        var run = Plain().WarningsAsErrors().Build("Build", On, ("StudioLockedMode", "false"));

        run.ShouldSucceed();
        run.Lines("Not registered with Studio. There is no token ").ShouldHaveSingleItem(run.Screen);
        run.Lines("warning STUDIO").ShouldBeEmpty();
        Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DVC_STAGE", "train")]
    [InlineData("DVC_EXP_BASELINE_REV", "0123456789")]
    public void In_a_stage_of_DVC_it_keeps_still(string variable, string value)
    {
        Repository.Set(variable, value);

        var run = Plain().Build("Build", On);

        run.ShouldSucceed();
        run.Lines("tudio ").ShouldBeEmpty(run.Screen);
        Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("false", 0)]
    [InlineData("off", 0)]
    [InlineData("yes", 1)]
    public void The_property_has_every_spelling_of_a_boolean(string value, int requests)
    {
        var run = Plain().Build("Build", ("StudioRegisterOnBuild", value));

        run.ShouldSucceed();
        Requests.Count.ShouldBe(requests);
    }

    /// <summary>A project that has a Build and compiles nothing.</summary>
    private ProjectCreator Plain(string path = "studio.proj") =>
        User.Project(path).Target("Build").Import(Path.Combine(Feed.Unpacked, "build", "StudioMsBuild.targets"));

    /// <summary>An address at which nobody listens any more.</summary>
    private static string Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
