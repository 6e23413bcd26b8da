namespace StudioMsBuild.ReliabilityTests;

/// <summary>Builds at the same time: one request for each registration, whatever shares the work.</summary>
public sealed class ConcurrencyTests(Home home)
{
    private const string Waiting = ". Waiting for it, at most ";

    [Fact]
    public async Task Sixteen_builds_of_one_registration_send_one_request_and_all_get_its_project()
    {
        await using var site = await Site.StartAsync(home, "delay", holds: true);

        var builds = Enumerable.Range(0, 16).Select(_ => site.Start()).ToList();
        await Site.Until(() => builds.Count(build => build.Screen.Contains(Waiting, StringComparison.Ordinal)) == 15);
        site.Release();
        var results = await Task.WhenAll(builds.Select(build => build.EndAsync()));

        site.Requests.ShouldBe(1);
        results.ShouldAllBe(result => result.ExitCode == 0);
        results.Select(result => result.Url).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldBe(site.Studio.Url + site.Projects.ShouldHaveSingleItem().Path);
        results.Count(result => result.Outcome == "created").ShouldBe(1);
    }

    [Fact]
    public async Task A_build_that_waits_reports_it_once()
    {
        await using var site = await Site.StartAsync(home);
        var held = await Locks.HoldKeyAsync(site);

        var build = site.Start();
        await Site.Until(() => build.Screen.Contains(Waiting, StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);
        held.Dispose();
        var result = (await build.EndAsync()).ShouldSucceed();

        result.Screen.Split(Waiting).Length.ShouldBe(2, result.Screen);
    }

    [Fact]
    public async Task Different_registrations_are_at_Studio_at_the_same_time()
    {
        await using var site = await Site.StartAsync(home, "delay*", holds: true);

        var builds = Enumerable.Range(1, 3).Select(number => site.Start($"-p:StudioSubdir=models{number}")).ToList();
        await Site.Until(() => site.Requests == 3);
        site.Release();

        foreach (var build in builds)
            (await build.EndAsync()).ShouldSucceed();
        Entries(site.LockFile).ShouldBe(3);
    }

    [Theory]
    [InlineData("-m:4")]
    [InlineData("-mt", "-m:4")]
    public async Task A_solution_of_30_projects_over_3_folders_of_DVC_makes_3_projects(params string[] arguments)
    {
        await using var site = await Site.StartAsync(home);
        WriteSolution(site);

        var result = await site.StartIn(site.Repository.Path, ["ml.slnx", .. arguments]).EndAsync();

        result.ShouldSucceed();
        (site.Requests, site.Projects.Count, Entries(site.LockFile)).ShouldBe((3, 3, 3), result.Screen);
    }

    [Fact]
    public async Task Two_worktrees_that_build_the_solution_at_once_make_3_projects_and_both_record_them()
    {
        await using var site = await Site.StartAsync(home, "delay*", holds: true);
        WriteSolution(site);
        var other = site.Repository.Box["other"];
        site.Repository.Commit().Git("worktree", "add", "--quiet", other);

        var builds = ((string[])[site.Repository.Path, other]).Select(folder => site.StartIn(folder, "ml.slnx", "-m:2")).ToList();
        await Site.Until(() => builds.TrueForAll(build => build.Screen.Contains(Waiting, StringComparison.Ordinal)) || site.Requests == 3);
        site.Release();
        foreach (var build in builds)
            (await build.EndAsync()).ShouldSucceed();

        site.Requests.ShouldBe(3);
        (Entries(site.LockFile), Entries(Path.Combine(other, "studio.lock.json"))).ShouldBe((3, 3));
    }

    private static int Entries(string lockFile) =>
        System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(lockFile))!["projects"]!.AsArray().Count;

    private static void WriteSolution(Site site)
    {
        var projects = Enumerable.Range(0, 30).Select(at => $"models{at % 3}/p{at}/p{at}.csproj").ToList();
        for (var at = 0; at < 3; at++)
            site.Repository.Write($"models{at}/.dvc/config", "");
        foreach (var project in projects)
            site.Project(project);
        site.Repository.Write("ml.slnx", $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"{project}\" />"))}</Solution>");
        site.Repository.Write("Directory.Solution.targets", """
            <Project>
              <Target Name="RegisterStudioProject">
                <MSBuild Projects="@(ProjectReference)" Targets="RegisterStudioProject" SkipNonexistentTargets="true" BuildInParallel="true" Properties="%(ProjectReference.AdditionalProperties)" />
              </Target>
            </Project>
            """);
    }
}
