namespace StudioMsBuild.WindowsTests;

/// <summary>Which git.exe runs, and which remotes Windows has.</summary>
public sealed class GitTests(WindowsMachine windows)
{
    private const string GitFolder = @"C:\Program Files\Git\mingw64\bin";

    // Wine's variable of this name comes before what Windows has in its registry.
    private const string Path = "WINEPATH";

    [Fact]
    public async Task An_entry_of_PATH_may_have_quotes()
    {
        await using var site = await WindowsSite.StartAsync(windows);

        (await site.Set(Path, $"\"{GitFolder}\"").RegisterAsync()).ShouldSucceed("created");
    }

    [Fact]
    public async Task A_git_in_the_projects_folder_is_not_run()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        // What cmd would run from here leaves a trace; hold.exe would fail as git.
        File.Copy(System.IO.Path.Combine(windows.Drive, "hold.exe"), site.Repository["git.exe"]);
        site.Repository.Write("git.cmd", "@echo ran> trap.txt\r\n").Write("git.bat", "@echo ran> trap.txt\r\n");

        (await site.RegisterAsync()).ShouldSucceed("created");
        (await site.Set(Path, $@".;{GitFolder}").RegisterAsync("-p:StudioForce=true")).ShouldSucceed("created");

        File.Exists(site.Repository["trap.txt"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_git_the_error_says_so_and_an_entry_still_answers()
    {
        await using var site = await WindowsSite.StartAsync(windows);

        (await site.Set(Path, @"C:\nothing").RegisterAsync()).ShouldFailWith("STUDIO2001");
        (await site.RegisterAsync($"-p:StudioRepoUrl={WindowsSite.RepositoryUrl}")).ShouldSucceed("created");
        (await site.RegisterAsync($"-p:StudioRepoUrl={WindowsSite.RepositoryUrl}")).ShouldSucceed("recorded");

        site.Projects.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(@"\\server\share\iris.git")]
    [InlineData(@"C:\git\iris.git")]
    [InlineData(@"..\iris.git")]
    [InlineData("C:/git/iris.git")]
    [InlineData("//server/share/iris.git")]
    public async Task A_remote_on_this_machine_is_called_so(string remote)
    {
        await using var site = await WindowsSite.StartAsync(windows);
        site.Repository.Git("remote", "set-url", "origin", remote);

        (await site.RegisterAsync()).ShouldFailWith("STUDIO2020").ShouldSay("is a path on ").ShouldSay("this machine");

        site.Studio.Requests.ShouldBe(0);
    }

    [Theory]
    [InlineData("repository")]
    [InlineData("my iris")]
    public async Task The_command_that_trusts_another_users_repository_can_be_pasted_into_cmd(string name)
    {
        await using var site = await WindowsSite.StartAsync(windows, name: name);
        site.Set("GIT_TEST_ASSUME_DIFFERENT_OWNER", "true").Set("GIT_CONFIG_GLOBAL", windows.Path(site.Repository.Box["global"]));

        var refused = (await site.RegisterAsync()).ShouldFailWith("STUDIO2004");
        // A folder that no shell could take as it is stands beside the command.
        var command = refused.Commands.Single(command => command.StartsWith("git config", StringComparison.Ordinal))
            .Replace(" FOLDER", $" \"{site.Path().Replace('\\', '/')}\"", StringComparison.Ordinal);
        await site.GitAsync(command["git ".Length..]);

        (await site.RegisterAsync()).ShouldSucceed("created");
    }

    [Fact]
    public async Task A_linked_worktree_of_git_exe_shares_locks_with_its_main_one()
    {
        await using var site = await WindowsSite.StartAsync(windows, "delay", holds: true);
        site.Repository.Commit();
        await site.GitAsync(@"worktree add ..\other");

        WindowsProcess[] builds = [site.Start(), site.Build(@"..\other\studio.proj", "-t:RegisterStudioProject")];
        await Eventually.ShouldBe(() => builds.Any(build => build.Screen.Contains("Waiting for it", StringComparison.Ordinal)));
        site.Release();
        foreach (var build in builds)
            (await build.EndAsync()).ShouldSucceed();

        site.Projects.ShouldHaveSingleItem();
    }
}
