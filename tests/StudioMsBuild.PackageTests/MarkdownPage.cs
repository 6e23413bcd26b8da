using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace StudioMsBuild.PackageTests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Name">The page, the heading above the block and, from its second one on, a number: "README.md: Usage (2)".</param>
/// <param name="Text">The lines between the fences.</param>
/// <param name="Language">The word after the opening fence.</param>
internal sealed record CodeBlock(string Name, string Text, string Language);

/// <summary>A Markdown page of this repository, read as GitHub reads it.</summary>
internal sealed class MarkdownPage
{
    /// <summary>Where the repository's files, and its pictures, are on GitHub: pages that are also shown elsewhere link to them there.</summary>
    private static readonly string[] Home =
    [
        "https://github.com/studiomsbuild/studiomsbuild/blob/main/",
        "https://github.com/studiomsbuild/studiomsbuild/tree/main/",
        "https://raw.githubusercontent.com/studiomsbuild/studiomsbuild/main/",
    ];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private readonly string path;
    private readonly MarkdownDocument document;

    private MarkdownPage(string path, MarkdownDocument document) => (this.path, this.document) = (path, document);

    public static MarkdownPage Read(string path) => new(path, Markdown.Parse(File.ReadAllText(SourceTree.File(path)), Pipeline));

    public IEnumerable<CodeBlock> CodeBlocks()
    {
        var heading = "";
        var count = 0;
        foreach (var block in document.Descendants<Block>())
        {
            if (block is HeadingBlock { Inline: { } title })
                (heading, count) = (string.Concat(title.Descendants<LiteralInline>().Select(part => part.Content.ToString())), 0);
            else if (block is FencedCodeBlock code)
                yield return new($"{path}: {heading}{(++count == 1 ? "" : $" ({count})")}", code.Lines.ToString(), code.Info ?? "");
        }
    }

    /// <summary>Where the links and pictures lead.</summary>
    public IEnumerable<string> Urls() => document.Descendants<LinkInline>().Select(link => link.Url!);

    /// <summary>The links that lead to files of this repository: the file, from the repository's top, and the heading.</summary>
    public IEnumerable<(string File, string Anchor)> LocalLinks() =>
        from url in Urls()
        let home = Array.Find(Home, home => url.StartsWith(home, StringComparison.Ordinal))
        where home is not null || !url.Contains("://", StringComparison.Ordinal)
        let parts = url[(home?.Length ?? 0)..].Split('#')
        let folder = home is null ? Path.GetDirectoryName(path)! : ""
        let file = parts[0].Length == 0 ? path : Path.GetRelativePath(SourceTree.Root, Path.Combine(SourceTree.Root, folder, parts[0]))
        select (file.Replace('\\', '/'), parts.ElementAtOrDefault(1) ?? "");

    public bool HasAnchor(string anchor) => document.Descendants<HeadingBlock>().Any(heading => heading.GetAttributes().Id == anchor);
}
