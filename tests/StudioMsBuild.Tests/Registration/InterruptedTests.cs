using Microsoft.AspNetCore.Http;
using StudioMsBuild.LockFile;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Registration;

/// <summary>Locks and attempt markers that are locked, damaged or blocked, before and after the request.</summary>
public class InterruptedTests
{
    [Fact]
    public async Task A_lock_that_is_held_beyond_its_patience_sends_nothing()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var plan = repository.PlanFor(studio.Url).Value();
        using var held = plan.Context.StateFolder.TryLock(RegistrationKey.From(plan.Registration).FileName + ".lock", TimeSpan.Zero, static () => { }, CancellationToken.None);

        var failure = plan.Register(static _ => { }, TestContext.Current.CancellationToken, patience: TimeSpan.Zero).Failure();

        failure.Code.ShouldBe("STUDIO4008");
        studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("30", "0", 130)]
    [InlineData("30", "3", 400)]
    [InlineData("1", "20", 1292)]
    public void The_patience_is_what_another_builds_requests_and_waits_can_take(string timeout, string retries, int seconds)
    {
        using var repository = BuildExtensions.CreateRepository();
        var settings = repository.PlanFor("https://studio.invalid", with => with.Set("StudioTimeout", timeout).Set("StudioRetries", retries)).Value().Settings;

        RegistrationWorkflow.PatienceFor(settings).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Where_file_locks_do_nothing_the_loser_of_the_race_for_the_marker_does_not_send()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var plan = repository.PlanFor(studio.Url).Value();
        var marker = new AttemptMarker(plan.Context.StateFolder, RegistrationKey.From(plan.Registration));
        // The token is read between the decision and the marker.
        var racing = new RegistrationPlan(plan.Context, plan.Settings, plan.Repository, plan.Subdir, new(() =>
        {
            marker.TryStart().ShouldBeTrue();
            return plan.Token;
        }));

        var failure = racing.Register(static _ => { }, TestContext.Current.CancellationToken).Failure();

        (failure.Code, failure.Kind).ShouldBe(("STUDIO4007", FailureKind.Unclear));
        studio.Requests.ShouldBeEmpty();
        marker.Read(TestContext.Current.CancellationToken).Value().State.ShouldBe(AttemptState.Pending);
    }

    [Theory]
    [InlineData("a folder")]
    [InlineData("a link")]
    public async Task A_marker_that_cannot_be_read_does_not_hide_the_entry(string what)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var url = repository.Register(studio.Url).Url;
        Replace(repository.MarkerPath(), what);

        repository.Register(studio.Url, token: null).Url.ShouldBe(url);
    }

    [Theory]
    [InlineData("a folder")]
    [InlineData("a link")]
    public async Task A_marker_that_cannot_be_read_stops_where_there_is_no_entry(string what)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url);
        File.Delete(repository.LockFilePath());
        Replace(repository.MarkerPath(), what);

        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4005");

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_answer_that_the_marker_cannot_keep_is_reported_and_recorded()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        studio.Answer = WithMarkerInTheWay(repository, Answers.Created);

        var build = repository.Register(studio.Url);

        build.Reported.ShouldContain(reported => reported.Text.StartsWith("Studio's answer can't be kept in", StringComparison.Ordinal));
        repository.Recorded().ShouldBe([build.Url]);
    }

    [Fact]
    public async Task A_marker_that_cannot_be_removed_is_reported_beside_the_failure()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        studio.Answer = WithMarkerInTheWay(repository, Answers.Json(401, "{}"));

        var build = repository.Register(studio.Url);

        build.Failure.Code.ShouldBe("STUDIO3009");
        build.Reported.ShouldContain(reported => reported.Text.StartsWith("The attempt marker can't be removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_after_the_answer_loses_nothing()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        using var held = new StateFolder(repository[".git"]).TryLock("x", TimeSpan.Zero, static () => { }, CancellationToken.None);
        var plan = repository.PlanFor(studio.Url).Value();

        // A damaged marker folder is reported right after the answer, which is the moment to cancel.
        studio.Answer = WithMarkerInTheWay(repository, Answers.Created);
        var result = plan.Register(reported => cancel.CancelAfter(reported.Text.StartsWith("Studio's answer", StringComparison.Ordinal) ? TimeSpan.Zero : Timeout.InfiniteTimeSpan), cancel.Token).Value();

        result.Outcome.ShouldBe(Outcome.Created);
        repository.Recorded().ShouldHaveSingleItem();
    }

    private static RequestDelegate WithMarkerInTheWay(GitRepository repository, RequestDelegate answer) => async context =>
    {
        Replace(repository.MarkerPath(), "a folder");
        await answer(context);
    };

    private static void Replace(string marker, string what)
    {
        File.Delete(marker);
        if (what == "a folder")
            Directory.CreateDirectory(Path.Combine(marker, "in the way"));
        else
            Link.ToFile(marker, "/etc/hostname");
    }
}
