using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using StudioMsBuild.Settings;
using WriteDocs;

namespace StudioMsBuild.Tests.House;

/// <summary>What README, docs/settings.md, the targets, the schema for editors and the task say of each setting is written from the table of settings.</summary>
public sealed partial class PropertyTextTests
{
    private const string Run = "Run: dotnet run --project tools/WriteDocs";

    private static readonly XDocument Targets = XDocument.Load(SourceTree.File("build/StudioMsBuild.targets"));

    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(SourceTree.File("build/StudioMsBuild.targets.buildschema.json"))).RootElement;

    private static IEnumerable<string> Names => StudioSettings.Definitions.Select(definition => definition.Name);

    public static TheoryData<string> Files() => new(WrittenFile.All.Select(file => file.Path));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_written_from_the_settings_and_diagnostics_is_up_to_date(string path)
    {
        var text = File.ReadAllText(SourceTree.File(path)).ReplaceLineEndings("\n");

        var isUpToDate = WrittenFile.All.Single(file => file.Path == path).Write(text) == text;

        isUpToDate.ShouldBeTrue($"{path} is out of date. {Run}");
    }

    [Fact]
    public void The_task_has_a_parameter_for_each_setting()
    {
        using var engine = new EngineAssembly();

        engine.Task.Properties.Select(property => property.Name).Where(name => name.StartsWith("Studio", StringComparison.Ordinal)).ShouldBe(Names, ignoreOrder: true, Run);
    }

    [Fact]
    public void The_target_hands_every_property_to_the_parameter_of_its_name()
    {
        var call = Targets.Descendants().Single(element => element.Name.LocalName == nameof(CreateStudioProject));

        call.Attributes().Where(attribute => attribute.Name.LocalName.StartsWith("Studio", StringComparison.Ordinal)).Select(attribute => (attribute.Name.LocalName, attribute.Value))
            .ShouldBe(Names.Select(name => (name, $"$({name})")), Run);
    }

    [Fact]
    public void The_README_has_the_six_settings_that_most_people_set() =>
        ReadmeRow().Matches(File.ReadAllText(SourceTree.File("README.md"))).Select(row => row.Groups["name"].Value)
            .ShouldBe(["StudioUrl", "StudioPublic", "StudioTeamName", "StudioSubdir", "StudioProjectName", "StudioRegisterOnBuild"], Run);

    [Fact]
    public void The_settings_page_has_a_section_for_each_setting_in_the_order_of_the_table() =>
        Section().Matches(File.ReadAllText(SourceTree.File("docs/settings.md"))).Select(section => section.Groups["name"].Value).ShouldBe(Names, Run);

    [Theory]
    [InlineData("StudioUrl")]
    [InlineData("StudioTimeout")]
    [InlineData("StudioDotEnvFile")]
    public void A_setting_without_a_section_gets_it_in_order(string name)
    {
        var page = File.ReadAllText(SourceTree.File("docs/settings.md")).ReplaceLineEndings("\n");
        var without = Regex.Replace(page, $"^## {name}\n.*?(?=^## )", "", RegexOptions.Multiline | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

        var written = WrittenFile.All.Single(file => file.Path == "docs/settings.md").Write(without);

        without.ShouldNotBe(page);
        Section().Matches(written).Select(section => section.Groups["name"].Value).ShouldBe(Names);
    }

    [Fact]
    public void Each_setting_has_its_meaning_in_one_line_that_fits_into_a_table_and_a_sentence()
    {
        foreach (var definition in StudioSettings.Definitions)
        {
            definition.Summary.ShouldMatch(@"^(Studio's|PEM|[a-z]).*[^.]$", definition.Name);
            $"{definition.Summary}{definition.Default}".ShouldNotContain('|', definition.Name);
            definition.EditorType.ShouldBeOneOf("string", "bool", "int", "url", "file");
        }
    }

    [Fact]
    public void Each_diagnostic_of_a_setting_exists()
    {
        var codes = DiagnosticList.Codes(Targets.ToString()).ToList();

        StudioSettings.Definitions.SelectMany(definition => definition.Codes).ShouldBeSubsetOf(codes);
    }

    [Fact]
    public void The_schema_knows_the_metadata_that_the_task_reads_and_gives()
    {
        var task = File.ReadAllText(SourceTree.File("src/StudioMsBuild/CreateStudioProject.cs"));
        var parameters = File.ReadAllText(SourceTree.File("src/StudioMsBuild/CreateStudioProject.Parameters.cs"));

        Metadata("StudioRegistration").ShouldBe(Read().Matches(parameters).Select(match => match.Groups["name"].Value), ignoreOrder: true);
        Metadata("StudioProject").ShouldBe(Given().Matches(task).Select(match => match.Groups["name"].Value), ignoreOrder: true);
        Schema.GetProperty("targets").EnumerateObject().Select(target => target.Name)
            .ShouldBe(Targets.Descendants("Target").Select(target => (string)target.Attribute("Name")!).Where(name => name[0] != '_'));
    }

    private static IEnumerable<string> Metadata(string item) =>
        Schema.GetProperty("items").GetProperty(item).GetProperty("metadata").EnumerateObject().Select(metadata => metadata.Name);

    [GeneratedRegex(@"^## (?<name>Studio[A-Za-z]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| `(?<name>Studio[A-Za-z]+)` \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadmeRow();

    [GeneratedRegex("GetMetadata\\(\"(?<name>[A-Za-z]+)\"\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Read();

    [GeneratedRegex("Set\\(\"(?<name>[A-Za-z]+)\", ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Given();
}
