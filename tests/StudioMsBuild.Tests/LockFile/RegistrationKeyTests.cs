using StudioMsBuild.LockFile;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>DESIGN section 4, "The key": what makes two registrations the same one.</summary>
public class RegistrationKeyTests
{
    [Theory]
    [InlineData("https://studio.dvc.ai")]
    [InlineData("https://studio.datachain.ai")]
    [InlineData("https://STUDIO.iterative.ai/")]
    [InlineData("https://studio.iterative.ai:443/api/")]
    public void The_public_Studios_addresses_are_one_Studio(string studio) =>
        Keys.Of(studio: studio).ShouldBe(Keys.Of(studio: "https://studio.iterative.ai"));

    [Theory]
    [InlineData("https://studio.example.com")]
    [InlineData("https://studio.iterative.ai/prefix")]
    [InlineData("https://studio.iterative.ai:8443")]
    [InlineData("https://sub.studio.iterative.ai")]
    public void Another_origin_or_path_is_another_Studio(string studio) =>
        Keys.Of(studio: studio).ShouldNotBe(Keys.Of(studio: "https://studio.iterative.ai"));

    [Theory]
    [InlineData("https://github.com/owner/repository.git", "the ending .git")]
    [InlineData("https://github.com/owner/repository/", "a trailing slash")]
    [InlineData("https://github.com/owner/repository.git/", "both")]
    [InlineData("https://github.com/Owner/Repository", "case of the path")]
    [InlineData("https://GitHub.COM/owner/repository", "case of the host")]
    [InlineData("https://ada@github.com/owner/repository", "a user")]
    [InlineData("https://github.com:443/owner/repository", "the port")]
    [InlineData("http://github.com/owner/repository", "the scheme")]
    [InlineData("git@github.com:owner/repository.git", "scp's form")]
    [InlineData("ssh://git@github.com/owner/repository", "ssh")]
    [InlineData("ssh://git@ssh.github.com:443/owner/repository.git", "ssh on port 443")]
    [InlineData("https://www.github.com/owner/repository", "www")]
    public void A_spelling_of_the_same_repository_is_not_another_one(string repository, string because) =>
        Keys.Of(repository).ShouldBe(Keys.Of("https://github.com/owner/repository"), because);

    [Theory]
    [InlineData("https://git.example.com/a/b", "https://git.example.com:8443/a/b", "the port")]
    [InlineData("https://git.example.com/a/b", "ssh://git@git.example.com:2222/a/b.git", "ssh on its own port")]
    [InlineData("https://git.example.com/a/b", "http://git.example.com/a/b", "the scheme")]
    [InlineData("ssh://ada@git.example.com/a/b", "ssh://bob@git.example.com/a/b", "the user")]
    [InlineData("https://git.example.com/a/b", "git@git.example.com:/a/b.git", "an absolute path in scp's form")]
    public void The_same_holds_on_other_hosts(string one, string other, string because) =>
        Keys.Of(one).ShouldBe(Keys.Of(other), because);

    [Theory]
    [InlineData("https://github.com/other/repository")]
    [InlineData("https://github.com/owner/repository2")]
    [InlineData("https://gitlab.com/owner/repository")]
    public void Another_host_or_path_is_another_repository(string repository) =>
        Keys.Of(repository).ShouldNotBe(Keys.Of("https://github.com/owner/repository"));

    [Fact]
    public void The_team_is_in_the_key() => Keys.Of(team: "vision").ShouldNotBe(Keys.Of());

    [Fact]
    public void The_subdir_is_in_the_key() => Keys.Of(subdir: "models/churn").ShouldNotBe(Keys.Of());

    [Fact]
    public void The_projects_name_and_visibility_are_not_in_the_key() => Keys.Of(name: "iris", isPublic: true).ShouldBe(Keys.Of());

    [Fact]
    public void A_subdir_that_is_a_dot_is_the_root()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/repository");

        RegistrationKey.From(repository.Plan(with: with => with.Set("StudioSubdir", ".")).Plan.Registration)
            .ShouldBe(RegistrationKey.From(repository.Plan().Plan.Registration));
    }

    [Fact]
    public void It_is_shown_as_repository_subdir_team_and_Studio() =>
        Keys.Of("git@github.com:Owner/Repository.git", team: "vision", subdir: "models/churn").ToString()
            .ShouldBe("github.com/owner/repository (models/churn) of team vision at https://studio.iterative.ai");

    [Fact]
    public void Without_team_and_subdir_it_is_shown_as_repository_and_Studio() =>
        Keys.Of().ToString().ShouldBe("github.com/owner/repository at https://studio.iterative.ai");

    [Fact]
    public void A_hostile_entry_of_the_lock_file_is_cleaned_before_it_is_shown() =>
        new RegistrationKey("https://a.example", "a/b\u001B[2J\u202E", "##vso[task]", "x\ny").ToString().ShouldBe(@"""a/b\u001B[2J\u202E"" (x\u000Ay) of team ""# #vso[task]"" at https://a.example");

    [Fact]
    public void Each_key_has_a_file_name_of_its_own()
    {
        RegistrationKey[] keys = [Keys.Of(), Keys.Of(team: "a", subdir: "bc"), Keys.Of(team: "ab", subdir: "c"), Keys.Of(team: "x"), Keys.Of(subdir: "x")];

        keys.Select(key => key.FileName).Distinct(StringComparer.Ordinal).Count().ShouldBe(keys.Length);
        keys.ShouldAllBe(key => key.FileName.Length == 32 && key.FileName.All(char.IsAsciiHexDigitLower));
    }

    [Fact]
    public void Only_another_Studio_is_near() => Keys.Of(studio: "https://studio.example.com").IsNear(Keys.Of()).ShouldBeTrue();

    [Fact]
    public void Only_another_repository_is_near() => Keys.Of("https://github.com/fork/repository").IsNear(Keys.Of()).ShouldBeTrue();

    [Fact]
    public void Only_another_team_is_near() => Keys.Of(team: "vision").IsNear(Keys.Of()).ShouldBeTrue();

    [Fact]
    public void The_same_key_is_not_near() => Keys.Of().IsNear(Keys.Of()).ShouldBeFalse();

    [Fact]
    public void Another_subdir_is_never_near() => Keys.Of(subdir: "models").IsNear(Keys.Of()).ShouldBeFalse();

    [Fact]
    public void Two_differences_are_not_near()
    {
        Keys.Of("https://github.com/fork/repository", team: "vision").IsNear(Keys.Of()).ShouldBeFalse();
        Keys.Of("https://github.com/fork/repository", studio: "https://studio.example.com").IsNear(Keys.Of()).ShouldBeFalse();
        Keys.Of(studio: "https://studio.example.com", team: "vision").IsNear(Keys.Of()).ShouldBeFalse();
        Keys.Of(team: "vision", subdir: "models").IsNear(Keys.Of()).ShouldBeFalse();
    }
}
