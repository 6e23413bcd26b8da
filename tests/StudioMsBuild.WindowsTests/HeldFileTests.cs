namespace StudioMsBuild.WindowsTests;

/// <summary>Files that other programs hold: an editor, a virus scanner, a sync client.</summary>
public sealed class HeldFileTests(WindowsMachine windows)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    public static TheoryData<int> Shares => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Shares))]
    public async Task A_lock_file_that_is_held_for_a_moment_is_read_and_written(int share)
    {
        await using var site = await WindowsSite.StartAsync(windows);
        (await site.RegisterAsync("-p:StudioSubdir=models/0")).ShouldSucceed("created");

        await site.HoldAsync(site.LockFile, share, Moment);
        (await site.RegisterAsync("-p:StudioSubdir=models/0")).ShouldSucceed("recorded");
        await site.HoldAsync(site.LockFile, share, Moment);
        (await site.RegisterAsync("-p:StudioSubdir=models/1")).ShouldSucceed("created");

        site.Entries.ShouldBe(["models/0", "models/1"]);
        site.Projects.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_lock_file_that_nobody_may_read_is_an_error_that_says_who_may_hold_it()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        (await site.RegisterAsync("-p:StudioSubdir=models/0")).ShouldSucceed("created");

        await site.HoldAsync(site.LockFile, share: 0, Long);
        (await site.RegisterAsync("-p:StudioSubdir=models/1")).ShouldFailWith("STUDIO4003").ShouldSay("another program holds it, such as an editor");

        site.Studio.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_lock_file_that_nobody_may_write_is_an_error_before_anything_is_sent()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        (await site.RegisterAsync("-p:StudioSubdir=models/0")).ShouldSucceed("created");

        await site.HoldAsync(site.LockFile, share: 1, Long);
        (await site.RegisterAsync("-p:StudioSubdir=models/0")).ShouldSucceed("recorded");
        (await site.RegisterAsync("-p:StudioSubdir=models/1")).ShouldFailWith("STUDIO4004").ShouldSay("another program holds it, such as an editor");

        site.Studio.Requests.ShouldBe(1);
        site.Entries.ShouldBe(["models/0"]);
    }

    [Fact]
    public async Task A_marker_that_another_program_holds_for_a_moment_is_taken_back_after_a_failure()
    {
        await using var site = await WindowsSite.StartAsync(windows, "delay-429", holds: true);
        var build = site.Start("-p:StudioRetries=0");
        await Eventually.ShouldBe(() => site.Studio.Requests == 1, () => build.Screen);

        await site.HoldAsync(Directory.GetFiles(site.State, "*.mark").ShouldHaveSingleItem(), share: 3, Moment);
        site.Release();

        (await build.EndAsync()).ShouldFailWith("STUDIO3013");
        (await site.RegisterAsync()).ShouldSucceed("created");
        site.Projects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_marker_that_another_program_holds_keeps_what_Studio_answered()
    {
        await using var site = await WindowsSite.StartAsync(windows, "delay", holds: true);
        var build = site.Start();
        await Eventually.ShouldBe(() => site.Studio.Requests == 1, () => build.Screen);

        await site.HoldAsync(Directory.GetFiles(site.State, "*.mark").ShouldHaveSingleItem(), share: 1, Moment);
        site.Release();

        (await build.EndAsync()).ShouldSucceed("created");
        File.Delete(site.LockFile);
        (await site.RegisterAsync()).ShouldSucceed();
        site.Projects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_read_only_lock_file_answers_and_is_not_replaced()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        (await site.RegisterAsync("-p:StudioSubdir=models/0")).ShouldSucceed("created");
        await site.CmdAsync($"attrib +r {site.Path("studio.lock.json")}");

        (await site.RegisterAsync("-p:StudioSubdir=models/0")).ShouldSucceed("recorded");
        (await site.RegisterAsync("-p:StudioSubdir=models/1")).ShouldFailWith("STUDIO4004").ShouldSay("read-only");

        site.Studio.Requests.ShouldBe(1);
    }
}
