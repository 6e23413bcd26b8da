using System.Xml.Linq;

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
    [InlineData(50, true)]
    [InlineData(-50, true)]
    [InlineData(51, false)]
    [InlineData(-51, false)]
    public void A_run_in_which_equals_differ_by_over_a_tenth_does_not_count(double difference, bool counts)
    {
        var report = new Report();

        report.SameTwice("the build", new Series([difference]), new Series([500]));

        report.Counts.ShouldBe(counts);
        report.Markdown.Contains("does not count", StringComparison.Ordinal).ShouldBe(!counts);
    }

    [Fact]
    public void The_page_has_a_slot_for_every_section_that_it_shows()
    {
        foreach (var section in Sections.AllSections.InOrder.Where(section => section.IsOnThePage))
            Should.NotThrow(() => PerformancePage.Read(section.Name));
    }

    [Fact]
    public void A_picture_has_a_bar_as_long_as_the_median_and_its_text()
    {
        var svg = XDocument.Parse(Bars.Draw("Time", [new("a & b", new Series([10])), new("StudioMsBuild", new Series([20]))]));

        svg.Descendants().Where(element => element.Name.LocalName == "rect").Skip(1).Select(bar => (string?)bar.Attribute("width")).ShouldBe(["200", "400"]);
        svg.Root!.Value.ShouldContain("a & b");
        svg.Root.Value.ShouldContain("20 ms");
    }
}
