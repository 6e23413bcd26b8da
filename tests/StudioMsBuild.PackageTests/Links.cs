namespace StudioMsBuild.PackageTests;

/// <summary>Where the pages lead a reader.</summary>
public sealed class Links
{
    private static readonly string[] Folders = ["", "docs"];

    public static TheoryData<string> Pages =>
        [.. Folders.SelectMany(folder => Directory.EnumerateFiles(SourceTree.File(folder), "*.md")).Select(file => Path.GetRelativePath(SourceTree.Root, file))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_of_the_repository_leads_to_one_that_has_the_heading(string page) =>
        MarkdownPage.Read(page).LocalLinks()
            .Where(link => !File.Exists(SourceTree.File(link.File)) || (link.Anchor.Length > 0 && !MarkdownPage.Read(link.File).HasAnchor(link.Anchor)))
            .ShouldBeEmpty();

    [Fact]
    public void The_READMEs_links_are_looked_at() => MarkdownPage.Read("README.md").LocalLinks().ShouldContain(("docs/security.md", "where-a-token-goes"));
}
