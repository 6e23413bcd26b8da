namespace StudioMsBuild.Tests.Git;

/// <summary>A repository is data: nothing that it names is run, and no git is run but the one of PATH's absolute entries.</summary>
public class HostileRepositoryTests
{
    private const string Url = "https://github.com/owner/repository.git";

    [Fact]
    public void A_configuration_full_of_programs_runs_none_of_them()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/.dvc/config", "").Write("models/file.bin", "").Commit();
        var marker = repository.Box["marker"];
        var trap = Script.WriteTrap(repository.Box, "trap/trap", "marker");
        foreach (var key in new[]
        {
            "core.fsmonitor", "core.pager", "pager.config", "pager.rev-parse", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
            "core.alternateRefsCommand", "credential.helper", "diff.external", "gpg.program", "filter.trap.clean", "remote.origin.vcs", "interactive.diffFilter",
        })
            repository.Config(key, trap);
        foreach (var command in new[] { "config", "rev-parse", "symbolic-ref" })
            repository.Config($"alias.{command}", $"!{trap}");
        repository.Config("core.hooksPath", Path.GetDirectoryName(trap)!).Write(".gitattributes", "* filter=trap diff=trap\n");

        var planned = repository.Plan("models/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        File.Exists(marker).ShouldBeFalse();
        repository.Git("status");
        File.Exists(marker).ShouldBeTrue("the trap itself must work: 'git status' walks into it");
    }

    [Fact]
    public void A_bare_repository_that_lies_embedded_among_the_files_is_not_entered()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Commit();
        var marker = repository.Box["marker"];
        var trap = Script.WriteTrap(repository.Box, "trap/trap", "marker");
        repository.Git("init", "--quiet", "--bare", "data");
        File.WriteAllText(repository["data/config"], $"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n\tfsmonitor = {trap}\n[remote \"origin\"]\n\turl = https://github.com/evil/evil\n");

        var failure = repository.Plan("data/app.csproj").Failure;

        failure.Code.ShouldBe("STUDIO2005");
        File.Exists(marker).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("bin")]
    [InlineData("FOLDER")]
    [InlineData("./FOLDER")]
    [InlineData("FOLDER/bin")]
    public void A_git_that_lies_in_the_projects_folder_is_not_run(string pathEntry)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        WriteTraps(repository);
        repository.Set("PATH", $"{Relative(pathEntry, repository)}:{repository.Environment["PATH"]}");

        repository.Plan("app/app.csproj").RepoUrl.ShouldBe(Url);

        File.Exists(repository.Box["marker"]).ShouldBeFalse();
    }

    [Fact]
    public void With_relative_entries_alone_there_is_no_git()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        WriteTraps(repository);
        repository.Set("PATH", Relative(".::bin:FOLDER:FOLDER/bin", repository));

        repository.Plan("app/app.csproj").Failure.Code.ShouldBe("STUDIO2001");

        File.Exists(repository.Box["marker"]).ShouldBeFalse();
    }

    [Fact]
    public void A_git_of_an_earlier_absolute_entry_is_the_one_that_runs()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        var marker = repository.Box["marker"];
        Script.WriteTrap(repository.Box, "tools/git", "marker");
        repository.Set("PATH", $"{repository.Box["tools"]}:{repository.Environment["PATH"]}");

        repository.Plan().Failure.Diagnostic.Severity.ShouldBe(Severity.Error);

        File.Exists(marker).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_or_a_text_file_called_git_is_no_git()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        repository.Box.Write("text/git", "not a program");
        Directory.CreateDirectory(repository.Box[OperatingSystem.IsWindows() ? "folder/git.exe" : "folder/git"]);
        repository.Set("PATH", string.Join(Path.PathSeparator, repository.Box["text"], repository.Box["folder"], repository.Environment["PATH"]));

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void A_git_that_cannot_be_started_is_an_error_and_no_crash()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        Script.Write(repository.Box, "broken/git", "exit 0", "/nowhere/interpreter");
        repository.Set("PATH", repository.Box["broken"]);

        repository.Plan().Failure.Code.ShouldBe("STUDIO2009");
    }

    [Fact]
    public void Gits_output_is_cleaned_before_it_is_shown()
    {
        using var repository = GitRepository.Create();
        File.AppendAllText(repository[".git/config"], "[include]\n\tpath = \"x\u001B[2J\u202E##vso[task.complete]\"\n[core]\n\tbare = \"\u001B[2J\u202E##vso[task.complete]\"\n");

        var text = repository.Plan().Failure.Text;

        Text.HasControl(text.Replace("\n", "", StringComparison.Ordinal)).ShouldBeFalse();
        text.ShouldNotContain("##vso[");
    }

    [Fact]
    public void The_branchs_name_is_cleaned_before_it_is_shown()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Commit()
            .Git("checkout", "--quiet", "-b", "##vso/\u202Egnp").Config("branch.##vso/\u202Egnp.remote", "gone");

        Text.HasControl(repository.Plan().Warnings.ShouldHaveSingleItem().Text.Replace("\n", "", StringComparison.Ordinal)).ShouldBeFalse();
    }

    private static void WriteTraps(GitRepository repository)
    {
        foreach (var place in new[] { "app/git", "app/git.exe", "app/bin/git" })
            Script.WriteTrap(repository.Box, "repository/" + place, "marker");
    }

    // FOLDER is the project's folder as seen from the current one, in which a build would resolve the entry.
    private static string Relative(string pathEntry, GitRepository repository) =>
        pathEntry.Replace("FOLDER", Path.GetRelativePath(Environment.CurrentDirectory, repository["app"]), StringComparison.Ordinal);
}
