namespace StudioMsBuild.PackageTests;

/// <summary>Where the pages lead a reader.</summary>
public sealed class Links
{
    private const string Contents = "docs/README.md";

    public static TheoryData<string> Pages => [.. Markdown("", SearchOption.TopDirectoryOnly), .. Documentation];

    private static IEnumerable<string> Documentation => Markdown("docs", SearchOption.AllDirectories);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_of_the_repository_leads_to_one_that_has_the_heading(string page) =>
        MarkdownPage.Read(page).LocalLinks()
            .Where(link => !Path.Exists(SourceTree.File(link.File)) || (link.Anchor.Length > 0 && !MarkdownPage.Read(link.File).HasAnchor(link.Anchor)))
            .ShouldBeEmpty();

    [Fact]
    public void The_READMEs_links_are_looked_at() => MarkdownPage.Read("README.md").LocalLinks().ShouldContain(("docs/security.md", "where-a-token-goes"));

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/StudioMsBuild.Emulator/README.md")]
    [InlineData("templates/StudioMsBuild.Templates/README.md")]
    public void A_page_that_a_package_gallery_shows_has_absolute_links_only(string page) =>
        MarkdownPage.Read(page).Urls().Where(url => !url.StartsWith('#')).ShouldAllBe(url => url.StartsWith("https://", StringComparison.Ordinal));

    [Fact]
    public void Every_page_of_the_documentation_is_in_the_list_of_contents() =>
        Documentation.Except(MarkdownPage.Read(Contents).LocalLinks().Select(link => link.File), StringComparer.Ordinal)
            .ShouldBe([Contents], $"Add the page to {Contents}.");

    [Fact]
    public void The_README_leads_to_the_list_of_contents() => MarkdownPage.Read("README.md").LocalLinks().ShouldContain((Contents, ""));

    private static IEnumerable<string> Markdown(string folder, SearchOption depth) =>
        Directory.EnumerateFiles(SourceTree.File(folder), "*.md", depth).Select(file => Path.GetRelativePath(SourceTree.Root, file).Replace('\\', '/'));
}
