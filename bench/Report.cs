using System.Globalization;
using System.Text;

namespace Bench;

/// <summary>What a section prints: Markdown, and whether the run counts.</summary>
internal sealed class Report
{
    /// <summary>The same thing, measured twice, may differ by this share of it; where it does by more, the machine was busy.</summary>
    public const double MaxDifferenceOfEquals = 0.1;

    private readonly StringBuilder text = new();

    /// <summary>Whether everything that was measured twice gave nearly the same.</summary>
    public bool Counts { get; private set; } = true;

    public string Markdown => text.ToString();

    /// <summary>Pictures of the tables: their names below docs/images, and their SVG.</summary>
    public ICollection<(string File, string Svg)> Pictures { get; } = [];

    public void Table(string[] head, IEnumerable<string[]> rows)
    {
        foreach (var cells in rows.Prepend([.. head.Select(static (_, at) => at == 0 ? "---" : "---:")]).Prepend(head))
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        text.Append('\n');
    }

    public void Line(string line) => text.Append(line).Append("\n\n");

    /// <summary>Says how far two measurements of the same thing are apart, and that the run does not count where that is too far.</summary>
    public void SameTwice(string what, Series difference, Series one)
    {
        var counts = Math.Abs(difference.Median) <= MaxDifferenceOfEquals * one.Median;
        Counts &= counts;
        Line($"A/A: {what}, measured twice, differs by {Ms(difference.Median)} ms (quartiles {Quartiles(difference)}).{(counts ? "" : $" That is over {MaxDifferenceOfEquals:P0} of it: this run does not count.")}");
    }

    public static string Ms(double milliseconds) => milliseconds.ToString("0", CultureInfo.InvariantCulture);

    public static string Quartiles(Series series) => $"{Ms(series.LowerQuartile)} to {Ms(series.UpperQuartile)}";

    public static string Ratio(double ratio) => double.IsFinite(ratio) ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "";
}
