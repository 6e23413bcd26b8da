namespace StudioMsBuild.PackageTests;

/// <summary>What a build does with studio.lock.json: once registered is registered.</summary>
public sealed class CommittedLockFile(PackedPackage package) : EmulatorTest(package)
{
    [Fact]
    public void A_rehearsal_at_a_Studio_on_this_machine_does_not_ask_to_commit_its_entry()
    {
        var run = User.Plain().Register();

        run.ShouldSucceed();
        run.Lines("Commit studio.lock.json").ShouldBeEmpty(run.Screen);
    }

    [Fact]
    public void A_second_build_gets_the_same_project_without_a_token_and_sends_nothing()
    {
        User.Plain().Register().ShouldSucceed();
        Repository.Set("DVC_STUDIO_TOKEN", null);

        var run = User.Plain().Register();

        run.ShouldSucceed();
        run.StudioProject().Identity.ShouldBe(CreatedUrl);
        run.StudioProject()["Outcome"].ShouldBe("Recorded");
        Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_project_that_exists_is_adopted_without_a_token_and_nothing_is_sent()
    {
        Repository.Set("DVC_STUDIO_TOKEN", null);

        var run = User.Plain().Register(("StudioAdopt", $"{Studio.Url}/team/lab/projects/iris-tsanhawn9y"));

        run.ShouldSucceed();
        run.StudioProject()["ProjectId"].ShouldBe("tsanhawn9y");
        run.StudioProject()["Outcome"].ShouldBe("Adopted");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_forced_build_creates_another_project_and_names_the_one_that_it_replaces()
    {
        User.Plain().Register().ShouldSucceed();
        var first = CreatedUrl;

        var run = User.Plain().Register(("StudioForce", "true"));

        run.ShouldSucceed();
        Studio.Projects.Count.ShouldBe(2);
        run.Lines($"StudioForce replaces {first} ").ShouldHaveSingleItem(run.Screen);
        File.ReadAllText(User.LockFile).ShouldNotContain(first);
    }

    [Fact]
    public void In_CI_a_rehearsal_at_a_Studio_on_this_machine_warns_of_nothing()
    {
        Repository.Set("CI", "true");

        var run = User.Plain().Register();

        run.ShouldSucceed();
        run.Warnings.ShouldBeEmpty();
        Created.RepoUrl.ShouldBe(Workspace.RepositoryUrl);
    }

    [Fact]
    public void In_locked_mode_a_missing_record_is_an_error_and_nothing_is_sent()
    {
        var run = User.Plain().Register(("StudioLockedMode", "true"));

        run.ShouldFailWith("STUDIO4009");
        Requests.ShouldBeEmpty();
    }
}
