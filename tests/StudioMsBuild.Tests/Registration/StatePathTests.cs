using StudioMsBuild.LockFile;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Registration;

/// <summary>Where the lock file, the locks and the attempt markers lie, and what happens where they cannot.</summary>
public class StatePathTests
{
    [Fact]
    public async Task The_lock_file_lies_at_the_Git_root_and_the_locks_in_the_Git_folder()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("deep/down/app.csproj", "<Project />");

        repository.Register(studio.Url, project: repository["deep/down/app.csproj"]).Outcome.ShouldBe(Outcome.Created);

        repository.Recorded().ShouldHaveSingleItem();
        Directory.EnumerateFiles(repository[".git/studio-msbuild"]).Select(Path.GetExtension).ShouldBe([".lock", ".lock", ".mark"], ignoreOrder: true);
        repository.Ask("status", "--porcelain", "--untracked-files=all", "studio.lock.json", "studio-msbuild").ShouldBe("?? studio.lock.json");
    }

    [Fact]
    public async Task Where_no_lock_can_be_taken_a_lock_file_answers_despite_an_unresolved_attempt()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var url = repository.Register(studio.Url).Url;
        File.WriteAllText(repository.MarkerPath(), "2026-01-01 00:00:00Z\n");
        var keyLock = Directory.EnumerateFiles(repository[".git/studio-msbuild"], "*.lock").Single(path => !path.EndsWith(".record.lock", StringComparison.Ordinal));
        File.Delete(keyLock);
        Directory.CreateDirectory(keyLock);

        var next = repository.Register(studio.Url, token: null);

        (next.Outcome, next.Url).ShouldBe((Outcome.Recorded, url));
    }

    [Fact]
    public async Task Worktrees_share_an_unresolved_attempt()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = BuildExtensions.CreateRepository().Commit().Git("worktree", "add", "--quiet", "../tree");
        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO3006");

        repository.Register(studio.Url, project: repository.Box["tree/app.csproj"]).Failure.Code.ShouldBe("STUDIO4007");

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Worktrees_share_the_cached_result_of_a_lock_file_that_was_not_committed()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Commit().Git("worktree", "add", "--quiet", "../tree");
        var url = repository.Register(studio.Url).Url;

        var other = repository.Register(studio.Url, project: repository.Box["tree/app.csproj"]);

        (other.Outcome, other.Url).ShouldBe((Outcome.Recorded, url));
        File.Exists(repository.Box["tree/studio.lock.json"]).ShouldBeTrue();
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task StudioLockFile_is_relative_to_the_project_and_its_folder_is_made()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("src/app.csproj", "<Project />");

        repository.Register(studio.Url, with => with.Set("StudioLockFile", "../records/a/studio.json"), repository["src/app.csproj"]).Outcome.ShouldBe(Outcome.Created);

        File.Exists(repository["records/a/studio.json"]).ShouldBeTrue();
        File.Exists(repository.LockFilePath()).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_Git_the_lock_file_and_its_locks_lie_beside_the_project()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var folder = GitRepository.None().Write("app.csproj", "<Project />");

        folder.Register(studio.Url, with => with.Set("StudioRepoUrl", "https://github.com/owner/repository")).Outcome.ShouldBe(Outcome.Created);

        File.Exists(folder["studio.lock.json"]).ShouldBeTrue();
        Directory.EnumerateFiles(folder["studio-msbuild"], "*.mark").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_Git_the_nearest_lock_file_above_counts_and_its_folder_is_the_root_of_the_subdir()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var folder = GitRepository.None()
            .Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url, subdir: "models/churn", id: "above")))
            .Write("models/churn/.dvc/config", "").Write("models/churn/src/app.csproj", "<Project />");

        var build = folder.Register(studio.Url, with => with.Set("StudioRepoUrl", "https://github.com/owner/repository"), folder["models/churn/src/app.csproj"], token: null);

        build.Registered.Projects.All.ShouldHaveSingleItem().Id.ShouldBe("above");
        studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(".jj/repo/store/type", "Jujutsu")]
    [InlineData(".sl/requires", "Sapling")]
    public void In_a_workspace_of_another_tool_the_error_does_not_suggest_git_init(string file, string tool)
    {
        using var folder = GitRepository.None().Write(file, "").Write("models/app.csproj", "<Project />");

        var failure = folder.Register("https://studio.invalid", project: folder["models/app.csproj"]).Failure;

        (failure.Code, failure.Text.Contains(tool, StringComparison.Ordinal)).ShouldBe(("STUDIO2002", true));
        failure.Text.ShouldNotContain("git init");
        failure.Text.ShouldContain("StudioRepoUrl");
    }

    [Theory]
    [InlineData("0777", false)]
    [InlineData("1777", false)]
    [InlineData("0755", true)]
    public async Task Without_Git_a_lock_file_and_a_dvc_folder_where_others_may_write_are_not_looked_for(string mode, bool isOthers)
    {
        Assert.SkipUnless(OtherUser.CanSetUp, OtherUser.NeedsRoot);
        await using var studio = await ScriptedStudio.StartAsync();
        using var folder = GitRepository.None()
            .Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url, subdir: "models", id: "theirs")))
            .Write(".dvc/config", "[studio]\n    url = https://evil.example\n").Write("models/app.csproj", "<Project />");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)Convert.ToInt32(mode, 8));
        if (isOthers)
            OtherUser.Own(folder.Path);

        var build = folder.Register(studio.Url, with => with.Set("StudioRepoUrl", "https://github.com/owner/repository"), folder["models/app.csproj"]);

        (build.Outcome, build.Registered.Registration.Subdir).ShouldBe((Outcome.Created, null));
        File.Exists(folder["models/studio.lock.json"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("out")]
    [InlineData("deep/out")]
    public async Task A_lock_file_behind_a_link_of_the_repository_stops_before_anything_is_sent(string link)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("../elsewhere/x", "");
        Directory.CreateDirectory(Path.GetDirectoryName(repository[link])!);
        Link.ToFolder(repository[link], repository.Box["elsewhere"]);

        var failure = repository.Register(studio.Url, with => with.Set("StudioLockFile", $"{link}/studio.lock.json")).Failure;

        (failure.Code, failure.Text.Contains("symbolic link", StringComparison.Ordinal)).ShouldBe(("STUDIO4003", true));
        Directory.EnumerateFileSystemEntries(repository.Box["elsewhere"]).Count().ShouldBe(1);
        studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("studio.lock.json/")]
    [InlineData("records/")]
    public async Task A_lock_file_that_is_named_like_a_folder_stops_before_anything_is_sent(string lockFile)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        repository.Register(studio.Url, with => with.Set("StudioLockFile", lockFile)).Failure.Code.ShouldBe("STUDIO4003");

        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mounted_lock_file_is_written_in_place()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of()).Write("../mounted.json", LockFileText.Of());
        using var mount = BindMount.Of(repository.Box["mounted.json"], repository.LockFilePath());

        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Created);

        repository.Register(studio.Url, token: null).Outcome.ShouldBe(Outcome.Recorded);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_lock_file_that_cannot_be_written_stops_before_anything_is_sent()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("file", "");

        var failure = repository.Register(studio.Url, with => with.Set("StudioLockFile", "file/studio.lock.json")).Failure;

        failure.Code.ShouldBe("STUDIO4004");
        failure.Text.ShouldContain("StudioLockFile");
        studio.Requests.ShouldBeEmpty();
        Directory.EnumerateFiles(repository[".git/studio-msbuild"], "*.mark").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_instead_of_the_lock_file_stops_before_anything_is_sent()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json/keep", "");

        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4003");

        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_of_locks_that_is_a_symbolic_link_stops_before_anything_is_sent()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        Directory.CreateDirectory(repository.Box["elsewhere"]);
        Link.ToFolder(repository[".git/studio-msbuild"], repository.Box["elsewhere"]);

        var failure = repository.Register(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO4005");
        failure.Text.ShouldContain("symbolic link");
        failure.Text.ShouldContain(repository[".git/studio-msbuild"]);
        Directory.EnumerateFileSystemEntries(repository.Box["elsewhere"]).ShouldBeEmpty();
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_instead_of_the_folder_of_locks_stops_before_anything_is_sent()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write(".git/studio-msbuild", "");

        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4005");

        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_existing_lock_file_needs_no_folder_of_locks()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write(".git/studio-msbuild", "").Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url)));

        repository.Register(studio.Url, token: null).Outcome.ShouldBe(Outcome.Recorded);
    }

    [Fact]
    public async Task A_build_that_waits_for_another_reports_it_once_and_then_takes_its_result()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var key = RegistrationKey.From(repository.PlanFor(studio.Url).Value().Registration);
        var held = new StateFolder(repository[".git"]).TryLock(key.FileName + ".lock", TimeSpan.FromSeconds(9), static () => { }, TestContext.Current.CancellationToken)!;

        // The waiting build's message frees it.
        var build = repository.Register(studio.Url, report: diagnostic =>
        {
            if (diagnostic.Text.StartsWith("Another build is registering", StringComparison.Ordinal))
                held.Dispose();
        });

        build.Outcome.ShouldBe(Outcome.Created);
        build.Reported.Count(diagnostic => diagnostic.Text.Contains("Waiting for it")).ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_a_build_that_waits_ends_it_within_a_second_and_sends_nothing()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        var key = RegistrationKey.From(repository.PlanFor(studio.Url).Value().Registration);
        using var held = new StateFolder(repository[".git"]).TryLock(key.FileName + ".lock", TimeSpan.FromSeconds(9), static () => { }, TestContext.Current.CancellationToken);
        using var cancel = new CancellationTokenSource();
        var clock = new System.Diagnostics.Stopwatch();

        Should.Throw<OperationCanceledException>(() => repository.Register(studio.Url, cancel: cancel.Token, report: _ =>
        {
            clock.Start();
            cancel.Cancel();
        }));

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        studio.Requests.ShouldBeEmpty();
        Directory.EnumerateFiles(repository[".git/studio-msbuild"], "*.mark").ShouldBeEmpty();
    }
}
