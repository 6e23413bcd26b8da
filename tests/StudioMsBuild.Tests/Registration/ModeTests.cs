using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Registration;

/// <summary>StudioLockedMode, and what a build says right after it created a project.</summary>
public class ModeTests
{
    [Fact]
    public async Task In_locked_mode_what_is_not_recorded_is_an_error_with_the_command_and_the_file()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        var failure = repository.Register(studio.Url, Locked, token: null).Failure;

        failure.Code.ShouldBe("STUDIO4009");
        failure.Diagnostic.File.ShouldBe(repository.LockFilePath());
        failure.Text.ShouldContain("dotnet build -t:RegisterStudioProject");
        failure.Text.ShouldContain("commit studio.lock.json");
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_locked_mode_a_record_is_all_it_needs()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var url = repository.Register(studio.Url).Url;

        repository.Register(studio.Url, Locked, token: null).Url.ShouldBe(url);

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Locked_mode_wins_over_force()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        repository.Register(studio.Url, with => Locked(Build.Force(with))).Failure.Code.ShouldBe("STUDIO4009");

        studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CI", "true")]
    [InlineData("CI", "1")]
    [InlineData("TF_BUILD", "True")]
    [InlineData("TEAMCITY_VERSION", "2025.07")]
    [InlineData("JENKINS_URL", "https://ci.example.com/")]
    public void In_CI_a_created_project_is_a_warning_with_what_to_commit(string variable, string value)
    {
        using var repository = BuildExtensions.CreateRepository().Set(variable, value);

        var (url, advice) = repository.AdviseAfterCreating(inTeam: true);

        var warning = advice.ShouldHaveSingleItem();
        (warning.Severity, warning.Code).ShouldBe((Severity.Warning, "STUDIO4010"));
        warning.File.ShouldBe(repository.LockFilePath());
        warning.Text.ShouldContain("studio.lock.json");
        warning.Text.ShouldContain($"-p:StudioAdopt={url}\n");
        warning.Text.ShouldContain($"\"url\":\"{url}\"");
    }

    [Theory]
    [InlineData("CI", "false")]
    [InlineData("CI", "False")]
    [InlineData("CI", " ")]
    [InlineData("BUILD_NUMBER", "1")]
    public void Elsewhere_it_is_a_message_that_says_to_commit_the_lock_file(string variable, string value)
    {
        using var repository = BuildExtensions.CreateRepository().Set(variable, value);

        var (_, advice) = repository.AdviseAfterCreating();

        advice.ShouldAllBe(diagnostic => diagnostic.Severity == Severity.Message);
        advice.ShouldContain(diagnostic => diagnostic.Text.Contains("Commit studio.lock.json so that nobody registers this project twice."));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", null)]
    [InlineData("http://localhost:5000", "true")]
    [InlineData("https://[::1]:8443", null)]
    public void After_a_rehearsal_on_this_machine_nobody_is_told_to_commit(string studio, string? ci)
    {
        using var repository = BuildExtensions.CreateRepository().Set("CI", ci);

        repository.AdviseAfterCreating(studio).Advice.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recorded_project_warns_nobody_in_CI()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url);

        repository.Set("CI", "true").Register(studio.Url, token: null).Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/tools/studio")]
    public async Task A_project_in_the_users_own_space_is_said_once(string prefix)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = context => Answers.Project(url: $"{studio.Url}{prefix}/user/ada/projects/iris-tsanhawn9y")(context);
        using var repository = BuildExtensions.CreateRepository();

        var (first, second) = (repository.Register(studio.Url + prefix), repository.Register(studio.Url + prefix));

        first.Told.ShouldContain(diagnostic => diagnostic.Text.Contains("StudioTeamName"));
        second.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_teams_project_is_nobodys_own()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        repository.Register(studio.Url, with => with.Set("StudioTeamName", "vision")).AllText.ShouldNotContain("StudioTeamName");
    }

    private static ProjectProperties Locked(ProjectProperties properties) => properties.Set("StudioLockedMode", "true");
}
