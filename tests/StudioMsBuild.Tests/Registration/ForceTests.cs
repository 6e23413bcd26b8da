namespace StudioMsBuild.Tests.Registration;

/// <summary>StudioForce: registers although a lock file, a near miss or an unclear attempt exists.</summary>
public class ForceTests
{
    [Fact]
    public async Task It_replaces_the_entry_and_shows_the_old_URL()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var old = repository.Register(studio.Url).Url;

        var forced = repository.Register(studio.Url, Build.Force);

        forced.Outcome.ShouldBe(Outcome.Created);
        forced.Url.ShouldNotBe(old, StringComparer.Ordinal);
        forced.Reported.ShouldContain(diagnostic => diagnostic.Text.Contains(old));
        repository.Recorded().ShouldBe([forced.Url]);
        studio.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_clears_an_unclear_attempt()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO3006");
        studio.Answer = Answers.Created;

        repository.Register(studio.Url, Build.Force).Outcome.ShouldBe(Outcome.Created);

        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Recorded);
        studio.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Cancelled_before_the_request_it_leaves_no_attempt_behind()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var old = repository.Register(studio.Url).Url;
        using var cancel = new CancellationTokenSource();

        Should.Throw<OperationCanceledException>(() => repository.Register(studio.Url, Build.Force, cancel: cancel.Token, report: reported =>
        {
            if (reported.Text.Contains(old, StringComparison.Ordinal))
                cancel.Cancel();
        }));

        Directory.EnumerateFiles(repository[".git/studio-msbuild"], "*.mark").ShouldBeEmpty();
        repository.Register(studio.Url).Url.ShouldBe(old);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_makes_the_clone_forget_the_old_project()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url);
        var forced = repository.Register(studio.Url, Build.Force).Url;
        File.Delete(repository.LockFilePath());

        repository.Register(studio.Url).Url.ShouldBe(forced);
    }

    [Fact]
    public async Task Where_the_new_request_is_refused_the_old_entry_stays()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var old = repository.Register(studio.Url).Url;
        studio.Answer = Answers.Json(403, "{}");

        repository.Register(studio.Url, Build.Force).Failure.Code.ShouldBe("STUDIO3010");

        repository.Recorded().ShouldBe([old]);
        repository.Register(studio.Url).Url.ShouldBe(old);
    }

    [Fact]
    public async Task It_needs_a_token()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var old = repository.Register(studio.Url).Url;

        repository.Register(studio.Url, Build.Force, token: null).Failure.Code.ShouldBe("STUDIO1005");

        repository.Recorded().ShouldBe([old]);
    }
}
