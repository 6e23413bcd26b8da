namespace Bench.Tests;

/// <summary>How values become a table, and the tables a page.</summary>
public class ReportTests
{
    [Fact]
    public void What_slows_a_round_down_is_no_difference()
    {
        var noOp = new Series([500, 900, 510, 505]);
        var build = new Series([530, 931, 539, 537]);

        build.Over(noOp).Median.ShouldBe(30.5);
    }

    [Fact]
    public void Quartiles_lie_between_the_values_next_to_them()
    {
        var series = new Series([4, 1, 3, 2]);

        (series.LowerQuartile, series.Median, series.UpperQuartile).ShouldBe((1.75, 2.5, 3.25));
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(-15, true)]
    [InlineData(16, false)]
    [InlineData(-16, false)]
    public void A_run_in_which_equals_differ_by_over_15_ms_does_not_count(double difference, bool counts)
    {
        var report = new Report();

        report.SameTwice("the build", new Series([difference]));

        report.Counts.ShouldBe(counts);
        report.Markdown.Contains("does not count", StringComparison.Ordinal).ShouldBe(!counts);
    }

    [Fact]
    public void The_page_has_a_place_for_every_section()
    {
        foreach (var section in Sections.AllSections.InOrder)
            Should.NotThrow(() => PerformancePage.Read(section.Name));
    }
}
