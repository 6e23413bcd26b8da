using System.Globalization;

namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>The table of docs/faults.md.</summary>
internal static class FaultTable
{
    private const int Seconds = 5;

    private static readonly string[] Head = ["Where", "Fault", "Projects", "Exit code", "Diagnostic", "Seconds", "Next build", "Projects then"];

    private static readonly MarkdownTable Table = new("docs/faults.md", "faults");

    /// <summary>Every row, in its order.</summary>
    public static IReadOnlyList<Row> Rows { get; } =
        [.. ServerRows.All, .. NetworkRows.All, .. TlsRows.All, .. DiskRows.All, .. RepositoryRows.All, .. KillRows.All, .. ConcurrencyRows.All];

    /// <summary>The rows of the page, without the seconds.</summary>
    public static IReadOnlyList<string[]> Read() => [.. Table.Read().Select(row => row.Where((_, at) => at != Seconds).ToArray())];

    public static void Write(IEnumerable<SeenRow> rows) => Table.Write(Head, rows.Select(WithSeconds));

    /// <summary>The table, with the seconds.</summary>
    public static string Print(IEnumerable<SeenRow> rows) => MarkdownTable.Print(Head, rows.Select(WithSeconds));

    private static string[] WithSeconds(SeenRow row) =>
        [.. row.Cells[..Seconds], row.First.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), .. row.Cells[Seconds..]];
}
