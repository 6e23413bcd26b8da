namespace Bench;

/// <summary>docs/performance.md, whose tables stand between marker comments.</summary>
internal static class PerformancePage
{
    /// <summary>Puts a section's tables into the page, in the place of those of an earlier run.</summary>
    public static void Write(string section, string machine, Report report)
    {
        Part(section).Write($"{machine}\n\n{report.Markdown.TrimEnd()}\n");
        foreach (var (file, svg) in report.Pictures)
            File.WriteAllText(SourceTree.File($"docs/images/{file}"), svg);
    }

    /// <summary>What stands in the page for a section.</summary>
    public static string Read(string section) => Part(section).Read();

    private static MarkedPart Part(string section) => new("docs/performance.md", section, "the bench");
}
