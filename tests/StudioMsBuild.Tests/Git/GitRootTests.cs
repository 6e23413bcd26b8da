using StudioMsBuild.Git;

namespace StudioMsBuild.Tests.Git;

/// <summary>The nearest .git decides the root, the lock file and the subdir, whatever becomes of the git program.</summary>
public class GitRootTests
{
    private const string Url = "https://github.com/owner/repository.git";

    [Theory]
    [InlineData("missing")]
    [InlineData("slow")]
    [InlineData("failing")]
    public void The_root_the_lock_file_and_the_subdir_stay_where_git_cannot_run(string git)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/churn/.dvc/config", "").Commit();
        var before = repository.Plan("models/churn/src/app.csproj");
        if (git == "missing")
            repository.Set("PATH", "");
        else
            repository.Set("PATH", Path.GetDirectoryName(Script.Write(repository.Box, "tools/git", git == "slow" ? "sleep 60" : "echo 'fatal: no' >&2; exit 128")));

        var after = repository.Plan("models/churn/src/app.csproj", static inputs => inputs.Set("StudioRepoUrl", Url).Set("StudioTimeout", "1"));

        after.Subdir.ShouldBe("models/churn");
        after.Plan.Context.LockFilePath.ShouldBe(before.Plan.Context.LockFilePath);
        after.Plan.Context.StateFolder.Path.ShouldBe(before.Plan.Context.StateFolder.Path);
    }

    [Fact]
    public void A_linked_worktree_keeps_its_root_and_its_clones_Git_folder_without_git()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/.dvc/config", "").Commit().Git("worktree", "add", "--quiet", "../linked");

        var planned = repository.Set("PATH", "").Plan("../linked/models/app.csproj", static inputs => inputs.Set("StudioRepoUrl", Url));

        planned.Subdir.ShouldBe("models");
        planned.Plan.Context.LockFilePath.ShouldBe(repository.Box["linked/studio.lock.json"]);
        planned.Plan.Context.StateFolder.Path.ShouldStartWith(repository[".git"]);
    }

    [Fact]
    public void A_Git_file_that_leads_nowhere_still_marks_the_root_where_StudioRepoUrl_is_set()
    {
        using var folder = GitRepository.None().Write(".git", "gitdir: /nowhere/at/all\n").Write("models/.dvc/config", "");

        var planned = folder.Plan("models/app.csproj", static inputs => inputs.Set("StudioRepoUrl", Url));

        planned.Subdir.ShouldBe("models");
        planned.Plan.Context.LockFilePath.ShouldBe(folder["studio.lock.json"]);
    }

    [Fact]
    public void An_empty_Git_folder_is_passed_over_as_Git_does()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/.dvc/config", "").Commit();
        Directory.CreateDirectory(repository["models/.git"]);

        GitRoot.Find(repository["models"])!.Folder.ShouldBe(repository.Path);
        repository.Plan("models/app.csproj").Subdir.ShouldBe("models");
    }

    [Fact]
    public void In_no_repository_there_is_no_root()
    {
        using var folder = GitRepository.None();

        GitRoot.Find(folder.Path).ShouldBeNull();
    }

    [Theory]
    [InlineData("repository")]
    [InlineData("Zähler und 模型")]
    [InlineData("a\\b")]
    public void Git_itself_finds_the_same_root_and_prefix(string name)
    {
        using var repository = GitRepository.Create(name).Write("a/b c/app.csproj", "").Commit();

        var root = GitRoot.Find(repository["a/b c"])!;

        root.Folder.ShouldBe(repository.Ask("rev-parse", "--show-toplevel").OfSystem());
        root.Prefix.ShouldBe("a/b c/");
        repository.Ask("-C", "a/b c", "rev-parse", "--show-prefix").ShouldBe(root.Prefix);
    }

    [Fact]
    public void A_branch_called_HEAD_is_a_branch()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/mine/repository").Remote("upstream", Url).Commit()
            .Git("update-ref", "refs/heads/HEAD", "HEAD").Git("symbolic-ref", "HEAD", "refs/heads/HEAD")
            .Config("branch.HEAD.remote", "upstream");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_branch_called_HEAD_beside_another_that_is_checked_out_changes_nothing()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Commit().Git("update-ref", "refs/heads/HEAD", "HEAD");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void An_empty_remote_of_the_branch_counts_as_none()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Commit().Config("branch.main.remote", "");

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe(Url);
        planned.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_Git_from_before_worktrees_is_recognized_and_leaves_no_folder()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Commit();
        Script.Write(repository.Box, "tools/git", $"printf '%s\\n' '{repository.Path}' '' --git-common-dir refs/heads/main");

        var failure = repository.Set("PATH", repository.Box["tools"]).Plan().Failure;

        failure.Code.ShouldBe("STUDIO2007");
        failure.Text.ShouldContain("2.5");
        Directory.EnumerateFileSystemEntries(repository.Path, "--*").ShouldBeEmpty();
    }
}
