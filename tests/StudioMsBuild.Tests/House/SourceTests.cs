using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StudioMsBuild.Tests.House;

/// <summary>What must say the same in several places of the source tree.</summary>
public class SourceTests
{
    private static readonly XDocument Targets = XDocument.Load(SourceTree.File("build/StudioMsBuild.targets"));

    private static readonly string[] Names = ["x"];

    [Fact]
    public void Every_code_has_exactly_one_section_in_the_documentation()
    {
        var sections = Headings("docs/diagnostics.md", "### ").Where(heading => heading.StartsWith("STUDIO", StringComparison.Ordinal));

        sections.ShouldBe(Codes());
    }

    [Fact]
    public void Every_line_of_a_text_is_one_sentence_or_a_command()
    {
        foreach (var diagnostic in AllDiagnostics())
            diagnostic.Text.Split('\n').ShouldAllBe(line => Regex.IsMatch(line, @"^\s*\S.* .*\S$", RegexOptions.None, TimeSpan.FromSeconds(1)), diagnostic.Code);
    }

    [Fact]
    public void A_code_tells_by_its_thousands_where_the_fault_is() =>
        AllDiagnostics().ShouldAllBe(diagnostic => Regex.IsMatch(diagnostic.Code!, "^STUDIO[1234][0-9]{3}$", RegexOptions.None, TimeSpan.FromSeconds(1)));

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
    public void The_build_hook_keeps_every_code_a_warning() =>
        Targets.Descendants("_StudioCodes").Single().Value.Split(';').Select(code => code.Trim()).ShouldBe(Codes());

    [Fact]
    public void No_targets_file_names_a_token_property_as_a_mere_condition_would_log_it() =>
        Directory.EnumerateFiles(SourceTree.File("build"), "*", SearchOption.AllDirectories).Select(File.ReadAllText)
            .ShouldAllBe(text => !Regex.IsMatch(text, @"\$\((StudioToken|DVC_STUDIO_TOKEN|STUDIO_TOKEN)\)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));

    private static IEnumerable<string> Headings(string page, string level) =>
        File.ReadLines(SourceTree.File(page)).Where(line => line.StartsWith(level, StringComparison.Ordinal)).Select(line => line[level.Length..].Trim());

    private static IEnumerable<XElement> TargetsErrors() => Targets.Descendants("Error");

    /// <summary>Of the task and of the targets, each once.</summary>
    private static IEnumerable<string> Codes() =>
        AllDiagnostics().Select(diagnostic => diagnostic.Code!).Concat(TargetsErrors().Select(error => (string)error.Attribute("Code")!))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    // Each factory with arguments of its parameters' types.
    private static IEnumerable<Diagnostic> AllDiagnostics() =>
        typeof(Diagnostics).GetMethods()
            .Where(method => (method.ReturnType == typeof(Diagnostic) || method.ReturnType == typeof(Failure)) && method.Name != nameof(Diagnostics.Message))
            .Select(method => method.Invoke(null, [.. method.GetParameters().Select(parameter => Argument(parameter.ParameterType))]))
            .Select(made => made as Diagnostic ?? ((Failure)made!).Diagnostic)
            .Where(diagnostic => diagnostic.Code is not null);

    private static object? Argument(Type type) =>
        type == typeof(Source) ? Source.Default
        : type == typeof(ReportText) ? ReportText.Line($"x")
        : type == typeof(StudioAddress) ? StudioAddress.Default
        : type == typeof(string) ? "x"
        : type == typeof(int) ? 1
        : type == typeof(bool) ? true
        : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(1)
        : type.IsAssignableFrom(Names.GetType()) ? Names
        : null;
}
