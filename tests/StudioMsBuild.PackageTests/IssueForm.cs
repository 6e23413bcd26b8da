using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests;

/// <summary>The commands that the issue form for bugs asks for, in a repository that cannot be registered.</summary>
public sealed partial class IssueForm(PackedPackage package) : EmulatorTest(package)
{
    private static IReadOnlyList<string[]> Commands { get; } =
        [.. Command().Matches(System.IO.File.ReadAllText(SourceTree.File(".github/ISSUE_TEMPLATE/bug_report.yml"))).Select(match => match.Groups["arguments"].Value.Split(' '))];

    [Fact]
    public async Task They_show_the_settings_and_the_failure_in_detail_and_no_token()
    {
        await using var studio = await Emulator.EmulatorServer.StartAsync(new Emulator.EmulatorOptions { Port = 0, Fail = "401" }, TestContext.Current.CancellationToken);
        Repository.Set("DVC_STUDIO_URL", studio.Url);
        User.Plain().Save();

        Commands.Count.ShouldBe(2);
        var dryRun = await User.DotNetAsync(Commands[0]);
        var detailed = await User.DotNetAsync(Commands[1]);

        dryRun.ShouldSucceed();
        dryRun.Lines($"POST {studio.Url}/api/create-project").ShouldHaveSingleItem();
        detailed.ShouldFail();
        detailed.Lines("error STUDIO3").ShouldNotBeEmpty();
        // What -v:detailed has and no other: where the task is from.
        detailed.Lines("tasks").ShouldNotBeEmpty();
        foreach (var run in (DotNetRun[])[dryRun, detailed])
            run.Screen.ShouldNotContain(Workspace.Token);
    }

    [GeneratedRegex("^ *`dotnet (?<arguments>build [^`]+)`$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
