using Microsoft.Build.Framework;

namespace StudioMsBuild.PackageTests;

/// <summary>What Git and DVC know already need not be set again.</summary>
public sealed class NothingToConfigure(PackedPackage package) : EmulatorTest(package)
{
    [Theory]
    [InlineData("git@github.com:ada/iris.git")]
    [InlineData("ssh://git@gitlab.com/lab/group/iris.git")]
    [InlineData("https://gitlab.example.org/ada/iris.git")]
    public void The_remote_is_sent_unchanged_where_the_API_page_lists_its_form(string remote)
    {
        Repository.Git("remote", "set-url", "origin", remote);

        var run = User.Plain().Register();

        run.ShouldSucceed();
        Created.RepoUrl.ShouldBe(remote);
    }

    [Fact]
    public void A_login_of_DVC_gives_Studios_address_and_the_token()
    {
        Repository.Set("DVC_STUDIO_URL", null).Set("DVC_STUDIO_TOKEN", null);
        // As 'dvc studio login' writes it.
        Repository.Box.Write("home/.config/dvc/config", $"[studio]\n    token = isat_of_the_login\n    url = {Studio.Url}\n");

        var run = User.Plain().Register();

        run.ShouldSucceed();
        Created.RepoUrl.ShouldBe(Workspace.RepositoryUrl);
    }

    [Fact]
    public void The_nearest_dvc_folder_above_the_project_is_the_subdir()
    {
        Repository.Write(".dvc/config", "").Write("models/iris/.dvc/config", "");

        var run = User.Plain("models/iris/src/train/train.proj").Register();

        run.ShouldSucceed();
        Created.Subdir.ShouldBe("models/iris");
    }

    [Fact]
    public void A_dvc_folder_at_the_Git_root_is_no_subdir()
    {
        Repository.Write(".dvc/config", "");

        var run = User.Plain("src/train.proj").Register();

        run.ShouldSucceed();
        Created.RepoUrl.ShouldBe(Workspace.RepositoryUrl);
        Created.Subdir.ShouldBeNull();
    }

    [Fact]
    public void Without_a_dvc_folder_the_build_shows_that_the_whole_repository_is_registered()
    {
        var run = User.Plain().Register();

        run.ShouldSucceed();
        run.GetConsoleLog(LoggerVerbosity.Normal).Split('\n').Where(line => line.Contains(".dvc", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("so the whole repository is registered");
    }

    [Fact]
    public void A_property_on_the_command_line_wins_over_the_project_file_and_the_environment()
    {
        Repository.Set("STUDIO_REPO_URL", "https://github.com/ada/environment.git");

        var run = User.Plain().Property("StudioRepoUrl", "https://github.com/ada/project.git").Register(("StudioRepoUrl", "https://github.com/ada/command-line.git"));

        run.ShouldSucceed();
        Created.RepoUrl.ShouldBe("https://github.com/ada/command-line.git");
    }

    [Fact]
    public void The_projects_folder_counts_and_not_the_one_where_the_build_was_started()
    {
        // The launch folder is another repository.
        var project = User.Plain("elsewhere/studio.proj");
        project.Save();
        Repository.GitIn("elsewhere", "init", "--quiet").GitIn("elsewhere", "remote", "add", "origin", "https://github.com/ada/elsewhere.git");

        var run = project.Register();

        run.ShouldSucceed();
        Created.RepoUrl.ShouldBe("https://github.com/ada/elsewhere.git");
    }
}
