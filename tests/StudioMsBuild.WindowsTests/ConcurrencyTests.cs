namespace StudioMsBuild.WindowsTests;

/// <summary>Builds, nodes and threads at the same time, and builds that are killed.</summary>
public sealed class ConcurrencyTests(WindowsMachine windows)
{
    private const string Waiting = ". Waiting for it, at most ";

    [Fact]
    public async Task Two_builds_at_once_create_one_project()
    {
        await using var site = await WindowsSite.StartAsync(windows, "delay", holds: true);

        WindowsProcess[] builds = [site.Start(), site.Start()];
        await Eventually.ShouldBe(() => builds.Any(build => build.Screen.Contains(Waiting, StringComparison.Ordinal)));
        site.Release();
        var results = await Task.WhenAll(builds.Select(build => build.EndAsync()));

        results.Select(result => result.ShouldSucceed().Outcome).ShouldBe(["created", "recorded"], ignoreOrder: true);
        site.Projects.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("-m:1")]
    [InlineData("-m:4")]
    [InlineData("-mt", "-m:4")]
    public async Task Forty_projects_of_ten_folders_create_ten_projects(params string[] arguments)
    {
        await using var site = await WindowsSite.StartAsync(windows);
        site.ProjectOfFolders(10);
        string[] projects = [.. Enumerable.Range(0, 40).Select(at => $"models/{at % 10}/p{at}/p{at}.proj")];
        foreach (var project in projects)
            site.Project(project);
        site.Repository.Write("all.proj", $"""
            <Project>
              <Target Name="RegisterStudioProject">
                <MSBuild Projects="{string.Join(';', projects)}" Targets="RegisterStudioProject" BuildInParallel="true" />
              </Target>
            </Project>
            """);

        (await site.RegisterProjectAsync("all.proj", arguments)).ShouldSucceed().Codes.ShouldBeEmpty();

        (site.Studio.Requests, site.Projects.Count, site.Entries.Count).ShouldBe((10, 10, 10));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    public async Task Many_items_of_one_build_are_each_created_once(int count)
    {
        await using var site = await WindowsSite.StartAsync(windows);
        var folders = site.ProjectOfFolders(count);

        (await site.RegisterAsync()).ShouldSucceed().Codes.ShouldBeEmpty();

        site.Projects.Select(project => project.Subdir).ShouldBe(folders, ignoreOrder: true);
        site.Entries.ShouldBe(folders, ignoreOrder: true);
        (await site.RegisterAsync()).ShouldSucceed();
        site.Studio.Requests.ShouldBe(count);
    }

    [Fact]
    public async Task A_build_killed_with_its_request_under_way_leaves_a_question()
    {
        await using var site = await WindowsSite.StartAsync(windows, "delay", holds: true);
        var build = site.Start();
        await Eventually.ShouldBe(() => site.Studio.Requests == 1, () => build.Screen);

        (await build.KillAsync()).ExitCode.ShouldBeNull();
        site.Release();
        await Eventually.ShouldBe(() => site.Projects.Count == 1);

        (await site.RegisterAsync()).ShouldFailWith("STUDIO4007");
        (await site.RegisterAsync($"-p:StudioAdopt={site.Studio.Url}{site.Projects[0].Path}")).ShouldSucceed("adopted");
        (await site.RegisterAsync()).ShouldSucceed("recorded");
        site.Studio.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_build_killed_in_the_middle_of_200_items_keeps_what_was_answered()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var requests = 0;
        await using var site = await WindowsSite.StartAsync(windows, new EmulatorOptions
        {
            Fail = "delay*",
            Delay = () => Interlocked.Increment(ref requests) <= 40 ? Task.CompletedTask : release.Task,
        });
        var folders = site.ProjectOfFolders(200);
        var build = site.Start();
        await Eventually.ShouldBe(() => site.Studio.Requests == 40 + 16, () => build.Screen);
        await build.KillAsync();
        site.Entries.Count.ShouldBe(40);

        release.SetResult();
        var next = (await site.RegisterAsync()).ShouldFailWith("STUDIO4007");

        await Eventually.ShouldBe(() => site.Projects.Count == 200, () => next.Screen);
        site.Projects.Select(project => project.Subdir).ShouldBe(folders, ignoreOrder: true);
        site.Entries.Count.ShouldBe(200 - 16);
    }
}
