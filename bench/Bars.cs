using System.Globalization;
using System.Text;

namespace Bench;

/// <summary>A bar of a picture: what it stands for, and its measurements.</summary>
internal sealed record Bar(string Name, Series Values);

/// <summary>Draws medians as bars with the quartiles as whiskers: SVG that is legible on a light and on a dark page.</summary>
internal static class Bars
{
    private const int NameWidth = 260;
    private const int BarWidth = 400;
    private const int RowHeight = 28;
    private const int Top = 44;

    public static string Draw(string title, IEnumerable<Bar> bars)
    {
        var rows = bars.ToList();
        var scale = BarWidth / Math.Max(1, rows.Max(static bar => bar.Values.UpperQuartile));
        var height = Top + (rows.Count * RowHeight) + 12;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {NameWidth + BarWidth + 80} {height}" role="img" aria-label="{Escape(title)}" font-family="system-ui, sans-serif" font-size="14">
              <rect width="100%" height="100%" rx="6" fill="#ffffff"/>
              <text x="16" y="28" font-weight="600" fill="#1f2328">{Escape(title)}</text>

            """);
        for (var at = 0; at < rows.Count; at++)
        {
            var (name, values) = rows[at];
            var middle = Top + (at * RowHeight) + (RowHeight / 2);
            var color = name.StartsWith(Workbench.Ours, StringComparison.Ordinal) ? "#0969da" : "#8c959f";
            svg.Append(CultureInfo.InvariantCulture, $"""
                  <text x="{NameWidth - 8}" y="{middle + 5}" text-anchor="end" fill="#1f2328">{Escape(name)}</text>
                  <rect x="{NameWidth}" y="{middle - 9}" width="{values.Median * scale:0.#}" height="18" rx="2" fill="{color}"/>
                  <path d="M{NameWidth + (values.LowerQuartile * scale):0.#} {middle}H{NameWidth + (values.UpperQuartile * scale):0.#}" stroke="#1f2328"/>
                  <text x="{NameWidth + (values.UpperQuartile * scale) + 8:0.#}" y="{middle + 5}" fill="#1f2328">{Report.Ms(values.Median)} ms</text>

                """);
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
