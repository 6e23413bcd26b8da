using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests;

/// <summary>A picture (SVG) of a terminal, which needs no font of its own and runs no script.</summary>
internal static partial class TerminalPicture
{
    private const double CharacterWidth = 8.4;
    private const double LineHeight = 20;
    private const double Margin = 18;
    private const double TitleHeight = 34;

    private const string Background = "#0d1117";
    private const string Foreground = "#e6edf3";

    /// <summary>Black, red, green, yellow, blue, magenta, cyan and white, then their bright ones.</summary>
    private static readonly string[] Colors =
    [
        "#6e7681", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4",
        "#8b949e", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff",
    ];

    /// <param name="title">What somebody hears who can't see the picture.</param>
    public static string Draw(IReadOnlyList<IReadOnlyList<StyledText>> screen, int columns, string title)
    {
        var (width, height) = ((columns * CharacterWidth) + (2 * Margin), TitleHeight + (screen.Count * LineHeight) + Margin);
        var picture = new StringBuilder();
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.#} {height:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" role=\"img\" aria-label=\"{SecurityElement.Escape(title)}\">");
        Line($"<rect width=\"{width:0.#}\" height=\"{height:0.#}\" rx=\"8\" fill=\"{Background}\"/>");
        foreach (var (color, at) in new[] { ("#ff5f57", 0), ("#febc2e", 1), ("#28c840", 2) })
            Line($"<circle cx=\"{Margin + 2 + (at * 18):0.#}\" cy=\"17\" r=\"5.5\" fill=\"{color}\"/>");
        Line($"<g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\" fill=\"{Foreground}\">");
        for (var row = 0; row < screen.Count; row++)
        {
            // Blanks at the ends, and several together, are no text to a browser.
            foreach (var (run, words) in screen[row].SelectMany(run => Words().Matches(run.Text).Select(words => (run, words))))
            {
                var (x, y) = (Margin + ((run.Column + words.Index) * CharacterWidth), TitleHeight + (row * LineHeight) + 14);
                var look = (run.Style.Color is { } color ? $" fill=\"{Colors[color]}\"" : "") + (run.Style.IsBold ? " font-weight=\"bold\"" : "");
                Line($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" textLength=\"{words.Length * CharacterWidth:0.#}\"{look}>{SecurityElement.Escape(words.Value)}</text>");
            }
        }

        Line($"</g>");
        Line($"</svg>");
        return picture.ToString();

        void Line(FormattableString line) => picture.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    [GeneratedRegex(@"\S+( \S+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
