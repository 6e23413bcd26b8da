namespace StudioMsBuild.PackageTests;

/// <summary>The kinds of projects that can be registered, each once, without a build.</summary>
public sealed class ProjectKinds(PackedPackage package) : EmulatorTest(package)
{
    [Fact]
    public async Task Registering_runs_no_other_target_than_restore_and_writes_only_the_lock_file_besides()
    {
        User.Library().Save();
        Repository.Write("broken.cs", "this does not compile").Write(".gitignore", "bin/\nobj/\n").Commit();

        var run = await User.RegisterAsync();

        run.ShouldSucceed();
        var log = BinaryLog.Read(run.BinaryLog);
        log.Targets.ShouldContain(target => target == "RegisterStudioProject");
        log.Targets.ShouldNotContain(target => target == "Build" || target == "CoreCompile" || target == "ResolveReferences" || target == "Publish");
        Directory.Exists(Repository["bin"]).ShouldBeFalse();
        Repository.Ask("status", "--porcelain").ShouldBe("?? studio.lock.json");
    }

    [Fact]
    public async Task A_multi_targeted_project_is_registered_once()
    {
        User.Library(frameworks: "net10.0;net9.0;net8.0").Save();

        var run = await User.RegisterAsync("-f", "net10.0");

        run.ShouldSucceed();
        Requests.ShouldHaveSingleItem();
        run.Lines("Studio project ").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData]
    [InlineData("net9.0")]
    public void A_multi_targeted_project_is_registered_once_by_its_target(params string[] framework)
    {
        var run = User.Library(frameworks: "net10.0;net9.0;net8.0").Restore().Register([.. framework.Select(name => ("TargetFramework", name))]);

        run.ShouldSucceed();
        Requests.ShouldHaveSingleItem();
        run.Lines("Studio project ").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_second_target_that_depends_on_it_does_not_register_again()
    {
        var run = User.Library()
            .Target("First", dependsOnTargets: "RegisterStudioProject")
            .Target("Second", dependsOnTargets: "RegisterStudioProject")
            .Restore()
            .Build("First;Second;RegisterStudioProject");

        run.ShouldSucceed();
        Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_multithreaded_build_runs_the_task_in_its_own_process()
    {
        User.Plain().Save();

        var run = await User.RegisterAsync("-mt", "-v:diag");

        run.ShouldSucceed();
        Requests.ShouldHaveSingleItem();
        run.Lines("Studio project ").ShouldNotBeEmpty();
        BinaryLog.Read(run.BinaryLog).Messages.Select(message => message.Message ?? "")
            .ShouldNotContain(message => message.Contains("task host", StringComparison.OrdinalIgnoreCase) || message.Contains("TaskHost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Projects_of_a_multithreaded_build_keep_their_own_folders()
    {
        Repository.Write("a/.dvc/config", "").Write("b/.dvc/config", "");
        User.Plain("a/a.proj").Save();
        User.Plain("b/b.proj").Save();
        ProjectCreator.Create(Repository["all.proj"]).Target("All").TaskMSBuild("a/a.proj;b/b.proj", "RegisterStudioProject", inParallel: true).Save();

        var run = await User.DotNetAsync("build", "all.proj", "-t:All", "-mt", "-m:2");

        run.ShouldSucceed();
        Studio.Projects.Select(project => project.Subdir).ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public async Task Each_project_of_a_solution_is_registered()
    {
        Repository.Write("a/.dvc/config", "").Write("b/.dvc/config", "");
        User.Library("a/a.csproj").Save();
        User.Library("b/b.csproj").Save();
        Repository.Write("ml.slnx", """
            <Solution>
              <Project Path="a/a.csproj" />
              <Project Path="b/b.csproj" />
            </Solution>
            """);

        var run = await User.RegisterAsync("ml.slnx");

        run.ShouldSucceed();
        Studio.Projects.Select(project => project.Subdir).ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_project_that_only_imports_the_targets_needs_no_restore_and_no_SDK()
    {
        User.Plain().Save();

        var run = await User.DotNetAsync("msbuild", "studio.proj", "-t:RegisterStudioProject");

        run.ShouldSucceed();
        BinaryLog.Read(run.BinaryLog).Targets.ShouldHaveSingleItem().ShouldBe("RegisterStudioProject");
    }

    [Fact]
    public async Task A_file_based_app_is_registered()
    {
        Repository.Write("train.cs", $"""
            #:package StudioMsBuild@{Feed.Version}
            #:property PublishAot=false
            System.Console.WriteLine("trained");
            """);

        var run = await User.RegisterAsync("train.cs");

        run.ShouldSucceed();
        Created.RepoUrl.ShouldBe(Workspace.RepositoryUrl);
    }

    [Fact]
    public void A_folder_with_blanks_and_letters_of_any_language_is_registered()
    {
        Repository.Write("mo dels/虹膜 #1/.dvc/config", "");

        var run = User.Library("mo dels/虹膜 #1/i ris;100%.csproj").Restore().Register();

        run.ShouldSucceed();
        Created.Subdir.ShouldBe("mo dels/虹膜 #1");
    }
}
