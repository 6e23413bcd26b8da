namespace StudioMsBuild.WindowsTests;

/// <summary>A program that opens and closes the lock file all the time, as a file manager or a sync client may.</summary>
public sealed class ConstantReaderTests(WindowsMachine windows)
{
    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    public async Task Five_rounds_of_many_items_are_recorded_while_another_program_reads_the_lock_file_all_the_time(int count)
    {
        for (var round = 1; round <= 5; round++)
        {
            await using var site = await WindowsSite.StartAsync(windows);
            (await site.RegisterAsync("-p:StudioSubdir=other")).ShouldSucceed("created");
            var folders = site.ProjectOfFolders(count);
            var reader = site.Poll(site.LockFile, share: 1, TimeSpan.FromMinutes(10));

            var build = (await site.RegisterAsync()).ShouldSucceed();
            await reader.KillAsync();

            TestContext.Current.TestOutputHelper!.WriteLine($"Round {round}: {site.Projects.Count - 1} projects, {site.Entries.Count - 1} entries, codes: {string.Join(", ", build.Codes)}");
            build.Codes.ShouldBeEmpty(build.Screen);
            site.Entries.ShouldBe(["other", .. folders], ignoreOrder: true);
            site.Projects.Count.ShouldBe(count + 1);
        }
    }
}
