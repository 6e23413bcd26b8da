namespace StudioMsBuild.Testing;

/// <summary>A table of a Markdown page of this repository, between two marker comments, that a test writes with what it saw.</summary>
/// <param name="page">The page, from the repository's top.</param>
/// <param name="name">The name in the markers.</param>
public sealed class MarkdownTable(string page, string name)
{
    private readonly string begin = $"<!-- {name}: written by a test -->\n";
    private readonly string end = $"<!-- /{name} -->";

    /// <summary>The rows, without the head.</summary>
    public IReadOnlyList<string[]> Read()
    {
        var (text, from, to) = Find();
        return [.. text[from..to].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(line =>
            line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).ToArray())];
    }

    public void Write(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var (text, from, to) = Find();
        File.WriteAllText(SourceTree.File(page), text[..from] + Print(head, rows) + text[to..]);
    }

    public static string Print(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Concat(rows.Prepend([.. head.Select(_ => "---")]).Prepend(head).Select(cells => $"| {string.Join(" | ", cells)} |\n"));

    private (string Text, int From, int To) Find()
    {
        var text = File.ReadAllText(SourceTree.File(page));
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return (text, from, text.IndexOf(end, from, StringComparison.Ordinal));
    }
}
