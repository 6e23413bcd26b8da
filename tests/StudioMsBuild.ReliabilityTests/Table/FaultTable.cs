using System.Globalization;

namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>The table of docs/reliability.md, between its two marker comments.</summary>
internal static class FaultTable
{
    private const string Begin = "<!-- faults: written by a test -->";
    private const string End = "<!-- /faults -->";
    private const int Seconds = 5;

    private static readonly string[] Head = ["Where", "Fault", "Projects", "Exit code", "Diagnostic", "Seconds", "Next build", "Projects then"];

    private static string Page { get; } = SourceTree.File("docs/reliability.md");

    /// <summary>Every row, in its order.</summary>
    public static IReadOnlyList<Row> Rows { get; } =
        [.. ServerRows.All, .. NetworkRows.All, .. TlsRows.All, .. DiskRows.All, .. KillRows.All, .. ConcurrencyRows.All];

    /// <summary>The rows of the page, without the seconds.</summary>
    public static IReadOnlyList<string[]> Read()
    {
        var (text, from, to) = Find();
        return [.. text[from..to].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(line =>
            line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).Where((_, at) => at != Seconds).ToArray())];
    }

    public static void Write(IEnumerable<SeenRow> rows)
    {
        var (text, from, to) = Find();
        File.WriteAllText(Page, text[..from] + Print(rows) + text[to..]);
    }

    /// <summary>The table, with the seconds.</summary>
    public static string Print(IEnumerable<SeenRow> rows)
    {
        var lines = rows.Select(row => row.Cells.Take(Seconds).Append(row.First.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)).Concat(row.Cells.Skip(Seconds)));
        return string.Concat(lines.Prepend(Head.Select(_ => "---")).Prepend(Head).Select(cells => $"| {string.Join(" | ", cells)} |\n"));
    }

    private static (string Text, int From, int To) Find()
    {
        var text = File.ReadAllText(Page);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length + 1;
        return (text, from, text.IndexOf(End, from, StringComparison.Ordinal));
    }
}
