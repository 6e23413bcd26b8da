using System.Collections.Concurrent;
using StudioMsBuild.Tests.Registration;
using static StudioMsBuild.Tests.SeveralRegistrations.SeveralExtensions;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>Long runs: sixteen at a time, and whatever stops or meets them, one project for each.</summary>
public class ManyTests
{
    [Fact]
    public async Task Two_hundred_are_two_hundred_requests_over_at_most_sixteen_connections_and_a_sorted_lock_file()
    {
        var connections = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = context =>
        {
            connections.AddOrUpdate(context.Connection.Id, 1, (_, count) => count + 1);
            return Answers.Created(context);
        };
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, Models(200));

        build.Outcomes.ShouldBe([Outcome.Created]);
        build.Folders.ShouldBe(Enumerable.Range(0, 200).Select(at => $"models/{at}"));
        (studio.Requests.Count, studio.Asked().Distinct(StringComparer.Ordinal).Count()).ShouldBe((200, 200));
        connections.Count.ShouldBeInRange(2, 16);
        repository.LockFile().Entries.Select(entry => entry.Key.Subdir).ShouldBe(Enumerable.Range(0, 200).Select(at => $"models/{at}").Order(StringComparer.Ordinal));
        repository.Recorded().Order(StringComparer.Ordinal).ShouldBe(build.Urls.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sixteen_are_with_Studio_at_the_same_time_and_no_more()
    {
        var (now, most) = (0, 0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            if (now == 16)
                gate.TrySetResult();
            await gate.Task.WaitAsync(TimeSpan.FromSeconds(20), context.RequestAborted);
            Interlocked.Decrement(ref now);
            await Answers.Created(context);
        };
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Models(40)).Errors.ShouldBeEmpty();

        most.ShouldBe(16);
    }

    [Fact]
    public async Task Two_builds_of_the_same_fifty_at_the_same_time_make_fifty_projects_and_both_get_them()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        repository.PlanAll(studio.Url, Models(50)).Value();

        var builds = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
            () => repository.RegisterAll(studio.Url, Models(50)), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        builds.ShouldAllBe(build => build.Errors.Count == 0 && build.Urls.Count == 50);
        builds[0].Urls.ShouldBe(builds[1].Urls);
        studio.Requests.Count.ShouldBe(50);
        repository.Recorded().Count().ShouldBe(50);
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_lock_files_what_succeeded_and_the_next_build_sends_only_what_never_went_out()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var arrived = 0;
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = context =>
        {
            var number = Interlocked.Increment(ref arrived);
            // Sixteen at a time: when the 36th comes in, twenty have their answer.
            if (number == 36)
                stop.CancelAfter(TimeSpan.Zero);
            return number <= 20 ? Answers.Created(context) : Answers.Silence(context);
        };
        using var repository = CreateMonorepo();
        var reported = new ConcurrentQueue<Diagnostic>();

        Should.Throw<OperationCanceledException>(() => repository.RegisterAll(studio.Url, Models(60), cancel: stop.Token, report: reported.Enqueue));
        var recorded = repository.Recorded().ToList();
        studio.Answer = Answers.Created;
        var next = repository.RegisterAll(studio.Url, Models(60));

        recorded.Count.ShouldBe(20);
        reported.Count(diagnostic => diagnostic.Code == "STUDIO3019").ShouldBe(16);
        next.Errors.Count.ShouldBe(16);
        next.Errors.ShouldAllBe(error => error.Code == "STUDIO4007");
        next.Registered.Count(one => one.Outcome == Outcome.Recorded).ShouldBe(20);
        studio.Asked().Distinct(StringComparer.Ordinal).Count().ShouldBe(60);
        studio.Requests.Count.ShouldBe(60);
    }

    [Fact]
    public async Task Once_stopped_it_starts_no_other_not_even_one_that_needs_no_network()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        await stop.CancelAsync();

        Should.Throw<OperationCanceledException>(() => repository.RegisterAll(studio.Url, [new("a", adopt: $"{studio.Url}/user/ada/projects/a-1"), new("b")], cancel: stop.Token));

        File.Exists(repository.LockFilePath()).ShouldBeFalse();
    }
}
