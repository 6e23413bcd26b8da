using System.Diagnostics;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace StudioMsBuild.Tests.Git;

/// <summary>How git is run: in whose environment, for how long, and that nothing of it stays.</summary>
public class GitProgramTests
{
    private const string Url = "https://github.com/owner/repository.git";
    private const string Mark = "STUDIO_TEST_MARK";

    [Fact]
    public async Task A_git_that_hangs_is_ended_with_all_its_processes_after_StudioTimeout()
    {
        using var repository = await WithHangingInclude();
        var mark = Guid.NewGuid().ToString();
        repository.Set(Mark, mark);
        var clock = Stopwatch.StartNew();

        var failure = repository.Plan(with: static inputs => inputs.Set("StudioTimeout", "2")).Failure;

        failure.Code.ShouldBe("STUDIO2008");
        failure.Text.ShouldContain("include.path");
        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
        await ShouldBeGoneAsync(mark);
    }

    [Fact]
    public async Task Cancelling_ends_a_git_that_hangs_at_once()
    {
        using var repository = await WithHangingInclude();
        var mark = Guid.NewGuid().ToString();
        repository.Set(Mark, mark);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
        var clock = Stopwatch.StartNew();

        Should.Throw<OperationCanceledException>(() => Planned.For(repository["app.csproj"], repository.Environment, null, cancel.Token));

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        await ShouldBeGoneAsync(mark);
    }

    [Fact]
    public void What_was_cancelled_before_starts_no_git()
    {
        using var repository = GitRepository.Create().Remote("origin", Url);
        Script.WriteTrap(repository.Box, "tools/git", "marker");
        repository.Set("PATH", repository.Box["tools"]);

        Should.Throw<OperationCanceledException>(() => Planned.For(repository["app.csproj"], repository.Environment, null, new CancellationToken(canceled: true)));

        File.Exists(repository.Box["marker"]).ShouldBeFalse();
    }

    [Fact]
    public void A_git_that_writes_much_on_both_pipes_does_not_hang()
    {
        using var repository = GitRepository.Create();
        Script.Write(repository.Box, "tools/git", "i=0; while [ $i -lt 20000 ]; do echo 'error: much to say on this pipe' >&2; i=$((i+1)); done; exit 3");
        repository.Set("PATH", repository.Box["tools"]);

        var failure = repository.Plan().Failure;

        failure.Code.ShouldBe("STUDIO2009");
        failure.Text.Length.ShouldBeLessThan(600);
    }

    [Fact]
    public void A_git_that_reads_its_input_finds_it_closed()
    {
        using var repository = GitRepository.Create();
        Script.Write(repository.Box, "tools/git", "read line; echo 'fatal: end of input' >&2; exit 128");
        repository.Set("PATH", repository.Box["tools"]);

        repository.Plan().Failure.Text.ShouldContain("end of input");
    }

    [Fact]
    public void Two_processes_are_all_that_it_takes_and_neither_may_page_watch_or_enter_a_bare_repository()
    {
        Skip.If(Needs.Unix);
        using var repository = GitRepository.Create().Remote("origin", Url).Commit();
        var real = repository.Environment["PATH"].Split(Path.PathSeparator).Select(entry => Path.Combine(entry, "git")).First(File.Exists);
        Script.Write(repository.Box, "tools/git", $"echo \"$@\" >> '{repository.Box["calls"]}'\nexec '{real}' \"$@\"");
        repository.Set("PATH", repository.Box["tools"] + Path.PathSeparator + repository.Environment["PATH"]);

        repository.Plan().RepoUrl.ShouldBe(Url);

        File.ReadAllLines(repository.Box["calls"]).ShouldBe(
        [
            "--no-pager -c safe.bareRepository=explicit -c core.fsmonitor=false rev-parse --show-toplevel --show-prefix --git-common-dir --symbolic-full-name HEAD",
            "--no-pager -c safe.bareRepository=explicit -c core.fsmonitor=false config -z --get-regexp ^(remote\\..*\\.url|branch\\..*\\.remote|url\\..*\\.insteadof)$",
        ]);
    }

    [Fact]
    public void Git_speaks_English_does_not_ask_and_takes_no_optional_lock()
    {
        using var repository = GitRepository.Create().Set("LC_ALL", "de_DE.UTF-8").Set("LANGUAGE", "de").Set("GIT_TERMINAL_PROMPT", "1").Set("GIT_TRACE", "1").Set("GIT_TRACE2_EVENT", "1");

        var seen = EnvironmentOfGit(repository);

        seen.ShouldContain("LC_ALL=C", StringComparer.Ordinal);
        seen.ShouldContain("LANGUAGE=", StringComparer.Ordinal);
        seen.ShouldContain("GIT_TERMINAL_PROMPT=0", StringComparer.Ordinal);
        seen.ShouldContain("GIT_OPTIONAL_LOCKS=0", StringComparer.Ordinal);
        seen.ShouldAllBe(line => !line.StartsWith("GIT_TRACE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GIT_DIR")]
    [InlineData("GIT_WORK_TREE")]
    [InlineData("GIT_COMMON_DIR")]
    [InlineData("GIT_INDEX_FILE")]
    [InlineData("GIT_PREFIX")]
    [InlineData("GIT_OBJECT_DIRECTORY")]
    [InlineData("GIT_ALTERNATE_OBJECT_DIRECTORIES")]
    [InlineData("GIT_NAMESPACE")]
    [InlineData("GIT_CONFIG")]
    public void A_callers_variable_that_points_to_another_repository_does_not_reach_git(string variable)
    {
        using var repository = GitRepository.Create().Set(variable, "/elsewhere");

        EnvironmentOfGit(repository).ShouldAllBe(line => !line.StartsWith(variable + "=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GIT_CONFIG_COUNT", "0")]
    [InlineData("GIT_CONFIG_PARAMETERS", "'a.b=c'")]
    [InlineData("GIT_CONFIG_GLOBAL", "/elsewhere")]
    [InlineData("GIT_CEILING_DIRECTORIES", "/elsewhere")]
    public void A_callers_variable_that_CI_hands_settings_over_in_reaches_git(string variable, string value)
    {
        using var repository = GitRepository.Create();
        var seen = EnvironmentOfGit(repository.Set(variable, value));

        seen.ShouldContain($"{variable}={value}", StringComparer.Ordinal);
    }

    [Fact]
    public void Nothing_of_the_test_process_itself_reaches_git()
    {
        using var repository = GitRepository.Create();

        EnvironmentOfGit(repository).ShouldAllBe(line => !line.StartsWith("DOTNET_", StringComparison.Ordinal));
    }

    [Fact]
    public void The_callers_GIT_DIR_does_not_count_where_there_is_a_repository()
    {
        using var elsewhere = GitRepository.Create().Remote("origin", "https://github.com/other/repository");
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/.dvc/config", "");
        repository.Set("GIT_DIR", elsewhere[".git"]).Set("GIT_WORK_TREE", elsewhere.Path);

        var planned = repository.Plan("models/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe("models");
    }

    [Fact]
    public void The_callers_GIT_DIR_and_GIT_WORK_TREE_count_where_there_is_none()
    {
        using var folder = GitRepository.None().Write("models/.dvc/config", "");
        folder.Git("init", "--quiet", "--bare", "../store.git").GitIn("../store.git", "config", "core.bare", "false").GitIn("../store.git", "remote", "add", "origin", Url);
        folder.Set("GIT_DIR", folder.Box["store.git"]).Set("GIT_WORK_TREE", folder.Path);

        var planned = folder.Plan("models/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe("models");
    }

    [Fact]
    public void A_hook_in_a_linked_worktree_which_sets_GIT_DIR_alone_sees_the_whole_worktree()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("models/churn/.dvc/config", "").Commit()
            .Git("worktree", "add", "--quiet", "../linked");
        repository.Set("GIT_DIR", repository[".git/worktrees/linked"]).Set("GIT_INDEX_FILE", repository[".git/worktrees/linked/index"]);

        var planned = repository.Plan("../linked/models/churn/app.csproj");

        planned.RepoUrl.ShouldBe(Url);
        planned.Subdir.ShouldBe("models/churn");
    }

    [Fact]
    public void GIT_CEILING_DIRECTORIES_ends_the_search_for_a_repository()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("a/b/app.csproj", "");
        repository.Set("GIT_CEILING_DIRECTORIES", repository["a"]);

        repository.Plan("a/b/app.csproj").Failure.Code.ShouldBe("STUDIO2002");
    }

    [Theory]
    [InlineData("DVC_STUDIO_TOKEN")]
    [InlineData("STUDIO_TOKEN")]
    [InlineData("DATACHAIN_STUDIO_TOKEN")]
    [InlineData("MY_TOKEN")]
    public void A_token_does_not_reach_git_under_its_own_name_or_another(string variable)
    {
        using var repository = GitRepository.Create().Set(variable, "isat_SECRET").Set("TF_VAR_copy", "isat_SECRET");

        EnvironmentOfGit(repository, static inputs => inputs.Set("StudioTokenVariable", "MY_TOKEN")).ShouldAllBe(line => !line.Contains("SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trace_that_the_users_Git_writes_holds_no_token()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Set("DVC_STUDIO_TOKEN", "isat_SECRET").Set("GIT_TRACE2_ENV_VARS", "DVC_STUDIO_TOKEN");
        var trace = repository.Box["trace"];
        File.AppendAllText(repository.UserConfig, $"[trace2]\n\teventTarget = {trace.Replace('\\', '/')}\n\tenvVars = DVC_STUDIO_TOKEN,STUDIO_TOKEN\n");

        repository.Plan().RepoUrl.ShouldBe(Url);

        File.ReadAllText(trace).ShouldNotContain("SECRET");
    }

    // A git that writes down its environment and fails.
    private static string[] EnvironmentOfGit(GitRepository repository, Func<ProjectProperties, ProjectProperties>? with = null)
    {
        var seen = repository.Box["seen"];
        Script.Write(repository.Box, "tools/git", $"/usr/bin/env > '{seen}'\nexit 1");
        repository.Set("PATH", repository.Box["tools"]).Plan(with: with).Failure.Code.ShouldBe("STUDIO2009");
        return File.ReadAllLines(seen);
    }

    private static async Task<GitRepository> WithHangingInclude()
    {
        Skip.If(Needs.Unix);
        var repository = GitRepository.Create().Remote("origin", Url).Write("app.csproj", "");
        await Cli.Wrap("mkfifo").WithArguments([repository.Box["fifo"]]).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        File.AppendAllText(repository[".git/config"], $"[include]\n\tpath = {repository.Box["fifo"]}\n");
        return repository;
    }

    private static async Task ShouldBeGoneAsync(string mark)
    {
        for (var tries = 0; tries < 20 && ProcessesWith(mark).Any(); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        ProcessesWith(mark).ShouldBeEmpty();
    }

    private static IEnumerable<string> ProcessesWith(string mark)
    {
        var variable = Encoding.UTF8.GetBytes($"{Mark}={mark}");
        return Directory.EnumerateDirectories("/proc").Where(process => Contains(Path.Combine(process, "environ"), variable));
    }

    private static bool Contains(string file, byte[] text)
    {
        try
        {
            return File.Exists(file) && File.ReadAllBytes(file).AsSpan().IndexOf(text) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return false;
        }
    }
}
