using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Registration;

/// <summary>Work trees that hide what is committed, or have not committed what they show: real repositories of the git program.</summary>
public class CheckoutTests
{
    private const string Project = "models/churn/src/app.csproj";

    [Theory]
    [InlineData("--cone", "models/churn/src")]
    [InlineData("--no-cone", "models/churn/src/*")]
    public async Task A_hidden_dvc_folder_stops_with_a_command_that_brings_it_back(string mode, string pattern)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("models/churn/.dvc/config", "").Write(Project, "<Project />").Commit()
            .Git("sparse-checkout", "set", mode, pattern);

        var failure = repository.Register(studio.Url, project: repository[Project]).Failure;

        failure.Code.ShouldBe("STUDIO4013");
        failure.Text.ShouldContain($"git checkout --ignore-skip-worktree-bits -- {repository["models/churn/.dvc"]}");
        studio.Requests.ShouldBeEmpty();
        repository.Git("checkout", "--ignore-skip-worktree-bits", "--", repository["models/churn/.dvc"]);
        repository.Register(studio.Url, project: repository[Project]).Registered.Registration.Subdir.ShouldBe("models/churn");
    }

    [Theory]
    [InlineData("studio.lock.json", false)]
    [InlineData("studio.lock.json", true)]
    [InlineData("records/studio.lock.json", false)]
    public async Task A_hidden_lock_file_stops_with_a_command_that_brings_it_back(string lockFile, bool isLocked)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Set("CI", "true")
            .Write(lockFile, LockFileText.Of(LockFileText.Entry(studio: studio.Url))).Commit().Git("sparse-checkout", "set", "--no-cone", "/*", $"!/{lockFile}");

        var failure = repository.Register(studio.Url, with => with.Set("StudioLockFile", lockFile).Set("StudioLockedMode", isLocked ? "true" : "")).Failure;

        failure.Code.ShouldBe("STUDIO4012");
        failure.Text.ShouldContain($"git checkout --ignore-skip-worktree-bits -- {repository[lockFile].Replace('\\', '/')}");
        studio.Requests.ShouldBeEmpty();
        repository.Git("checkout", "--ignore-skip-worktree-bits", "--", repository[lockFile]);
        repository.Register(studio.Url, with => with.Set("StudioLockFile", lockFile)).Outcome.ShouldBe(Outcome.Recorded);
    }

    [Fact]
    public async Task A_committed_lock_file_that_was_deleted_is_not_written_anew_with_fewer_entries()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Created);
        repository.Commit();
        File.Delete(repository.LockFilePath());

        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4012");

        File.Exists(repository.LockFilePath()).ShouldBeFalse();
        studio.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("models")]
    public async Task A_folder_that_gets_its_dvc_after_the_registration_is_an_error(string registered)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write(Project, "<Project />")
            .Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url, subdir: registered))).Write("models/churn/.dvc/config", "").Commit();

        var failure = repository.Register(studio.Url, project: repository[Project]).Failure;

        failure.Code.ShouldBe("STUDIO4006");
        failure.Text.ShouldContain($"-p:StudioSubdir={(registered.Length == 0 ? "." : registered)}");
        studio.Requests.ShouldBeEmpty();
        repository.Register(studio.Url, with => with.Set("StudioSubdir", registered.Length == 0 ? "." : registered), repository[Project], token: null).Outcome.ShouldBe(Outcome.Recorded);
        repository.Register(studio.Url, Build.Force, repository[Project]).Registered.Registration.Subdir.ShouldBe("models/churn");
    }

    [Fact]
    public async Task Folders_that_each_have_their_dvc_are_no_error()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write(".dvc/config", "").Write("models/.dvc/config", "").Write("models/churn/.dvc/config", "").Write(Project, "<Project />").Commit();

        repository.Register(studio.Url).Registered.Registration.Subdir.ShouldBeNull();
        repository.Register(studio.Url, project: repository[Project]).Registered.Registration.Subdir.ShouldBe("models/churn");

        studio.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task In_an_image_without_git_and_dvc_an_entry_for_a_folder_above_is_an_error()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var folder = GitRepository.None().Write(Project, "<Project />").Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url, subdir: "models/churn")));

        var failure = folder.Register(studio.Url, with => with.Set("StudioRepoUrl", "https://github.com/owner/repository"), folder[Project]).Failure;

        (failure.Code, failure.Text.Contains("-p:StudioSubdir=models/churn", StringComparison.Ordinal)).ShouldBe(("STUDIO4006", true));
        studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("models/churn", "not added")]
    [InlineData("models/churn", "ignored")]
    [InlineData("", "not added")]
    public async Task A_dvc_folder_that_Git_does_not_track_is_a_warning_before_the_request(string folder, string why)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write(Path.Combine(folder, ".dvc/config"), "").Write(Path.Combine(folder, "app.csproj"), "<Project />");
        if (why == "ignored")
            repository.Write(".gitignore", ".dvc/\n").Commit();

        var build = repository.Register(studio.Url, project: repository[Path.Combine(folder, "app.csproj")]);

        build.Outcome.ShouldBe(Outcome.Created);
        build.Reported.Where(reported => reported.Code is not null).ShouldHaveSingleItem().Code.ShouldBe("STUDIO4015");
    }

    [Fact]
    public async Task A_dvc_folder_that_is_added_but_not_committed_yet_is_no_warning()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write(".dvc/config", "").Git("add", ".dvc");

        repository.Register(studio.Url).Reported.ShouldAllBe(reported => reported.Code == null);
    }
}
