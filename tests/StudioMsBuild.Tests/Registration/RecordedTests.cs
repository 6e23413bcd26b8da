using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Registration;

/// <summary>DESIGN section 4: what is recorded is the whole job.</summary>
public class RecordedTests
{
    [Fact]
    public async Task The_first_build_creates_and_lock_files_and_the_second_sends_nothing()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        var first = repository.Register(studio.Url);
        var second = repository.Register(studio.Url);

        (first.Outcome, second.Outcome).ShouldBe((Outcome.Created, Outcome.Recorded));
        second.Registered.Projects.All.ShouldBe(first.Registered.Projects.All);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_lock_file_needs_no_token_and_no_network()
    {
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: "https://studio.invalid")));

        var build = repository.Register("https://studio.invalid", token: null);

        build.Url.ShouldBe("https://studio.invalid/user/ada/projects/iris-tsanhawn9y");
        build.Reported.ShouldBeEmpty();
    }

    [Fact]
    public void A_lock_file_leaves_no_trace_in_the_checkout()
    {
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: "https://studio.invalid")));

        repository.Register("https://studio.invalid", token: null).Outcome.ShouldBe(Outcome.Recorded);

        Directory.Exists(repository[".git/studio-msbuild"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("git@github.com:Owner/Repository.git")]
    [InlineData("ssh://git@ssh.github.com:443/owner/repository.git")]
    [InlineData("https://ada:SECRET@github.com/owner/repository/")]
    public async Task A_fresh_clone_over_another_protocol_finds_the_committed_lock_file(string remote)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var first = BuildExtensions.CreateRepository();
        var url = first.Register(studio.Url).Url;
        using var clone = BuildExtensions.CreateRepository(remote).Write("studio.lock.json", await File.ReadAllTextAsync(first.LockFilePath(), TestContext.Current.CancellationToken));

        clone.Register(studio.Url, token: null).Url.ShouldBe(url);

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Several_projects_of_one_answer_are_several_entries_and_come_back_in_order()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Several(3);
        using var repository = BuildExtensions.CreateRepository();

        var created = repository.Register(studio.Url).Registered.Projects.All;

        created.Count.ShouldBe(3);
        repository.LockFile().Entries.Select(entry => entry.Part.ToString()).ShouldBe(["1/3", "2/3", "3/3"]);
        repository.Register(studio.Url).Registered.Projects.All.ShouldBe(created);
    }

    [Fact]
    public async Task Name_and_visibility_do_not_make_another_registration()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var url = repository.Register(studio.Url).Url;

        repository.Register(studio.Url, with => with.Set("StudioProjectName", "another").Set("StudioPublic", "true")).Url.ShouldBe(url);

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Another_subdir_is_another_registration_and_both_are_recorded()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var root = repository.Register(studio.Url).Url;

        var models = repository.Register(studio.Url, with => with.Set("StudioSubdir", "models")).Url;

        repository.Recorded().ShouldBe([root, models]);
        studio.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_lock_file_wins_over_an_unclear_attempt_and_answers_it()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO3006");
        repository.Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url)));

        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Recorded);

        File.Delete(repository.LockFilePath());
        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Recorded);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_cached_result_restores_an_entry_that_a_branch_switch_removed()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Several(2);
        using var repository = BuildExtensions.CreateRepository();
        var created = repository.Register(studio.Url).Registered.Projects.All;
        var before = await File.ReadAllTextAsync(repository.LockFilePath(), TestContext.Current.CancellationToken);
        File.Delete(repository.LockFilePath());

        var restored = repository.Register(studio.Url, token: null);

        restored.Outcome.ShouldBe(Outcome.Recorded);
        restored.Registered.Projects.All.ShouldBe(created);
        (await File.ReadAllTextAsync(repository.LockFilePath(), TestContext.Current.CancellationToken)).ShouldBe(before);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_recorded_page_on_another_address_than_Studio_is_not_warned_of_in_every_build()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url);
        File.WriteAllText(repository.LockFilePath(), File.ReadAllText(repository.LockFilePath()).Replace($"\"url\": \"{studio.Url}", "\"url\": \"https://elsewhere.example.com", StringComparison.Ordinal));

        var recorded = repository.Register(studio.Url);

        recorded.Outcome.ShouldBe(Outcome.Recorded);
        recorded.Reported.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deciding_sends_nothing_and_writes_nothing()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        repository.PlanFor(studio.Url, token: null).Value().Decide().ShouldBeOfType<Decision.Create>();

        Directory.Exists(repository[".git/studio-msbuild"]).ShouldBeFalse();
        var url = repository.Register(studio.Url).Url;
        repository.PlanFor(studio.Url, token: null).Value().Decide().ShouldBeOfType<Decision.Recorded>().Projects.All.ShouldHaveSingleItem().Url.ShouldBe(url);
    }

    [Fact]
    public async Task Many_builds_of_one_registration_at_once_send_one_request()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = async context =>
        {
            await Task.Delay(100, context.RequestAborted);
            await Answers.Created(context);
        };
        using var repository = BuildExtensions.CreateRepository();

        var builds = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () => repository.Register(studio.Url), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        builds.Select(build => build.Url).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        builds.Count(build => build.Outcome == Outcome.Created).ShouldBe(1);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Builds_of_different_registrations_do_not_wait_for_each_other()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var both = new CountdownEvent(2);
        studio.Answer = async context =>
        {
            // Answers only when the other request is here too.
            both.Signal();
            (await Task.Run(() => both.Wait(TimeSpan.FromSeconds(20)))).ShouldBeTrue();
            await Answers.Created(context);
        };
        using var repository = BuildExtensions.CreateRepository();

        await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Factory.StartNew(
            () => repository.Register(studio.Url, with => with.Set("StudioSubdir", $"models/{i}")).Outcome.ShouldBe(Outcome.Created),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        repository.Recorded().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("{\"version\": 1, \"projects\": [\n<<<<<<< HEAD\n]}", "STUDIO4001")]
    [InlineData("{\"version\": 9}", "STUDIO4002")]
    public async Task A_damaged_lock_file_stops_before_anything_is_sent(string text, string code)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", text);

        repository.Register(studio.Url).Failure.Code.ShouldBe(code);
        repository.Register(studio.Url, Build.Force).Failure.Code.ShouldBe(code);
        repository.Register(studio.Url, Build.Adopt($"{studio.Url}/user/ada/projects/iris-a1")).Failure.Code.ShouldBe(code);

        studio.Requests.ShouldBeEmpty();
        (await File.ReadAllTextAsync(repository.LockFilePath(), TestContext.Current.CancellationToken)).ShouldBe(text);
    }
}
