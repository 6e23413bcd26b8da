using System.Text.RegularExpressions;

namespace StudioMsBuild.Tests.House;

/// <summary>docs/architecture.md describes the folders and the types that there are.</summary>
public partial class ArchitecturePageTests
{
    private static readonly string Page = File.ReadAllText(SourceTree.File("docs/architecture.md"));

    [Fact]
    public void The_page_lists_the_folders_of_the_engine() =>
        Folder().Matches(Page).Select(row => row.Groups["name"].Value).ShouldBe(
            Directory.EnumerateDirectories(SourceTree.File("src/StudioMsBuild")).Where(folder => Directory.EnumerateFiles(folder, "*.cs").Any()).Select(folder => Path.GetFileName(folder)),
            ignoreOrder: true);

    [Theory]
    [InlineData("CreateStudioProject")]
    [InlineData("ProjectContext")]
    [InlineData("RegistrationPlan")]
    [InlineData("Decision")]
    [InlineData("StudioClient")]
    [InlineData("BuildScope")]
    [InlineData("ReportText")]
    [InlineData("Reporter")]
    [InlineData("Result")]
    [InlineData("Failure")]
    public void A_type_that_the_page_names_exists(string type)
    {
        using var engine = new EngineAssembly();

        Page.ShouldContain(type);
        engine.Types.Select(one => one.Name.Split('`')[0]).ShouldContain(type, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z]+)/` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Folder();
}
