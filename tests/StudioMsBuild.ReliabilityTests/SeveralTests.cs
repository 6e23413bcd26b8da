using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StudioMsBuild.ReliabilityTests;

/// <summary>Builds of many registrations that end in the middle: what succeeded is never sent again, and an unresolved attempt stops.</summary>
public sealed partial class SeveralTests(Home home)
{
    private const int AtOnce = 16;

    private static readonly string[] Folders = [.. Enumerable.Range(0, 200).Select(at => $"models/{at}")];

    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int requests;

    [Theory]
    [InlineData(40)]
    [InlineData(140)]
    public async Task Killed_in_the_middle_of_200_nothing_is_lost_and_nothing_made_twice(int answered)
    {
        await using var site = await StartAsync(answered);
        var build = site.Start();
        await Site.Until(() => site.Requests == answered + AtOnce);
        await build.KillAsync();
        Recorded(site).Length.ShouldBe(answered);

        release.SetResult();
        var next = (await site.RegisterAsync()).ShouldFailWith("STUDIO4007");
        await ShouldAskAndHaveTheRest(site, next);

        var asked = Asked(next)[0];
        (await site.RegisterAsync($"-p:StudioSubdir={asked}", $"-p:StudioAdopt={site.Studio.Url}{site.Projects.Single(project => project.Subdir == asked).Path}")).ShouldSucceed();
        Recorded(site).Length.ShouldBe(Folders.Length - AtOnce + 1);
    }

    [Fact]
    public async Task Interrupted_in_the_middle_of_200_the_lock_file_has_what_succeeded()
    {
        await using var site = await StartAsync(answered: 40);
        var build = site.Start();
        await Site.Until(() => site.Requests == 40 + AtOnce);
        await build.InterruptAsync();
        Recorded(site).Length.ShouldBe(40);

        release.SetResult();
        await ShouldAskAndHaveTheRest(site, (await site.RegisterAsync()).ShouldFailWith("STUDIO4007"));
    }

    /// <summary>What was active when the first build ended stops with STUDIO4007; all else is recorded, and each folder has one project.</summary>
    private static async Task ShouldAskAndHaveTheRest(Site site, BuildResult build)
    {
        // A request whose client has gone still creates.
        await Site.Until(() => site.Projects.Count == Folders.Length);
        Asked(build).Length.ShouldBe(AtOnce, build.Screen);
        Recorded(site).ShouldBe(Folders.Except(Asked(build), StringComparer.Ordinal), ignoreOrder: true);
        site.Requests.ShouldBe(Folders.Length);
        site.Projects.Select(project => project.Subdir).ShouldBe(Folders, ignoreOrder: true);
    }

    /// <summary>A Studio that answers so many requests, and holds all others until it is released.</summary>
    private async Task<Site> StartAsync(int answered)
    {
        var site = await Site.StartAsync(home);
        await site.ReplaceStudioAsync(new EmulatorOptions { Fail = "delay*", Delay = () => Interlocked.Increment(ref requests) <= answered ? Task.CompletedTask : release.Task });
        var project = await File.ReadAllTextAsync(site.Repository["studio.proj"], TestContext.Current.CancellationToken);
        var items = string.Concat(Folders.Select(folder => $"<StudioRegistration Include=\"{folder}\" />"));
        site.Repository.Write("studio.proj", project.Replace("</Project>", $"<ItemGroup>{items}</ItemGroup></Project>", StringComparison.Ordinal));
        foreach (var folder in Folders)
            site.Repository.Write($"{folder}/.dvc/config", "");
        site.Repository.Git("add", "models");
        return site;
    }

    private static string[] Recorded(Site site) => File.Exists(site.LockFile)
        ? [.. JsonNode.Parse(File.ReadAllText(site.LockFile))!["projects"]!.AsArray().Select(entry => (string)entry!["subdir"]!)]
        : [];

    /// <summary>The folders that the build asks about.</summary>
    private static string[] Asked(BuildResult build) => [.. Question().Matches(build.Screen).Select(match => match.Groups["folder"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("error STUDIO4007: (?<folder>[a-z0-9/]+): ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Question();
}
