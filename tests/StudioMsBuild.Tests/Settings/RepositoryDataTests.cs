namespace StudioMsBuild.Tests.Settings;

/// <summary>What a pull request can write into the repository's own DVC config.</summary>
public class RepositoryDataTests
{
    private const string Url = "https://github.com/owner/repository.git";

    [Theory]
    [InlineData("http://127.0.0.1:8080/any/prefix")]
    [InlineData("http://localhost")]
    [InlineData("http://[::1]:5000")]
    [InlineData("http://127.1:5000")]
    [InlineData("https://localhost")]
    [InlineData("https://studio.localhost")]
    [InlineData("https://0.0.0.0")]
    [InlineData("https://[::]")]
    [InlineData("https://[::ffff:127.0.0.1]")]
    [InlineData("https://[::ffff:0.0.0.0]")]
    public void The_repositorys_config_names_no_Studio_on_this_machine(string url)
    {
        foreach (var file in new[] { ".dvc/config", ".dvc/config.local" })
        {
            using var repository = GitRepository.Create().Remote("origin", Url);
            var failure = repository.Configure(file, $"[studio]\ntoken = isat_SECRET\nurl = {url}\n").Plan().Failure;

            (failure.Code, failure.Diagnostic.File, failure.Diagnostic.Line).ShouldBe(("STUDIO1025", repository[file], 3));
            failure.Text.ShouldContain("StudioUrl");
        }
    }

    [Theory]
    [InlineData("https://[2001:db8::7f00:1]")]
    [InlineData("https://10.0.0.1")]
    [InlineData("https://localhost.example.com")]
    public void Another_machine_may_be_named(string url)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Configure(".dvc/config", $"[studio]\nurl = {url}\n");

        repository.Plan().Plan.Settings.Studio.Value.Value.ShouldBe(url);
    }

    [Theory]
    [InlineData("StudioUrl")]
    [InlineData("DVC_STUDIO_URL")]
    [InlineData("user")]
    public void A_loopback_Studio_that_the_user_names_is_fine(string source)
    {
        const string studio = "http://127.0.0.1:8080";
        using var repository = GitRepository.Create().Remote("origin", Url);
        if (source == "user")
            repository.Configure("user", $"[studio]\nurl = {studio}\n");
        else
            repository.Configure(".dvc/config", $"[studio]\nurl = {studio}\n").Set(source == "StudioUrl" ? "none" : source, studio);

        repository.Plan(with: with => with.Set("StudioUrl", source == "StudioUrl" ? studio : null)).Plan.Settings.Studio.Value.Value.ShouldBe(studio);
    }

    [Fact]
    public void A_committed_token_goes_to_no_loopback_address_although_the_user_names_it()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Configure(".dvc/config", "[studio]\ntoken = isat_SECRET\nurl = http://127.0.0.1:1\n");

        repository.Plan(with: with => with.Set("StudioUrl", "http://127.0.0.1:1")).TokenFailure.Code.ShouldBe("STUDIO1008");
    }

    [Theory]
    [InlineData("[studio]\nrepo_url = https://github.com/evil/repository\n", ".dvc/config")]
    [InlineData("[studio]\nrepo_url = https://github.com/evil/repository\n", ".dvc/config.local")]
    [InlineData("[exp]\ngit_remote = https://github.com/evil/repository\n", ".dvc/config")]
    [InlineData("[exp]\ngit_remote = git@github.com:evil/repository.git\n", ".dvc/config.local")]
    public void A_repository_URL_that_is_no_remotes_is_refused(string lines, string file)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Configure(file, lines);

        var failure = repository.Plan().Failure;

        (failure.Code, failure.Diagnostic.File, failure.Diagnostic.Line).ShouldBe(("STUDIO1027", repository[file], 2));
        failure.Text.ShouldContain("StudioRepoUrl");
    }

    [Theory]
    [InlineData("[studio]\nrepo_url = git@github.com:OWNER/repository\n")]
    [InlineData("[studio]\nrepo_url = https://github.com/upstream/repository\n")]
    [InlineData("[exp]\ngit_remote = ssh://git@github.com/owner/repository\n")]
    public void A_repository_URL_with_the_key_of_a_remote_is_that_remotes(string lines)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Remote("upstream", "git@github.com:upstream/repository.git").Configure(".dvc/config", lines);

        repository.Plan().RepoUrl.ShouldBe(lines.Split(" = ")[1].Trim());
    }

    [Fact]
    public void A_repository_URL_of_the_repositorys_config_without_Git_is_refused()
    {
        using var folder = GitRepository.None().Configure(".dvc/config", "[studio]\nrepo_url = https://github.com/evil/repository\n");

        folder.Plan().Failure.Code.ShouldBe("STUDIO1027");
    }

    [Theory]
    [InlineData("StudioRepoUrl")]
    [InlineData("DVC_STUDIO_REPO_URL")]
    [InlineData("DVC_EXP_GIT_REMOTE")]
    [InlineData("user")]
    public void A_repository_URL_that_the_user_names_needs_no_remote(string source)
    {
        const string other = "https://github.com/other/repository";
        using var repository = GitRepository.Create().Remote("origin", Url);
        if (source == "user")
            repository.Configure("user", $"[studio]\nrepo_url = {other}\n");
        else if (source != "StudioRepoUrl")
            repository.Set(source, other);

        repository.Plan(with: with => with.Set("StudioRepoUrl", source == "StudioRepoUrl" ? other : null)).RepoUrl.ShouldBe(other);
    }

    [Theory]
    [InlineData("DVC_EXP_GIT_REMOTE")]
    [InlineData("exp.git_remote")]
    [InlineData("StudioGitRemote")]
    public void A_URL_instead_of_a_remote_comes_before_the_older_settings(string source)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_STUDIO_REPO_URL", "https://github.com/old/repository").Set("STUDIO_REPO_URL", "https://github.com/older/repository");
        if (source == "exp.git_remote")
            repository.Configure("user", "[exp]\ngit_remote = https://github.com/new/repository\n");
        else if (source == "DVC_EXP_GIT_REMOTE")
            repository.Set(source, "https://github.com/new/repository");

        var planned = repository.Plan(with: with => with.Set("StudioGitRemote", source == "StudioGitRemote" ? "https://github.com/new/repository" : null));

        planned.RepoUrl.ShouldBe("https://github.com/new/repository");
    }

    [Fact]
    public void A_remotes_name_does_not_come_before_the_repositorys_URL()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_EXP_GIT_REMOTE", "origin").Set("DVC_STUDIO_REPO_URL", "https://github.com/other/repository");

        repository.Plan().RepoUrl.ShouldBe("https://github.com/other/repository");
    }
}
