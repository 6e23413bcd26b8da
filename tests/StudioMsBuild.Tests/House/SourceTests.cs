using System.Text.RegularExpressions;
using System.Xml.Linq;
using WriteDocs;

namespace StudioMsBuild.Tests.House;

/// <summary>What must say the same in several places of the source tree.</summary>
public class SourceTests
{
    private static readonly XDocument Targets = XDocument.Load(SourceTree.File("build/StudioMsBuild.targets"));

    [Fact]
    public void Every_code_has_exactly_one_section_in_the_documentation()
    {
        var sections = Headings("docs/diagnostics.md", "### ").Where(heading => heading.StartsWith("STUDIO", StringComparison.Ordinal));

        sections.ShouldBe(Codes(), "Give each code a section in docs/diagnostics.md, '### STUDIO1234', in the order of the codes, that says what to do.");
    }

    [Fact]
    public void The_thousands_of_a_code_show_what_it_is_about() =>
        DiagnosticList.Make().ShouldAllBe(diagnostic => Regex.IsMatch(diagnostic.Code!, "^STUDIO[1234][0-9]{3}$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    [Fact]
    public void The_help_links_lead_into_the_documentation_of_the_packages_project()
    {
        var home = XDocument.Load(SourceTree.File("Directory.Build.props")).Descendants("PackageProjectUrl").Single().Value;

        Diagnostics.HelpPage.ShouldBe($"{home}/blob/main/docs/diagnostics.md");
        Diagnostics.HelpLink("STUDIO1003").ShouldBe(Diagnostics.HelpPage + "#studio1003");
        foreach (var error in TargetsErrors())
            ((string?)error.Attribute("HelpLink")).ShouldBe(Diagnostics.HelpLink((string)error.Attribute("Code")!));
    }

    [Fact]
    public void No_targets_file_names_a_token_property_as_a_mere_condition_would_log_it() =>
        Directory.EnumerateFiles(SourceTree.File("build"), "*", SearchOption.AllDirectories).Select(File.ReadAllText)
            .ShouldAllBe(text => !Regex.IsMatch(text, @"\$\((StudioToken|DVC_STUDIO_TOKEN|STUDIO_TOKEN)\)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));

    private static IEnumerable<string> Headings(string page, string level) =>
        File.ReadLines(SourceTree.File(page)).Where(line => line.StartsWith(level, StringComparison.Ordinal)).Select(line => line[level.Length..].Trim());

    private static IEnumerable<XElement> TargetsErrors() => Targets.Descendants("Error");

    /// <summary>Of the task and of the targets, each once.</summary>
    private static IEnumerable<string> Codes() => DiagnosticList.Codes(Targets.ToString()).Select(code => $"STUDIO{code}");
}
