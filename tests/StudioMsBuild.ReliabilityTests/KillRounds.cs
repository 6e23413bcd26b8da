using System.Globalization;
using System.Text.Json.Nodes;

namespace StudioMsBuild.ReliabilityTests;

/// <summary>Builds that are killed at a random moment, each followed by a second one. STUDIO_TEST_ROUNDS=200 is the long form.</summary>
public sealed class KillRounds(Home home)
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("STUDIO_TEST_ROUNDS") ?? "6", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_build_killed_at_any_moment_leaves_at_most_one_project_and_a_sound_record()
    {
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var litter = 0;
        var longest = await MeasureAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Rounds), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (_, _) =>
        {
            await using var site = await StartAsync();
            var moment = longest * Random.Shared.NextDouble();

            var killed = site.Start();
            await Task.WhenAny(killed.EndAsync(), Task.Delay(moment, TestContext.Current.CancellationToken));
            var hadEnded = (await killed.KillAsync()).ExitCode is not null;
            var projectsWhenKilled = site.Projects.Count;
            var entriesWhenKilled = Entries(site);
            var next = await site.RegisterAsync();

            var story = $"killed at {moment.TotalMilliseconds:0} ms; then:\n{next.Screen}";
            site.Projects.Count.ShouldBeInRange(0, 1, story);
            (next.ExitCode == 0 || next.Code == "STUDIO4007").ShouldBeTrue(story);
            Entries(site).ShouldBe(next.ExitCode == 0 ? 1 : 0, story);
            Interlocked.Add(ref litter, Directory.GetFiles(site.Repository.Path, ".studio.lock.json.*").Length);
            Count($"{(hadEnded ? "ended" : "killed")} with {projectsWhenKilled} projects, {entriesWhenKilled} recorded; next build: {next.Outcome ?? next.Code}");

            if (next.Code == "STUDIO4007")
            {
                // What the steps of the text say.
                await SettleAsync(site);
                var option = site.Projects is [var project] ? $"-p:StudioAdopt={site.Studio.Url}{project.Path}" : "-p:StudioForce=true";
                (await site.RegisterAsync(option)).ShouldSucceed();
            }

            var url = (await site.RegisterAsync("-p:StudioLockedMode=true")).ShouldSucceed().Url;
            url.ShouldBe(site.Studio.Url + site.Projects.ShouldHaveSingleItem().Path, story);
        });

        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{Rounds} rounds, killed between 0 and {longest.TotalMilliseconds:0} ms after the start; temporary files left in the work tree: {litter}");
        foreach (var (outcome, count) in outcomes)
            output.WriteLine($"{count,4}  {outcome}");

        void Count(string outcome)
        {
            lock (outcomes)
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
    }

    /// <summary>A Studio that takes its time before and after it creates, so that more moments count.</summary>
    private async Task<Site> StartAsync()
    {
        var site = await Site.StartAsync(home);
        await site.ReplaceStudioAsync(new EmulatorOptions
        {
            Fail = Random.Shared.Next(2) == 0 ? "delay" : "delay-created",
            Delay = static () => Task.Delay(TimeSpan.FromMilliseconds(150)),
        });
        return site;
    }

    /// <summary>How long a build takes that nobody kills.</summary>
    private async Task<TimeSpan> MeasureAsync()
    {
        await using var site = await StartAsync();
        return (await site.RunAsync()).ShouldSucceed().Took;
    }

    // An active request of a killed build may still create.
    private static Task SettleAsync(Site site) => site.Requests == 0 ? Task.CompletedTask : Site.Until(() => site.Projects.Count == 1);

    private static int Entries(Site site) =>
        File.Exists(site.LockFile) ? JsonNode.Parse(File.ReadAllText(site.LockFile))!["projects"]!.AsArray().Count : 0;
}
