namespace StudioMsBuild.PackageTests;

/// <summary>What a build does with studio.lock.json: once registered is registered.</summary>
public sealed class CommittedRecord(PackedPackage package) : EmulatorTest(package)
{
    [Fact]
    public async Task The_build_that_registers_says_which_file_to_commit()
    {
        User.Plain().Save();

        var run = await User.RegisterAsync();

        run.ShouldSucceed();
        run.Lines("Commit studio.lock.json").ShouldHaveSingleItem(run.Screen);
    }

    [Fact]
    public async Task A_second_build_gets_the_same_project_without_a_token_and_sends_nothing()
    {
        User.Plain().Save();
        (await User.RegisterAsync()).ShouldSucceed();
        Repository.Set("DVC_STUDIO_TOKEN", null);

        var run = await User.RegisterAsync("-getItem:StudioProject");

        run.ShouldSucceed();
        ((string?)run.StudioProject()["Identity"]).ShouldBe(CreatedUrl);
        ((string?)run.StudioProject()["Outcome"]).ShouldBe("Recorded");
        Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_project_that_exists_is_adopted_without_a_token_and_nothing_is_sent()
    {
        Repository.Set("DVC_STUDIO_TOKEN", null);
        User.Plain().Save();

        var run = await User.RegisterAsync($"-p:StudioAdopt={Studio.Url}/team/lab/projects/iris-tsanhawn9y", "-getItem:StudioProject");

        run.ShouldSucceed();
        ((string?)run.StudioProject()["ProjectId"]).ShouldBe("tsanhawn9y");
        ((string?)run.StudioProject()["Outcome"]).ShouldBe("Adopted");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_forced_build_makes_another_project_and_says_which_one_it_replaces()
    {
        User.Plain().Save();
        (await User.RegisterAsync()).ShouldSucceed();
        var first = CreatedUrl;

        var run = await User.RegisterAsync("-p:StudioForce=true");

        run.ShouldSucceed();
        Studio.Projects.Count.ShouldBe(2);
        run.Lines($"StudioForce replaces {first} ").ShouldHaveSingleItem(run.Screen);
        File.ReadAllText(User.Record).ShouldNotContain(first);
    }

    [Fact]
    public async Task In_CI_a_registration_warns_that_the_record_is_thrown_away()
    {
        Repository.Set("CI", "true");
        User.Plain().Save();

        var run = await User.RegisterAsync("-v:q");

        run.ShouldSucceed();
        run.Lines("warning STUDIO4010").ShouldNotBeEmpty(run.Screen);
        Created.RepoUrl.ShouldBe(Workspace.RepositoryUrl);
    }

    [Fact]
    public async Task In_locked_mode_a_missing_record_is_an_error_and_nothing_is_sent()
    {
        User.Plain().Save();

        var run = await User.RegisterAsync("-p:StudioLockedMode=true");

        run.ShouldFailWith("STUDIO4009");
        Requests.ShouldBeEmpty();
    }
}
