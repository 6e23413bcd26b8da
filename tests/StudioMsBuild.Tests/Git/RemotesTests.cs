namespace StudioMsBuild.Tests.Git;

/// <summary>DESIGN section 3: which of the remotes.</summary>
public class RemotesTests
{
    private const string Url = "https://github.com/owner/repository.git";
    private const string Other = "https://github.com/other/repository.git";

    [Fact]
    public void The_branchs_remote_comes_before_origin()
    {
        using var repository = GitRepository.Create().Remote("origin", Other).Remote("upstream", Url).Commit().Config("branch.main.remote", "upstream");

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe(Url);
        planned.Plan.Repository.Source.ToString().ShouldContain("upstream");
    }

    [Theory]
    [InlineData("feature/v1.2")]
    [InlineData("a.remote")]
    [InlineData("größe")]
    public void A_branch_of_any_name_has_its_remote(string branch)
    {
        using var repository = GitRepository.Create().Remote("origin", Other).Remote("upstream", Url).Commit()
            .Git("checkout", "--quiet", "-b", branch).Config($"branch.{branch}.remote", "upstream");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void Another_branchs_remote_does_not_count()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Remote("upstream", Other).Commit().Config("branch.next.remote", "upstream");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Theory]
    [InlineData("https://stranger:SECRET@github.com/stranger/fork")]
    [InlineData("git@github.com:stranger/fork.git")]
    [InlineData("../fork")]
    [InlineData("/srv/git/fork")]
    public void A_branch_that_follows_a_strangers_URL_is_passed_over_with_a_message(string followed)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Commit().Config("branch.main.remote", followed);

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe(Url);
        planned.Reported.ShouldContain(reported => reported.Severity == Severity.Message && reported.Text.Contains("main") && reported.Text.Contains("passed over"));
        planned.Warnings.ShouldBeEmpty();
        planned.AllText.ShouldNotContain("SECRET");
        planned.AllText.ShouldNotContain("stranger");
    }

    [Fact]
    public void A_branch_that_follows_a_branch_of_this_repository_is_passed_over_silently()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write(".dvc/config", "").Commit().Config("branch.main.remote", ".");

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe(Url);
        planned.Reported.ShouldAllBe(reported => !reported.Text.Contains("main"));
    }

    [Fact]
    public void A_branch_that_follows_a_remote_that_is_gone_is_passed_over_with_a_warning()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Commit().Config("branch.main.remote", "gone");

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe(Url);
        var warning = planned.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("STUDIO2013");
        warning.Text.ShouldContain("main");
        warning.Text.ShouldContain("gone");
    }

    [Theory]
    [InlineData("upstream")]
    [InlineData("team/mirror.v2")]
    [InlineData("a.b")]
    [InlineData("größe")]
    public void The_only_remote_may_have_any_name(string name)
    {
        using var repository = GitRepository.Create().Config($"remote.{name}.url", Url);

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void Several_remotes_without_origin_are_an_error_that_lists_them()
    {
        using var repository = GitRepository.Create().Remote("upstream", Url).Remote("fork", Other);

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2011");
        failure.Text.ShouldContain("fork, upstream");
        failure.Text.ShouldContain("StudioGitRemote");
    }

    [Fact]
    public void A_remotes_name_is_data_on_the_screen()
    {
        using var repository = GitRepository.Create().Remote("upstream", Url).Config("remote.evil\u001B[2J##vso[task.complete].url", Other);

        var text = repository.Plan().Failure.Text;

        text.Split('\n').ShouldAllBe(line => !Text.HasControl(line));
        text.ShouldNotContain("##vso[");
    }

    [Fact]
    public void Without_a_remote_the_error_has_the_command_that_adds_one()
    {
        using var repository = GitRepository.Create().Commit();

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2010");
        failure.Text.ShouldContain("git remote add origin");
        failure.Text.ShouldContain("StudioRepoUrl");
    }

    [Fact]
    public void A_remote_that_is_only_pushed_to_has_no_URL()
    {
        using var repository = GitRepository.Create().Config("remote.origin.pushurl", Url);

        repository.Plan().Failure.Code.ShouldBe("STUDIO2010");
    }

    [Fact]
    public void A_push_URL_beside_the_URL_does_not_count()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Config("remote.origin.pushurl", Other);

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void Of_several_URLs_the_first_counts()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Config("remote.origin.url", Other);

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void An_empty_URL_clears_those_before_it()
    {
        using var repository = GitRepository.Create().Remote("origin", Other).Config("remote.origin.url", "").Config("remote.origin.url", Url);

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_URL_may_come_from_the_users_configuration()
    {
        using var repository = GitRepository.Create();
        File.AppendAllText(repository.UserConfig, $"[remote \"origin\"]\n\turl = {Url}\n");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_URL_may_come_from_an_included_file()
    {
        using var repository = GitRepository.Create().Config("include.path", "../team.config").Write("team.config", $"[remote \"origin\"]\n\turl = {Url}\n");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Theory]
    [InlineData("gitdir:**/repository/.git", Url)]
    [InlineData("gitdir:**/elsewhere/.git", Other)]
    [InlineData("onbranch:main", Url)]
    [InlineData("onbranch:next", Other)]
    public void An_include_counts_under_its_condition(string condition, string sent)
    {
        using var repository = GitRepository.Create().Commit();
        File.AppendAllText(repository.UserConfig, $"[includeIf \"{condition}\"]\n\tpath = included\n[remote \"origin\"]\n\turl = {Other}\n");
        repository.Box.Write("home/included", $"[remote \"origin\"]\n\turl = {Url}\n");

        repository.Plan().RepoUrl.ShouldBe(sent);
    }

    [Fact]
    public void StudioGitRemote_names_a_remote()
    {
        using var repository = GitRepository.Create().Remote("origin", Other).Remote("up.stream/2", Url);

        repository.Plan(with: with => with.Set("StudioGitRemote", "up.stream/2")).RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void StudioGitRemote_may_be_a_URL_with_a_credential_that_stays_here()
    {
        using var repository = GitRepository.Create().Remote("origin", Other);

        var planned = repository.Plan(with: with => with.Set("StudioGitRemote", "https://alice:SECRET@github.com/owner/repository.git"));

        planned.RepoUrl.ShouldBe(Url);
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("StudioGitRemote")]
    [InlineData("DVC_EXP_GIT_REMOTE")]
    [InlineData(".dvc/config:2")]
    public void An_unknown_remote_is_an_error_that_names_its_source_and_the_remotes(string source)
    {
        using var repository = GitRepository.Create().Remote("origin", Other).Remote("fork", Url);
        var property = Give(repository, source, "upstrem");

        var failure = repository.Plan(with: with => with.Set("StudioGitRemote", property)).Failure;

        failure.Code.ShouldBe("STUDIO2012");
        failure.Text.ShouldContain("upstrem");
        failure.Text.ShouldContain(source.OfSystem());
        failure.Text.ShouldContain("fork, origin");
    }

    [Fact]
    public void A_remote_that_DVC_names_needs_a_URL_in_Git()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Config("remote.push.pushurl", Other).Set("DVC_EXP_GIT_REMOTE", "push");

        repository.Plan().Failure.Code.ShouldBe("STUDIO2012");
    }

    [Theory]
    [InlineData("StudioGitRemote")]
    [InlineData("DVC_EXP_GIT_REMOTE")]
    [InlineData(".dvc/config:2")]
    public void Each_source_may_name_the_remote_before_the_branch_does(string source)
    {
        using var repository = GitRepository.Create().Remote("origin", Other).Remote("wanted", Url).Remote("followed", Other).Commit()
            .Config("branch.main.remote", "followed");
        var property = Give(repository, source, "wanted");

        repository.Plan(with: with => with.Set("StudioGitRemote", property)).RepoUrl.ShouldBe(Url);
    }

    [Theory]
    [InlineData("DVC_EXP_GIT_REMOTE")]
    [InlineData(".dvc/config:2")]
    public void Each_source_may_name_a_URL(string source)
    {
        using var repository = GitRepository.Create().Remote("origin", Other).Remote("mine", Url);
        Give(repository, source, "git@github.com:owner/repository.git");

        repository.Plan().RepoUrl.ShouldBe("git@github.com:owner/repository.git");
    }

    [Fact]
    public void A_URL_that_cannot_be_sent_is_refused_with_the_remotes_name()
    {
        using var repository = GitRepository.Create().Remote("origin", "/srv/git/SECRET.git");

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2020");
        failure.Text.ShouldContain("remote origin");
        failure.Text.ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_credential_in_the_remote_is_nowhere_in_the_plan()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://gitlab-ci-token:SECRET@gitlab.com/group/project.git");

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe("https://gitlab.com/group/project.git");
        planned.AllText.ShouldNotContain("SECRET");
    }

    // The property's value; the other sources are set in the repository.
    private static string? Give(GitRepository repository, string source, string value)
    {
        if (source == "DVC_EXP_GIT_REMOTE")
            repository.Set(source, value);
        if (source == ".dvc/config:2")
            repository.Write(".dvc/config", $"[exp]\ngit_remote = {value}\n");
        return source == "StudioGitRemote" ? value : null;
    }
}
