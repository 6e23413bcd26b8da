namespace StudioMsBuild.ReliabilityTests;

/// <summary>Ctrl+C in each phase of a registration: the build ends at once, and the next one knows what is known.</summary>
public sealed class CancellationTests(Home home)
{
    // It takes a second; how much longer depends on what else the machine does. Each phase would otherwise last a minute or two.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task While_git_does_not_answer()
    {
        await using var site = await Site.StartAsync(home);
        var pipe = await PipeAsync(site);
        site.Repository.Config("include.path", pipe);

        var build = site.Start();
        await using (await OpenAsync(pipe))
            await ShouldEndSoon(build);

        build.Screen.ShouldNotContain("STUDIO2008");
        Locks.Markers(site).ShouldBe(0);
        site.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task While_it_waits_for_the_lock()
    {
        await using var site = await Site.StartAsync(home);
        using (await Locks.HoldKeyAsync(site))
        {
            var build = site.Start();
            await Site.Until(() => build.Screen.Contains("Waiting for it", StringComparison.Ordinal));
            await ShouldEndSoon(build);
        }

        (await site.RegisterAsync()).ShouldSucceed().Outcome.ShouldBe("created");
    }

    [Fact]
    public async Task While_the_name_is_looked_up()
    {
        Assert.SkipUnless(await Mounting.IsAllowedAsync(), "Only root can put a pipe in the place of /etc/hosts.");
        await using var site = await Site.StartAsync(home);
        var pipe = await PipeAsync(site);
        site.Repository.Set("DVC_STUDIO_URL", "https://studio.invalid");

        var build = site.StartBy("unshare", "-m", "sh", "-c", """mount --bind "$0" /etc/hosts && exec "$@" """, pipe);
        await using (await OpenAsync(pipe))
            await ShouldEndSoon(build);

        Locks.Markers(site).ShouldBe(0);
    }

    [Fact]
    public async Task While_it_connects()
    {
        if (Needs.Linux is { } reason)
            Assert.Skip(reason);
        await using var site = await Site.StartAsync(home);
        var hole = TcpServer.BlackHole();
        site.Repository.Set("DVC_STUDIO_URL", hole.Url);

        var build = site.Start();
        await Site.Until(() => Locks.Markers(site) == 1);
        await Task.Delay(TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);
        await ShouldEndSoon(build);

        Locks.Markers(site).ShouldBe(0);
        await hole.DisposeAsync();
    }

    [Theory]
    [InlineData("hang", 0)]
    [InlineData("hang-created", 1)]
    [InlineData("half-silent-created", 1)]
    public async Task While_Studio_has_the_request(string fault, int projects)
    {
        await using var site = await Site.StartAsync(home, fault);

        var build = site.Start();
        await Site.Until(() => site.Requests == 1);
        await ShouldEndSoon(build);

        (await site.RegisterAsync()).ShouldFailWith("STUDIO4007");
        (site.Requests, site.Projects.Count).ShouldBe((1, projects));
    }

    [Fact]
    public async Task While_it_waits_to_try_again()
    {
        await using var site = await Site.StartAsync(home, "429-retry-after-minute");

        var build = site.Start();
        await Site.Until(() => build.Screen.Contains("Retrying in 60 s", StringComparison.Ordinal));
        await ShouldEndSoon(build);

        (await site.RegisterAsync()).ShouldSucceed().Outcome.ShouldBe("created");
        site.Projects.Count.ShouldBe(1);
    }

    /// <summary>Makes a pipe that nobody writes to.</summary>
    private static async Task<string> PipeAsync(Site site)
    {
        if (Needs.Unix is { } reason)
            Assert.Skip(reason);
        var pipe = site.Repository.Box["pipe"];
        await ProcessState.WhileUnchanged(() => CliWrap.Cli.Wrap("mkfifo").WithArguments([pipe]).ExecuteAsync(TestContext.Current.CancellationToken));
        return pipe;
    }

    private static async Task ShouldEndSoon(BuildProcess build)
    {
        var took = (await build.InterruptAsync()).Took;
        TestContext.Current.TestOutputHelper!.WriteLine($"Ended {took.TotalSeconds:0.00} s after Ctrl+C");
        took.ShouldBeLessThan(Soon);
    }

    /// <summary>Whoever opens a pipe to write waits for its reader, who then waits for what is written.</summary>
    private static Task<FileStream> OpenAsync(string pipe) =>
        Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write)).WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
}
