using StudioMsBuild.Settings;
using StudioMsBuild.Tests.Registration;
using static StudioMsBuild.Tests.SeveralRegistrations.SeveralExtensions;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>StudioSubdir on the command line picks one of the items; what counts only for one registration needs it.</summary>
public class PickTests
{
    [Theory]
    [InlineData("models/b")]
    [InlineData(@".\models\b\")]
    public async Task StudioSubdir_on_the_command_line_picks_one(string folder)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, [.. Items("models/a"), new("models/b/dvc.yaml", projectName: "churn")], with => with.Pick(folder));

        build.Folders.ShouldBe(["models/b"]);
        ((string?)studio.Request.Json["name"]).ShouldBe("churn");
    }

    [Fact]
    public async Task A_dot_picks_the_root()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Items("models/a", ".dvc/config"), with => with.Pick(".")).Folders.ShouldBe(["."]);
    }

    [Fact]
    public async Task A_folder_that_no_item_names_is_registered_by_the_properties()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Items("models/a", "models/b"), with => with.Pick("models/c")).Folders.ShouldBe(["models/c"]);
    }

    [Fact]
    public async Task A_picked_item_that_is_at_fault_is_not_registered_by_the_properties_instead()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, [.. Items("models/a"), new("models/b", isPublic: "perhaps")], with => with.Pick("models/b"));

        build.Errors.ShouldHaveSingleItem().Code.ShouldBe("STUDIO1001");
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_faults_of_other_items_do_not_stop_the_one_that_is_picked()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, [.. Items("models/a"), new("models/b", isPublic: "perhaps")], with => with.Pick("models/a"));

        build.Errors.ShouldBeEmpty();
        build.Folders.ShouldBe(["models/a"]);
    }

    [Theory]
    [InlineData("StudioForce", "true")]
    [InlineData("StudioAdopt", "ITS-URL")]
    public async Task An_order_to_several_is_refused_with_the_command_for_one(string order, string value)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, Items("models/a", "models/b"), Ordered(order, studio));

        var error = build.Errors.ShouldHaveSingleItem();
        (error.Code, error.IsAlwaysError).ShouldBe(("STUDIO1018", true));
        error.Text.ShouldEndWith($"dotnet build -t:RegisterStudioProject -p:{order}={value} -p:StudioSubdir=ITS-FOLDER");
        build.Registered.ShouldBeEmpty();
        studio.Requests.ShouldBeEmpty();
        File.Exists(repository.LockFilePath()).ShouldBeFalse();
    }

    [Fact]
    public async Task Force_with_a_picked_folder_replaces_that_one_only()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        var before = repository.RegisterAll(studio.Url, Items("models/a", "models/b")).Urls;

        var forced = repository.RegisterAll(studio.Url, Items("models/a", "models/b"), with => Ordered("StudioForce", studio)(with).Pick("models/b"));

        forced.Outcomes.ShouldBe([Outcome.Created]);
        repository.Recorded().ShouldBe([before[0], forced.Urls.ShouldHaveSingleItem()]);
        studio.Asked().ShouldBe(["models/a", "models/b", "models/b"]);
    }

    [Fact]
    public async Task Adopt_with_a_picked_folder_lock_files_that_one_only()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, Items("models/a", "models/b"), with => Ordered("StudioAdopt", studio)(with).Pick("models/b"), token: null);

        build.Folders.ShouldBe(["models/b"]);
        repository.Recorded().ShouldBe([$"{studio.Url}/user/ada/projects/iris-a1"]);
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_to_the_only_registration_needs_no_pick()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Items("models/a", "models/a/dvc.yaml"), Ordered("StudioAdopt", studio)).Outcomes.ShouldBe([Outcome.Adopted]);
    }

    [Fact]
    public async Task The_command_of_a_picked_registrations_error_picks_it_again()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = CreateMonorepo();

        var error = repository.RegisterAll(studio.Url, Items("models/a", "models/b"), with => with.Pick("models/b")).Errors.ShouldHaveSingleItem();

        error.Text.ShouldContain("dotnet build -t:RegisterStudioProject -p:StudioSubdir=models/b -p:StudioForce=true");
    }

    [Fact]
    public void The_command_of_the_warning_in_CI_picks_the_folder()
    {
        using var repository = CreateMonorepo().Set("CI", "true");

        var (_, warnings) = repository.AdviseAfterCreating(plans: repository.PlanAll("https://studio.example.com", Items("models/a", "models/b")).Value());

        var advice = warnings.Where(reported => reported.Code == "STUDIO4010").Select(reported => reported.Text).ToList();
        advice.Count.ShouldBe(2);
        advice[1].ShouldStartWith("models/b: ");
        advice[1].ShouldEndWith("\n    dotnet build -t:RegisterStudioProject -p:StudioSubdir=models/b -p:StudioAdopt=https://studio.example.com/user/ada/projects/iris-a1");
    }

    private static Func<ProjectProperties, ProjectProperties> Ordered(string order, ScriptedStudio studio) => with => order switch
    {
        "StudioForce" => Build.Force(with),
        _ => Build.Adopt($"{studio.Url}/user/ada/projects/iris-a1")(with),
    };
}
