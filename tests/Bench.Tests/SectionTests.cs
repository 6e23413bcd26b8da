using System.Globalization;
using System.Xml.Linq;
using Bench.Sections;

namespace Bench.Tests;

/// <summary>Every section of the bench in its short form: the times mean nothing. The long ones run with --explicit on.</summary>
public sealed class SectionTests(QuickRun run) : IClassFixture<QuickRun>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Every_kind_of_registration_is_measured_cold_and_in_a_build_server_and_drawn()
    {
        Assert.SkipUnless(HasCurl(), "curl is compared with");

        var report = await Registering.MeasureAsync(run.Bench, Cancel);

        string[] kinds =
        [
            "inline `Exec` of git and curl", "the same again", "inline task (RoslynCodeTaskFactory)", "compiled task, naive",
            "StudioMsBuild, creating", "StudioMsBuild, creating, IL", "StudioMsBuild, recorded", "StudioMsBuild, recorded, IL",
        ];
        Rows(report).Select(row => row[0]).ShouldBe([.. kinds, .. kinds]);
        XDocument.Parse(report.Pictures.ShouldHaveSingleItem().Svg).Descendants().Count(element => element.Name.LocalName == "path").ShouldBe(kinds.Length - 1);
    }

    [Fact]
    public async Task A_new_registration_is_one_request_and_a_recorded_one_none_without_HTTP()
    {
        var rows = Rows(await Profile.MeasureAsync(run.Bench, Cancel));

        rows.Single(row => row[0] == "StudioMsBuild, creating")[^1].ShouldBe("1");
        var recorded = rows.Single(row => row[0] == "StudioMsBuild, recorded");
        recorded[^1].ShouldBe("0");
        recorded[2].ShouldBe("0", "no method of HTTP");
    }

    [Fact]
    public async Task Many_registrations_are_measured_beside_curl_and_the_ideal()
    {
        Assert.SkipUnless(HasCurl(), "curl is compared with");

        var rows = Rows(await Many.MeasureAsync(run.Bench, Cancel));

        rows.Select(row => row[0]).ShouldBe(["StudioMsBuild", "`xargs -P16 curl`", "the same again", "ideal, 16 at a time"]);
        int.Parse(rows[0][5], CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(16, "connections");
    }

    [Fact(Explicit = true)]
    public async Task A_build_that_does_not_register_runs_what_it_runs_with_an_empty_package()
    {
        var rows = Rows(await Ordinary.MeasureAsync(run.Bench, Cancel));

        var empty = rows.Single(row => row[0] == Workbench.EmptyPackage);
        var ours = rows.Single(row => row[0] == Workbench.Ours);
        ours[1..].ShouldBe([empty[1], empty[2], "no"]);
    }

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
