namespace StudioMsBuild.Tests.Git;

/// <summary>url.*.insteadOf is a matter of one machine: it counts only where the unchanged URL can't be sent.</summary>
public class InsteadOfTests
{
    private const string Url = "https://github.com/owner/repository";

    [Theory]
    [InlineData("gh:owner/repository")]
    [InlineData("work:repository")]
    public void An_abbreviation_is_written_out_by_the_repositorys_rule(string abbreviation)
    {
        using var repository = GitRepository.Create().Remote("origin", abbreviation)
            .Config("url.https://github.com/.insteadOf", "gh:").Config("url.https://github.com/owner/.insteadOf", "work:");

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe(Url);
        planned.Plan.Repository.Source.ToString().ShouldContain("insteadOf");
    }

    [Fact]
    public void An_abbreviation_is_written_out_by_the_users_rule()
    {
        using var repository = GitRepository.Create().Remote("origin", "gh:owner/repository");
        File.AppendAllText(repository.UserConfig, "[url \"git@github.com:\"]\n\tinsteadOf = gh:\n");

        repository.Plan().RepoUrl.ShouldBe("git@github.com:owner/repository");
    }

    [Fact]
    public void An_abbreviation_is_written_out_by_the_environments_rule()
    {
        using var repository = GitRepository.Create().Remote("origin", "gh:owner/repository")
            .Set("GIT_CONFIG_COUNT", "1").Set("GIT_CONFIG_KEY_0", "url.https://github.com/.insteadOf").Set("GIT_CONFIG_VALUE_0", "gh:");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void The_longest_prefix_wins_in_whatever_file()
    {
        using var repository = GitRepository.Create().Remote("origin", "gh:team/repository")
            .Config("url.https://github.com/the-team/.insteadOf", "gh:team/").Config("url.https://github.com/.insteadOf", "gh:");

        repository.Plan().RepoUrl.ShouldBe("https://github.com/the-team/repository");
    }

    [Fact]
    public void One_rule_may_have_several_prefixes()
    {
        using var repository = GitRepository.Create().Remote("origin", "hub:owner/repository")
            .Config("url.https://github.com/.insteadOf", "gh:").Config("url.https://github.com/.insteadOf", "hub:");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_prefix_has_its_case()
    {
        using var repository = GitRepository.Create().Remote("origin", "gh:owner/repository").Config("url.https://github.com/.insteadOf", "GH:");

        repository.Plan().Failure.Code.ShouldBe("STUDIO2020");
    }

    [Fact]
    public void A_rule_for_pushing_does_not_count()
    {
        using var repository = GitRepository.Create().Remote("origin", "gh:owner/repository").Config("url.https://github.com/.pushInsteadOf", "gh:");

        repository.Plan().Failure.Code.ShouldBe("STUDIO2020");
    }

    [Theory]
    [InlineData("https://mirror.example.org/github/")]
    [InlineData("/srv/cache/github/")]
    [InlineData("git@github.com:")]
    [InlineData("https://x-access-token:SECRET@github.com/")]
    public void A_mirror_a_cache_and_an_injected_token_of_this_machine_stay_here(string replacement)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Config($"url.{replacement}.insteadOf", "https://github.com/");

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe(Url);
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_token_in_the_rule_that_is_needed_stays_here_too()
    {
        using var repository = GitRepository.Create().Remote("origin", "gh:owner/repository").Config("url.https://alice:SECRET@github.com/.insteadOf", "gh:");

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe(Url);
        planned.AllText.ShouldNotContain("SECRET");
    }

    [Fact]
    public void What_the_rule_writes_out_must_be_fit_to_send()
    {
        using var repository = GitRepository.Create().Remote("origin", "gh:owner/repository").Config("url./srv/cache/.insteadOf", "gh:");

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2020");
        failure.Text.ShouldContain("insteadOf");
        failure.Text.ShouldContain("path on this machine");
    }
}
