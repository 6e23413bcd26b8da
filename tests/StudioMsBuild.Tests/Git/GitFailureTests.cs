using CliWrap;
using CliWrap.Buffered;

namespace StudioMsBuild.Tests.Git;

/// <summary>Layouts from which nothing can be registered: each has its own code and steps.</summary>
public class GitFailureTests
{
    private const string Url = "https://github.com/owner/repository.git";

    [Fact]
    public void In_no_repository_the_advice_is_git_init_or_StudioRepoUrl()
    {
        using var folder = GitRepository.None();

        var failure = folder.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2002");
        failure.Text.ShouldContain(folder.Path);
        failure.Text.ShouldContain("git init");
        failure.Text.ShouldContain("StudioRepoUrl");
    }

    [Fact]
    public void In_no_repository_StudioRepoUrl_is_enough_and_the_projects_folder_is_the_root()
    {
        using var folder = GitRepository.None().Write(".dvc/config", "").Write("models/.dvc/config", "");

        var planned = folder.Plan("models/app.csproj", with => with.Set("StudioRepoUrl", Url));

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBeNull();
    }

    [Fact]
    public void Without_git_on_PATH_the_advice_is_to_install_it_or_StudioRepoUrl()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        repository.Set("PATH", repository.Box["nowhere"]);

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2001");
        failure.Text.ShouldContain("Install Git");
        failure.Text.ShouldContain("StudioRepoUrl");
    }

    [Fact]
    public void Without_git_on_PATH_StudioRepoUrl_is_enough()
    {
        using var repository = GitRepository.Create().Set("PATH", "");

        repository.Plan(with: with => with.Set("StudioRepoUrl", Url)).RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public void Without_any_PATH_there_is_no_git()
    {
        using var repository = GitRepository.Create().Set("PATH", null);

        repository.Plan().Failure.Code.ShouldBe("STUDIO2001");
    }

    [Theory]
    [InlineData("gitdir: /nowhere/at/all\n")]
    [InlineData("gitdir: ../gone/.git/worktrees/linked\n")]
    [InlineData("not what Git writes\n")]
    [InlineData("")]
    public void A_Git_file_that_leads_nowhere_differs_from_no_repository(string content)
    {
        using var folder = GitRepository.None().Write(".git", content);

        var failure = folder.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2003");
        failure.Text.ShouldContain("git worktree repair");
        failure.Text.ShouldContain("git submodule update --init");
    }

    [Fact]
    public void A_linked_worktree_whose_clone_is_gone_has_a_Git_file_that_leads_nowhere()
    {
        using var repository = GitRepository.Create().Commit().Git("worktree", "add", "--quiet", "../linked");
        TemporaryFolder.Delete(repository[".git"]);

        repository.Plan("../linked/app.csproj").Failure.Code.ShouldBe("STUDIO2003");
    }

    [Fact]
    public async Task Another_users_repository_is_not_trusted_and_the_text_has_the_command_to_paste()
    {
        using var repository = await GivenAway("it's theirs");

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2004");
        failure.Text.ShouldEndWith($"git config --global --add safe.directory FOLDER\n    where FOLDER is \"{repository.Path}\"");
    }

    [Fact]
    public async Task Another_users_repository_is_refused_whatever_the_settings_say()
    {
        using var repository = await GivenAway("theirs");

        repository.Plan(with: with => with.Set("StudioRepoUrl", Url).Set("StudioSubdir", "models")).Failure.Code.ShouldBe("STUDIO2004");
    }

    [Fact]
    public async Task Another_users_repository_is_trusted_by_safe_directory_from_the_environment_as_CI_sets_it()
    {
        using var repository = await GivenAway("theirs");
        repository.Set("GIT_CONFIG_COUNT", "1").Set("GIT_CONFIG_KEY_0", "safe.directory").Set("GIT_CONFIG_VALUE_0", repository.Path);

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Fact]
    public async Task Another_users_repository_is_trusted_by_safe_directory_from_the_users_config()
    {
        using var repository = await GivenAway("theirs");
        File.AppendAllText(repository.UserConfig, $"[safe]\n\tdirectory = {repository.Path}\n");

        repository.Plan().RepoUrl.ShouldBe(Url);
    }

    [Theory]
    [InlineData("app.csproj")]
    [InlineData("hooks/app.csproj")]
    public void A_bare_repository_has_no_work_tree(string project)
    {
        using var repository = GitRepository.Create("repository.git", "--bare").Remote("origin", Url);

        var failure = repository.Plan(project).Failure;

        failure.Code.ShouldBe("STUDIO2005");
        failure.Text.ShouldContain("StudioRepoUrl");
    }

    [Fact]
    public void In_a_bare_repository_StudioRepoUrl_is_enough()
    {
        using var repository = GitRepository.Create("repository.git", "--bare");

        repository.Plan(with: with => with.Set("StudioRepoUrl", Url)).RepoUrl.ShouldBe(Url);
    }

    [Theory]
    [InlineData(".git/app.csproj")]
    [InlineData(".git/hooks/app.csproj")]
    public void Inside_the_Git_folder_there_is_no_work_tree(string project)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Commit();

        repository.Plan(project).Failure.Code.ShouldBe("STUDIO2005");
    }

    [Theory]
    [InlineData("[remote \"broken\n")]
    [InlineData("no section and no key")]
    [InlineData("[remote]\n\t= value\n")]
    [InlineData("[core]\n\trepositoryformatversion = many\n")]
    [InlineData("[include]\n\tpath = config\n")]
    public void A_bad_line_of_Gits_configuration_is_passed_on(string line)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        File.AppendAllText(repository[".git/config"], line);

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2006");
        failure.Text.ShouldContain("config");
        failure.Text.ShouldContain("git config --list --show-origin");
    }

    [Fact]
    public void A_bad_line_is_named_with_its_number_and_file()
    {
        using var repository = GitRepository.Create();
        File.WriteAllText(repository[".git/config"], "[core]\n\tbare = false\n[remote \"broken\n");

        var text = repository.Plan().Failure.Text;

        text.ShouldContain("line 3");
        text.ShouldContain(".git/config");
    }

    [Fact]
    public void A_bad_line_in_the_users_configuration_is_passed_on_too()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        File.AppendAllText(repository.UserConfig, "[broken\n");

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2006");
        failure.Text.ShouldContain(repository.UserConfig);
    }

    [Fact]
    public void A_bad_line_with_a_credential_is_not_echoed()
    {
        using var repository = GitRepository.Create();
        File.AppendAllText(repository[".git/config"], "[remote \"origin\"]\n\turl = \"https://alice:SECRET@github.com/owner/repository\n");

        repository.Plan().Failure.Text.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tfrobnicate = true\n")]
    [InlineData("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha1024\n")]
    [InlineData("[core]\n\trepositoryformatversion = 99\n")]
    public void A_repository_of_the_future_asks_for_a_newer_Git(string config)
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        File.AppendAllText(repository[".git/config"], config);

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2007");
        failure.Text.ShouldContain("Update Git");
    }

    private static async Task<GitRepository> GivenAway(string folder)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(), "only root can give a folder to another user");
        var repository = GitRepository.Create(folder).Remote("origin", Url).Write("app.csproj", "").Commit();
        await Cli.Wrap("chown").WithArguments(["-R", "12345", repository.Path]).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return repository;
    }
}
