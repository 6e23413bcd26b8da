using StudioMsBuild.Emulator;

namespace StudioMsBuild.PackageTests;

/// <summary>Several folders registered by one project: the item StudioRegistration.</summary>
public sealed class Monorepo(PackedPackage package) : EmulatorTest(package)
{
    private const string Wildcard = "**/.dvc/config";

    [Fact]
    public void A_wildcard_in_a_project_without_code_gives_an_item_for_each_folder_of_DVC()
    {
        WriteFolders("models/churn", "models/fraud", ".dvc/tmp/exps/tmpabc/models/churn");

        var run = User.Plain().ItemInclude("StudioRegistration", Wildcard).Register();

        run.ShouldSucceed();
        Items(run).ShouldBe(Studio.Projects.Select(project => (project.Subdir!, Studio.Url + project.Path, "Created")), ignoreOrder: true);
        Items(run).Select(item => item.Subdir).ShouldBe(["models/churn", "models/fraud"]);
    }

    [Fact]
    public void A_wildcard_in_a_csproj_is_seen_from_its_folder()
    {
        WriteFolders(".", "models/churn", "models/fraud");

        var run = User.Library("models/models.csproj").ItemInclude("StudioRegistration", Wildcard).Restore().Register();

        run.ShouldSucceed();
        Studio.Projects.Select(project => project.Subdir).ShouldBe(["models/churn", "models/fraud"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_failure_of_one_is_an_error_with_its_folder_and_the_others_are_registered()
    {
        await using var studio = await RefusingOnceAsync();
        WriteFolders("models/churn", "models/fraud", "models/prices");
        var project = User.Plain().ItemInclude("StudioRegistration", Wildcard);

        var first = project.Register();
        var second = project.Register();

        var error = first.ShouldFailWith("STUDIO3008");
        Items(first).Select(item => item.Outcome).ShouldBe(["Created", "Created"]);
        Items(first).ShouldNotContain(item => error.Contains(item.Subdir, StringComparison.Ordinal));
        second.ShouldSucceed();
        Items(second).Select(item => item.Outcome).Order(StringComparer.Ordinal).ShouldBe(["Created", "Recorded", "Recorded"]);
    }

    [Fact]
    public async Task The_build_hook_registers_the_items_and_a_failure_of_one_breaks_no_build()
    {
        await using var studio = await RefusingOnceAsync();
        WriteFolders("models/churn", "models/fraud", "models/prices");

        var run = User.Plain()
            .ItemInclude("StudioRegistration", Wildcard)
            .Property("StudioRegisterOnBuild", "true")
            .Target("Build")
            .Target("Announce", afterTargets: "_StudioRegisterOnBuild")
            .TaskMessage("@(StudioProject->Count()) of %(StudioProject.Outcome)")
            .WarningsAsErrors()
            .Build("Build");

        run.ShouldSucceed();
        run.Screen.ShouldContain("2 of Created");
        run.Warnings.ShouldHaveSingleItem().Code.ShouldBe("STUDIO3008");
    }

    [Fact]
    public async Task A_terminal_shows_every_URL_whole()
    {
        WriteFolders("models/churn", "models/fraud");
        User.Plain().ItemInclude("StudioRegistration", Wildcard).Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:RegisterStudioProject");

        run.ShouldSucceed();
        foreach (var project in Studio.Projects)
            run.ShouldShow($" {Studio.Url}{project.Path} ");
        run.LinksShouldBeHonest();
    }

    [Fact]
    public void A_wildcard_of_the_repositorys_properties_that_matches_nothing_does_not_register_the_whole_repository()
    {
        WriteFolders("models/churn", "models/fraud");
        ProjectCreator.Create(Repository["Directory.Build.props"]).ItemInclude("StudioRegistration", Wildcard).Save();

        var run = User.Library("library/library.csproj").Restore().Register();

        run.ShouldFailWith("STUDIO4014").ShouldContain("models/fraud");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_dry_run_of_items_that_are_all_at_fault_fails()
    {
        var run = User.Plain().ItemInclude("StudioRegistration", "../elsewhere").Register(("StudioDryRun", "true"));

        run.ShouldFailWith("STUDIO1015");
    }

    /// <summary>Has the environment name a Studio that refuses the first request.</summary>
    private async Task<EmulatorServer> RefusingOnceAsync()
    {
        var studio = await EmulatorServer.StartAsync(new EmulatorOptions { Port = 0, Fail = "400" });
        Repository.Set("DVC_STUDIO_URL", studio.Url);
        return studio;
    }

    private void WriteFolders(params string[] folders)
    {
        foreach (var folder in folders)
            Repository.Write($"{folder}/.dvc/config", "");
        // Studio reads commits, and the task warns of folders that Git doesn't track.
        Repository.Git("add", "--all");
    }

    private static IReadOnlyList<(string Subdir, string Url, string Outcome)> Items(BuildOutput run) =>
        [.. run.Items("StudioProject").Select(item => (item["Subdir"], item.Identity, item["Outcome"]))];
}
