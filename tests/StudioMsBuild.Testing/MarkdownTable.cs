namespace StudioMsBuild.Testing;

/// <summary>A table of a Markdown page of this repository that a test writes with what it saw.</summary>
/// <param name="page">The page, from the repository's top.</param>
/// <param name="name">The name in its markers.</param>
public sealed class MarkdownTable(string page, string name)
{
    private readonly MarkedPart part = new(page, name, "a test");

    /// <summary>The rows, without the head.</summary>
    public IReadOnlyList<string[]> Read() =>
        [.. part.Read().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).ToArray())];

    public void Write(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) => part.Write(Print(head, rows));

    public static string Print(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Concat(rows.Prepend([.. head.Select(_ => "---")]).Prepend(head).Select(cells => $"| {string.Join(" | ", cells)} |\n"));
}
