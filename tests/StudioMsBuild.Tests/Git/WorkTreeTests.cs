using StudioMsBuild.Git;

namespace StudioMsBuild.Tests.Git;

/// <summary>Where a project may lie: each test is one layout of a real repository.</summary>
public class WorkTreeTests
{
    private const string Url = "https://github.com/owner/repository.git";

    [Fact]
    public void The_top_folder_of_a_clone_has_the_remotes_URL_and_no_subdir()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Commit();

        var planned = repository.Plan();

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBeNull();
    }

    [Fact]
    public void A_repository_without_a_commit_is_as_good()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/.dvc/config", "");

        var planned = repository.Plan("models/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe("models");
    }

    [Fact]
    public void A_branch_without_a_commit_has_its_remote_already()
    {
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/mine/repository").Remote("upstream", Url)
            .Config("branch.main.remote", "upstream");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_detached_HEAD_follows_no_branch()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Remote("upstream", "https://github.com/other/repository")
            .Config("branch.main.remote", "upstream").Commit().Git("checkout", "--quiet", "--detach");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_linked_worktree_has_the_remote_of_its_clone_and_a_subdir_of_its_own()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/.dvc/config", "").Commit()
            .Git("worktree", "add", "--quiet", "../linked");

        var planned = repository.Plan("../linked/models/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe("models");
    }

    [Fact]
    public void A_linked_worktree_shares_the_common_Git_folder_of_its_clone()
    {
        using var repository = GitRepository.Create().Commit().Git("worktree", "add", "--quiet", "../linked");

        var linked = GitRoot.Find(repository["../linked"])!;

        linked.CommonFolder.ShouldBe(repository[".git"]);
        linked.Folder.ShouldBe(repository.Box["linked"]);
    }

    [Fact]
    public void The_common_Git_folder_is_found_from_a_subfolder_too()
    {
        using var repository = GitRepository.Create().Write("a/b/app.csproj", "").Commit();

        var located = GitRoot.Find(repository["a/b"])!;

        located.CommonFolder.ShouldBe(repository[".git"]);
        located.Prefix.ShouldBe("a/b/");
    }

    [Fact]
    public void A_worktrees_own_config_counts_in_it_alone()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Remote("upstream", "https://github.com/other/repository").Commit()
            .Config("extensions.worktreeConfig", "true")
            .Git("worktree", "add", "--quiet", "../linked")
            .GitIn("../linked", "config", "--worktree", "branch.linked.remote", "upstream");

        repository.Plan("../linked/app.csproj").RepoUrl.ShouldBe("https://github.com/other/repository");
        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_submodule_is_a_repository_of_its_own()
    {
        using var library = GitRepository.Create().Write("models/.dvc/config", "").Commit();
        using var repository = GitRepository.Create().Remote("origin", "https://github.com/owner/super").Write(".dvc/config", "")
            .Git("submodule", "--quiet", "add", library.Path, "libraries/library")
            .GitIn("libraries/library", "remote", "set-url", "origin", Url);

        var planned = repository.Plan("libraries/library/models/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe("models");
    }

    [Fact]
    public void A_separate_Git_folder_makes_no_difference()
    {
        using var repository = GitRepository.Create("repository", "--separate-git-dir=../separate").Remote("origin", Url).Write("models/.dvc/config", "");

        var planned = repository.Plan("models/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe("models");
    }

    [Fact]
    public void A_repository_of_SHA_256_makes_no_difference()
    {
        using var repository = GitRepository.Create("repository", "--object-format=sha256").Remote("origin", Url).Commit();

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_repository_within_another_is_the_one_that_counts()
    {
        using var outer = GitRepository.Create().Remote("origin", "https://github.com/owner/outer").Write(".dvc/config", "").Commit()
            .Git("init", "--quiet", "inner")
            .GitIn("inner", "remote", "add", "origin", Url);

        var planned = outer.Plan("inner/models/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBeNull();
    }

    [Fact]
    public void A_repository_within_another_borrows_no_remote_from_it()
    {
        using var outer = GitRepository.Create().Remote("origin", Url).Git("init", "--quiet", "inner");

        outer.Plan("inner/app.csproj").Failure.Code.ShouldBe("STUDIO2010");
    }

    [Fact]
    public void A_project_behind_a_symbolic_link_is_where_the_link_leads()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/churn/.dvc/config", "").Write("models/churn/app.csproj", "");
        Link.ToFolder(repository.Box["link"], repository["models/churn"]);

        var planned = Planned.For(repository.Box["link/app.csproj"], repository.Environment, null, TestContext.Current.CancellationToken);

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe("models/churn");
    }

    [Theory]
    [InlineData("models/Kündigung/模型")]
    [InlineData("two words/and  two  blanks")]
    [InlineData("it's/a \"quoted\" one")]
    [InlineData("$HOME/$(pwd)/`pwd`")]
    [InlineData("a;b/c&d|e")]
    [InlineData("%20/100%/#1/?")]
    [InlineData("-rf/--help")]
    [InlineData("a\\b")]
    [InlineData("[ab]/{c,d}/*")]
    [InlineData("e\u0301/é")]
    public void A_subdir_of_any_spelling_is_sent_as_it_is(string folder)
    {
        Skip.If(Needs.FileName(folder));
        using var repository = GitRepository.Create().Remote("origin", Url).Write(folder + "/.dvc/config", "").Commit();

        var planned = repository.Plan(folder + "/source/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe(folder);
    }

    [Theory]
    [InlineData("Zähler und 模型")]
    [InlineData("it's $HOME; \"quoted\"")]
    [InlineData(" blank first and last ")]
    [InlineData("-dash")]
    public void A_clone_may_lie_in_a_folder_of_any_spelling(string folder)
    {
        Skip.If(Needs.FileName(folder));
        using var repository = GitRepository.Create(folder).Remote("origin", Url).Write("models/.dvc/config", "").Commit();

        var planned = repository.Plan("models/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe("models");
    }

    [Theory]
    [InlineData("escape\u001B[31m", "STUDIO1015")]
    [InlineData("bell\u0007", "STUDIO1015")]
    [InlineData("turned\u202Edlrow", "STUDIO1015")]
    [InlineData("two\nlines", "STUDIO2009")]
    public void A_subdir_with_a_control_character_stops_with_a_readable_line(string folder, string code)
    {
        Skip.If(Needs.FileName(folder));
        using var repository = GitRepository.Create().Remote("origin", Url).Write(folder + "/.dvc/config", "");

        var failure = repository.Plan(folder + "/app.csproj").Failure;

        failure.Code.ShouldBe(code);
        Text.HasControl(failure.Text.Replace("\n", "", StringComparison.Ordinal)).ShouldBeFalse();
    }

    [Fact]
    public void A_control_character_above_the_subdir_stops_nothing()
    {
        Skip.If(Needs.FileName("escape\u001B"));
        using var repository = GitRepository.Create("escape\u001B[31m").Remote("origin", Url).Write("models/.dvc/config", "");

        repository.Plan("models/app.csproj").Subdir.ShouldBe("models");
    }

    [Fact]
    public void A_line_break_above_the_repository_is_never_taken_for_another_answer()
    {
        Skip.If(Needs.FileName("two\nlines"));
        using var repository = GitRepository.Create("two\nlines").Remote("origin", Url).Write("models/.dvc/config", "").Commit();

        var failure = repository.Plan("models/app.csproj").Failure;

        failure.Code.ShouldBe("STUDIO2009");
        failure.Text.ShouldContain("line break");
    }
}
