using StudioMsBuild.Settings;
using StudioMsBuild.Tests.Registration;
using static StudioMsBuild.Tests.SeveralRegistrations.SeveralExtensions;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>Several registrations of which some are recorded: offline, in locked mode, in a dry run, and on the screen.</summary>
public class SeveralModesTests
{
    [Fact]
    public async Task Offline_what_is_recorded_answers_and_nothing_is_sent()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        repository.RegisterAll(studio.Url, Items("a", "b"));

        var build = repository.RegisterAll(studio.Url, Items("a", "b", "c", "d"), Offline, token: null);

        build.Folders.ShouldBe(["a", "b"]);
        build.Reported.ShouldBeEmpty();
        studio.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Offline_a_lock_file_answers_also_where_an_attempt_is_unclear()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = CreateMonorepo();
        repository.RegisterAll(studio.Url, Items("a"));
        repository.Write("studio.lock.json", StudioMsBuild.Tests.LockFile.LockFileText.Of(StudioMsBuild.Tests.LockFile.LockFileText.Entry(studio: studio.Url, subdir: "a")));

        repository.RegisterAll(studio.Url, Items("a"), Offline, token: null).Folders.ShouldBe(["a"]);
    }

    [Fact]
    public async Task In_locked_mode_those_that_are_not_recorded_are_one_error_with_their_folders()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        repository.RegisterAll(studio.Url, Items("a"));

        var build = repository.RegisterAll(studio.Url, Items("a", "b", "c"), with => with.Set("StudioLockedMode", "true"), token: null);

        build.Folders.ShouldBe(["a"]);
        var error = build.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("STUDIO4009");
        error.Text.ShouldStartWith("2 registrations (b, c): ");
        error.Text.ShouldEndWith("\n    dotnet build -t:RegisterStudioProject -p:StudioSubdir=ITS-FOLDER");
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_dry_run_shows_the_request_of_each_and_what_is_recorded_and_leaves_no_trace()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        var url = repository.RegisterAll(studio.Url, Items("a")).Urls.ShouldHaveSingleItem();
        var plans = repository.PlanAll(studio.Url, [new("a"), new("b", projectName: "Churn"), new("c", adopt: $"{studio.Url}/user/ada/projects/c-3")]).Value();
        var before = Directory.GetFileSystemEntries(repository.Path, "*", SearchOption.AllDirectories);
        using var run = new RegistrationBatch(plans[0].Context, plans, static _ => { }, TestContext.Current.CancellationToken);

        var text = DryRunText.From(plans, run.Decide()).ToString();

        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        lines.Take(10).Where(line => line is ['a' or 'b' or 'c', ' ', ..]).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ShouldBe([$"a recorded as {url}", "b to be created in your personal space", $"c to be recorded as {studio.Url}/user/ada/projects/c-3"]);
        lines.Count(line => line.StartsWith("POST ", StringComparison.Ordinal)).ShouldBe(1);
        lines.Where(line => line.StartsWith("\"subdir\"", StringComparison.Ordinal) || line.StartsWith("\"name\"", StringComparison.Ordinal))
            .ShouldBe(["\"subdir\": \"b\",", "\"name\": \"Churn\""]);
        lines.ShouldNotContain(line => line.StartsWith("StudioSubdir", StringComparison.Ordinal));
        text.ShouldNotContain("SECRET");
        Directory.GetFileSystemEntries(repository.Path, "*", SearchOption.AllDirectories).ShouldBe(before);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Different_outcomes_follow_their_URLs_in_the_order_of_the_items()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        repository.RegisterAll(studio.Url, Items("b"));

        var build = repository.RegisterAll(studio.Url, [new("c"), new("b"), new("a", adopt: $"{studio.Url}/user/ada/projects/a-1")]);

        build.Registered.Select(one => one.Outcome).ShouldBe([Outcome.Created, Outcome.Recorded, Outcome.Adopted]);
        build.Shown(repository).ShouldBe($"3 Studio projects:\n  c  {build.Urls[0]}\n  b  {build.Urls[1]} (recorded)\n  a  {build.Urls[2]} (adopted)");
    }

    [Fact]
    public async Task One_outcome_for_all_is_shown_once_and_over_ten_are_counted()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        var ten = repository.RegisterAll(studio.Url, Models(10));
        repository.RegisterAll(studio.Url, Models(11));

        ten.Shown(repository).ShouldBe(string.Join("\n  ", ten.Urls.Select((url, at) => $"models/{at}  {url}").Prepend("10 Studio projects:")));
        repository.RegisterAll(studio.Url, Models(11), token: null).Shown(repository).ShouldBe($"11 Studio projects (recorded), listed in {repository.LockFilePath()}");
    }

    private static ProjectProperties Offline(ProjectProperties properties) => properties.Set("StudioOffline", "true");
}
