namespace Bench;

/// <summary>docs/performance.md, whose tables stand between marker comments.</summary>
internal static class PerformancePage
{
    private static string Path { get; } = SourceTree.File("docs/performance.md");

    /// <summary>Puts a section's tables into the page, in the place of those of an earlier run.</summary>
    public static void Write(string section, string markdown)
    {
        var (text, from, to) = Find(section);
        File.WriteAllText(Path, $"{text[..from]}{markdown.TrimEnd()}\n{text[to..]}");
    }

    /// <summary>What stands in the page for a section.</summary>
    public static string Read(string section)
    {
        var (text, from, to) = Find(section);
        return text[from..to];
    }

    private static (string Text, int From, int To) Find(string section)
    {
        var text = File.ReadAllText(Path);
        var begin = $"<!-- {section}: written by the bench -->\n";
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf($"<!-- /{section} -->", StringComparison.Ordinal);
        return from >= begin.Length && to >= from ? (text, from, to) : throw new BenchException($"{Path} has no place for the section {section}.");
    }
}
