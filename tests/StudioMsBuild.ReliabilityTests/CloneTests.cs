namespace StudioMsBuild.ReliabilityTests;

/// <summary>What a committed lock file does for whoever clones the repository, or another one that grew out of it.</summary>
public sealed class CloneTests(Home home)
{
    [Fact]
    public async Task A_clone_over_ssh_without_token_and_network_gets_the_same_project()
    {
        await using var site = await Site.StartAsync(home);
        await using var studio = TcpServer.Start(_ => Task.CompletedTask);
        var url = $"{studio.Url}/team/lab/projects/iris-tsanhawn9y";
        site.Repository.Set("DVC_STUDIO_URL", studio.Url).Set("DVC_STUDIO_TOKEN", null);
        (await site.RegisterAsync($"-p:StudioAdopt={url}")).ShouldSucceed();
        var clone = Clone(site);

        var result = (await site.RegisterInAsync(clone)).ShouldSucceed();

        (result.Url, result.Outcome).ShouldBe((url, "recorded"));
        studio.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task Only_a_build_that_sends_loads_NETs_HTTP_client()
    {
        const string client = "TaskRun (StudioMsBuild.CreateStudioProject): System.Net.Http,";
        await using var site = await Site.StartAsync(home);

        var created = (await site.RunAsync("-v:diag")).ShouldSucceed();
        var recorded = (await site.RunAsync("-v:diag")).ShouldSucceed();

        created.Screen.ShouldContain(client);
        recorded.Screen.ShouldNotContain(client);
    }

    [Theory]
    [InlineData("a fork", "https://github.com/grace/iris.git", null)]
    [InlineData("another team", Site.RepositoryUrl, "other")]
    [InlineData("a renamed organisation", "https://github.com/ada-lab/iris.git", null)]
    [InlineData("a renamed repository", "https://github.com/ada/flowers.git", null)]
    public async Task A_near_miss_is_an_error_that_adopting_or_force_settles(string what, string remote, string? team)
    {
        await using var site = await Site.StartAsync(home);
        var url = (await site.RegisterAsync()).ShouldSucceed().Url!;
        var clone = Clone(site, remote);
        string[] properties = team is null ? [] : [$"-p:StudioTeamName={team}"];

        var question = (await site.RegisterInAsync(clone, properties)).ShouldFailWith("STUDIO4006");
        question.Screen.ShouldContain($"-p:StudioAdopt={url}", Case.Sensitive, what);
        question.Screen.ShouldContain("-p:StudioForce=true");
        site.Requests.ShouldBe(1);

        (await site.RegisterInAsync(clone, [.. properties, $"-p:StudioAdopt={url}"])).ShouldSucceed();
        var same = (await site.RegisterInAsync(clone, properties)).ShouldSucceed();
        (same.Url, same.Outcome, site.Requests).ShouldBe((url, "recorded", 1));

        (await site.RegisterInAsync(clone, [.. properties, "-p:StudioForce=true"])).ShouldSucceed().Outcome.ShouldBe("created");
        site.Projects.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Force_answers_a_near_miss_with_a_project_of_its_own_beside_the_first()
    {
        await using var site = await Site.StartAsync(home);
        var url = (await site.RegisterAsync()).ShouldSucceed().Url!;
        var clone = Clone(site, "https://github.com/grace/iris.git");

        var forced = (await site.RegisterInAsync(clone, "-p:StudioForce=true")).ShouldSucceed();

        forced.Outcome.ShouldBe("created");
        var lockFile = await File.ReadAllTextAsync(Path.Combine(clone, "studio.lock.json"), TestContext.Current.CancellationToken);
        lockFile.ShouldContain(url);
        lockFile.ShouldContain(forced.Url!);
    }

    private static string Clone(Site site, string remote = "git@github.com:ada/iris.git")
    {
        site.Repository.Commit();
        var clone = site.Repository.Box["clone"];
        site.Repository.Git("clone", "--quiet", site.Repository.Path, clone).GitIn(clone, "remote", "set-url", "origin", remote);
        return clone;
    }
}
