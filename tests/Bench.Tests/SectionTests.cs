using System.Globalization;
using Bench.Sections;

namespace Bench.Tests;

/// <summary>Every section of the bench in its short form: the counts are gates, the times are not. The long ones run with --explicit on.</summary>
public sealed class SectionTests(QuickRun run) : IClassFixture<QuickRun>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Every_way_to_register_is_measured_cold_and_in_a_build_server()
    {
        Assert.SkipUnless(HasCurl(), "curl is compared with");

        var rows = Rows(await Registering.MeasureAsync(run.Bench, Cancel));

        string[] builds =
        [
            "a build that does nothing", "the same again", "inline `Exec` of git and curl", "inline task (RoslynCodeTaskFactory)", "compiled task, naive",
            "task that does nothing", "StudioMsBuild, creating", "StudioMsBuild, recorded",
        ];
        rows.Select(row => row[0]).ShouldBe([.. builds, .. builds, "shell script with git and curl", "Python script with requests"]);
    }

    [Fact]
    public async Task A_new_registration_is_one_request_and_a_recorded_one_none_without_loading_HTTP()
    {
        var rows = Rows(await Counts.MeasureAsync(run.Bench, Cancel));

        rows.Single(row => row[0] == "StudioMsBuild, creating")[3..].ShouldBe(["1", "yes"]);
        rows.Single(row => row[0] == "StudioMsBuild, recorded")[3..].ShouldBe(["0", "no"]);
        // A bound on what grows unseen; docs/performance.md has what it is. Not the share of the naive task's: that one varies with the load.
        int.Parse(rows.Single(row => row[0] == "StudioMsBuild, recorded")[1], CultureInfo.InvariantCulture).ShouldBeLessThan(260);
        int.Parse(rows.Single(row => row[0] == "StudioMsBuild, creating")[1], CultureInfo.InvariantCulture).ShouldBeLessThan(540);
    }

    [Fact(Explicit = true)]
    public async Task The_time_in_the_task_and_the_owners_of_what_is_compiled_are_listed()
    {
        Assert.SkipUnless(HasCurl(), "curl is compared with");

        var rows = Rows(await Profile.MeasureAsync(run.Bench, Cancel));

        rows.Single(row => row[0] == "StudioMsBuild, creating")[3..].Select(static count => int.Parse(count, CultureInfo.InvariantCulture)).ShouldAllBe(static count => count > 0);
        rows.Single(row => row[0] == "StudioMsBuild, recorded")[4].ShouldBe("0", "no method of HTTP");
    }

    [Fact]
    public async Task Many_registrations_are_measured_beside_curl_and_the_ideal()
    {
        Assert.SkipUnless(HasCurl(), "curl is compared with");

        Rows(await Many.MeasureAsync(run.Bench, Cancel)).Select(row => row[1])
            .ShouldBe(["StudioMsBuild, one task", "StudioMsBuild, a task each", "`xargs -P16 curl`", "ideal, 16 at a time"]);
    }

    [Fact(Explicit = true)]
    public async Task A_build_that_does_not_register_runs_what_it_runs_with_an_empty_package()
    {
        var rows = Rows(await Ordinary.CountAsync(run.Bench, Cancel));

        var empty = rows.Single(row => row[0] == Workbench.EmptyPackage);
        var ours = rows.Single(row => row[0] == Workbench.Ours);
        ours[1..].ShouldBe([empty[1], empty[2], "no"]);
    }

    [Fact(Explicit = true)]
    public async Task A_build_that_does_not_register_is_timed_beside_one_without_a_package() =>
        Rows(await Ordinary.MeasureAsync(run.Bench, Cancel)).Select(row => row[0]).ShouldBe(["no package", Workbench.EmptyPackage, Workbench.Ours]);

    [Fact(Explicit = true)]
    public async Task The_package_is_weighed_and_restored() =>
        Rows(await Package.MeasureAsync(run.Bench, Cancel)).Select(row => row[0]).ShouldBe(["no package", Workbench.EmptyPackage, Workbench.Ours]);

    // Without the heads of the tables.
    private static List<string[]> Rows(Report report)
    {
        var lines = report.Markdown.Split('\n');
        return [.. lines.Where((line, at) => line.StartsWith('|') && !line.StartsWith("| ---", StringComparison.Ordinal) && !lines[at + 1].StartsWith("| ---", StringComparison.Ordinal))
            .Select(line => line[2..^2].Split(" | ", StringSplitOptions.TrimEntries))];
    }

    private static bool HasCurl() => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "curl")));
}
