using StudioMsBuild.Settings;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Registration;

/// <summary>StudioLockedMode, and what a build reports right after it created a project.</summary>
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
    public async Task In_locked_mode_a_lock_file_is_all_it_needs()
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

    [Fact]
    public async Task Locked_mode_takes_no_lock_and_writes_nothing()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var before = Files(repository);

        repository.Register(studio.Url, Locked).Failure.Code.ShouldBe("STUDIO4009");

        Files(repository).ShouldBe(before);
    }

    [Theory]
    [InlineData(null, "STUDIO4009")]
    [InlineData("vision", "STUDIO4006")]
    public async Task Locked_mode_reports_the_same_where_no_lock_could_be_taken(string? team, string code)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write(".git/studio-msbuild", "");
        if (team is not null)
            repository.Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url, team: team)));

        repository.Register(studio.Url, Locked).Failure.Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_hook_answers_from_the_cached_result_and_writes_nothing()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var url = repository.Register(studio.Url).Url;
        File.Delete(repository.LockFilePath());
        var before = Files(repository);

        var hook = repository.Register(studio.Url, with => with with { IsBuildHook = true }, token: null);

        (hook.Outcome, hook.Url).ShouldBe((Outcome.Recorded, url));
        Files(repository).ShouldBe(before);
        hook.Reported.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public async Task Only_in_the_hook_a_failure_answers_for_the_next_project_of_the_build(bool isBuildHook, int requests)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Json(401, """{"detail": "Invalid token"}""");
        using var repository = BuildExtensions.CreateRepository();
        using var build = new BuildCache();
        Failure Fail() => repository.PlanFor(studio.Url, with => with with { IsBuildHook = isBuildHook }, cache: build).Value()
            .Register(static _ => { }, TestContext.Current.CancellationToken).Failure();

        Fail().Kind.ShouldBe(FailureKind.Final);
        Fail().Kind.ShouldBe(isBuildHook ? FailureKind.Repeated : FailureKind.Final);
        Fail().Kind.ShouldBe(isBuildHook ? FailureKind.Repeated : FailureKind.Final);

        studio.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task The_target_that_restores_an_entry_reports_it()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var url = repository.Register(studio.Url).Url;
        File.Delete(repository.LockFilePath());

        var build = repository.Register(studio.Url, token: null);

        build.Reported.ShouldHaveSingleItem().Text.ShouldContain(url);
        repository.Recorded().ShouldBe([url]);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("vision", false)]
    public void The_dry_run_shows_that_the_project_is_created_in_the_users_personal_space(string? team, bool isShown)
    {
        using var repository = BuildExtensions.CreateRepository();

        var shown = repository.PlanFor("https://studio.example.com", with => with.Set("StudioTeamName", team)).Value().DryRun();

        shown.Contains("in your personal space", StringComparison.Ordinal).ShouldBe(isShown);
    }

    public static TheoryData<string, string> Stops() => new()
    {
        { "another team", "STUDIO4006" },
        { "a pending attempt", "STUDIO4007" },
        { "locked", "STUDIO4009" },
        { "conflict markers", "STUDIO4001" },
        { "other .dvc folders", "STUDIO4014" },
    };

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task The_dry_run_stops_where_the_real_run_does_and_writes_nothing(string situation, string code)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        Func<ProjectProperties, ProjectProperties>? with = situation == "locked" ? Locked : null;
        switch (situation)
        {
            case "another team":
                repository.Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url, team: "vision")));
                break;
            case "a pending attempt":
                studio.Answer = Answers.Reset;
                repository.Register(studio.Url);
                break;
            case "conflict markers":
                repository.Write("studio.lock.json", "<<<<<<< HEAD\n");
                break;
            case "other .dvc folders":
                repository.Write("models/.dvc/config", "").Git("add", "models");
                break;
        }

        var (requests, before) = (studio.Requests.Count, Files(repository));

        var text = repository.PlanFor(studio.Url, with).Value().DryRun();

        text.ShouldContain($"stops with {code}");
        text.ShouldNotContain("POST");
        Files(repository).ShouldBe(before);
        studio.Requests.Count.ShouldBe(requests);
        repository.Register(studio.Url, with).Failure.Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_dry_run_shows_recorded_where_the_real_run_does_and_no_request()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var url = repository.Register(studio.Url).Url;

        var recorded = repository.PlanFor(studio.Url, token: null).Value().DryRun();
        File.Delete(repository.LockFilePath());
        var restored = repository.PlanFor(studio.Url, token: null).Value().DryRun();

        recorded.ShouldContain($"recorded as {url}");
        restored.ShouldContain($"to be recorded again as {url}");
        (recorded + restored).ShouldNotContain("POST");
        File.Exists(repository.LockFilePath()).ShouldBeFalse();
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
        warning.Text.ShouldEndWith($"-p:StudioAdopt={url}");
        warning.Text.ShouldContain($"\"url\":\"{url}\"");
    }

    [Theory]
    [InlineData("CI", "false")]
    [InlineData("CI", "False")]
    [InlineData("CI", " ")]
    [InlineData("BUILD_NUMBER", "1")]
    public void Elsewhere_a_message_asks_to_commit_the_lock_file(string variable, string value)
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
    public void After_a_rehearsal_on_this_machine_no_message_asks_to_commit(string studio, string? ci)
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

        repository.Set("CI", "true").Register(studio.Url, token: null).Reported.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/user/ada", Outcome.Created, true)]
    [InlineData("/tools/studio/user/ada", Outcome.Created, true)]
    [InlineData("/user/ada", Outcome.Recorded, false)]
    [InlineData("/team/vision", Outcome.Created, false)]
    public void A_new_project_in_the_users_personal_space_is_shown_with_the_result(string owner, object outcome, bool isShown)
    {
        using var repository = BuildExtensions.CreateRepository();
        var plan = repository.PlanFor("https://studio.example.com").Value();
        var projects = new StudioProjects([new("tsanhawn9y", "iris", $"https://studio.example.com{owner}/projects/iris-tsanhawn9y")]);

        var steps = CommitAdvice.NextSteps([new RegistrationResult(plan.Registration, projects, (Outcome)outcome)], plan.Context);

        steps.Any(step => Diagnostics.Message(step).Text.Contains("Created in your personal space", StringComparison.Ordinal)).ShouldBe(isShown);
    }

    [Fact]
    public async Task A_teams_project_is_nobodys_own()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        repository.Register(studio.Url, with => with.Set("StudioTeamName", "vision")).AllText.ShouldNotContain("StudioTeamName");
    }

    private static ProjectProperties Locked(ProjectProperties properties) => properties.Set("StudioLockedMode", "true");

    private static IEnumerable<string> Files(GitRepository repository) =>
        Directory.EnumerateFileSystemEntries(repository.Path, "*", SearchOption.AllDirectories).Where(path => !path.Contains("/.git/objects", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
}
