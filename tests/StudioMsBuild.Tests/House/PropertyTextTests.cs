using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StudioMsBuild.Tests.House;

/// <summary>README, docs/settings.md, the targets' comments, the schema for editors and the task tell the same of every property.</summary>
public sealed partial class PropertyTextTests
{
    private const string SettingsPage = "https://github.com/studiomsbuild/studiomsbuild/blob/main/docs/settings.md";

    private static readonly XDocument Targets = XDocument.Load(SourceTree.File("build/StudioMsBuild.targets"));

    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(SourceTree.File("build/StudioMsBuild.targets.buildschema.json"))).RootElement;

    /// <summary>The README's table: each property's default and meaning, as they are written there.</summary>
    private static readonly (string Name, string Default, string Meaning)[] Properties =
        [.. Rows(File.ReadAllText(SourceTree.File("README.md")))];

    /// <summary>What the other places say of it, in sentences.</summary>
    private static readonly (string Name, string Text)[] Sentences =
        [.. Properties.Select(property => (property.Name, Plain($"{property.Meaning[..1].ToUpperInvariant()}{property.Meaning[1..]}. Default: {property.Default}.")))];

    [Fact]
    public void The_README_lists_the_tasks_parameters()
    {
        using var engine = new EngineAssembly();

        Properties.Select(property => property.Name)
            .ShouldBe(engine.Task.Properties.Select(property => property.Name).Where(name => name.StartsWith("Studio", StringComparison.Ordinal)), ignoreOrder: true);
    }

    [Fact]
    public void The_target_hands_every_property_to_the_parameter_of_its_name()
    {
        var call = Targets.Descendants().Single(element => element.Name.LocalName == nameof(CreateStudioProject));

        call.Attributes().Where(attribute => attribute.Name.LocalName.StartsWith("Studio", StringComparison.Ordinal)).Select(attribute => (attribute.Name.LocalName, attribute.Value))
            .ShouldBe(Properties.Select(property => (property.Name, $"$({property.Name})")), ignoreOrder: true);
    }

    [Fact]
    public void The_comments_of_the_targets_say_what_the_README_says() =>
        Targets.DescendantNodes().OfType<XComment>().Select(comment => comment.Value.Trim()).Where(comment => Heading().IsMatch(comment))
            .ShouldBe(Sentences.Select(sentence => $"{sentence.Name}: {sentence.Text}"), ignoreOrder: true);

    [Fact]
    public void The_settings_page_says_what_the_README_says() =>
        Sections().Select(section => (section.Groups["name"].Value, Plain(section.Groups["text"].Value))).ShouldBe(Sentences, ignoreOrder: true);

    [Fact]
    public void The_parameters_documentation_says_what_the_README_says_and_which_codes_there_are() =>
        Parameters().Select(parameter => (parameter.Groups["name"].Value, parameter.Groups["text"].Value)).ShouldBe(Sentences, ignoreOrder: true);

    [Fact]
    public void The_schema_for_editors_says_what_the_README_says() =>
        Schema.GetProperty("properties").EnumerateObject().Select(property => (property.Name, property.Value.GetProperty("description").GetString()!)).ShouldBe(Sentences, ignoreOrder: true);

    [Fact]
    public void The_schema_gives_an_editor_the_defaults_that_are_always_the_same() =>
        Schema.GetProperty("properties").EnumerateObject().Where(property => property.Value.TryGetProperty("defaultValue", out _)).Select(property => (property.Name, property.Value.GetProperty("defaultValue").GetString()!))
            .ShouldBe(Properties.Where(property => Literal().IsMatch(property.Default)).Select(property => (property.Name, property.Default.Trim('`'))), ignoreOrder: true);

    [Fact]
    public void The_schema_links_every_property_to_its_section()
    {
        foreach (var property in Schema.GetProperty("properties").EnumerateObject())
        {
            property.Value.GetProperty("helpUrl").GetString().ShouldBe($"{SettingsPage}#{property.Name.ToLowerInvariant()}");
            property.Value.GetProperty("type").GetString().ShouldBe(Type(Properties.Single(row => row.Name == property.Name)), property.Name);
        }
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

    /// <summary>What an editor checks a value for.</summary>
    private static string Type((string Name, string Default, string Meaning) property) => property switch
    {
        _ when property.Meaning.StartsWith("whether ", StringComparison.Ordinal) => "bool",
        _ when property.Name.EndsWith("File", StringComparison.Ordinal) => "file",
        { Name: "StudioTimeout" or "StudioRetries" } => "int",
        { Name: "StudioUrl" or "StudioAdopt" } => "url",
        _ => "string",
    };

    private static IEnumerable<(string Name, string Default, string Meaning)> Rows(string page) =>
        PropertyRow().Matches(page).Select(row => (row.Groups["name"].Value, row.Groups["default"].Value, row.Groups["meaning"].Value));

    private static MatchCollection Sections() => Section().Matches(File.ReadAllText(SourceTree.File("docs/settings.md")));

    private static MatchCollection Parameters() => Parameter().Matches(File.ReadAllText(SourceTree.File("src/StudioMsBuild/CreateStudioProject.Parameters.cs")));

    /// <summary>Without code marks and line breaks.</summary>
    private static string Plain(string markdown) => markdown.Replace("`", "", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();

    [GeneratedRegex(@"^\| `(?<name>Studio[A-Za-z]+)` \| (?<default>.+) \| (?<meaning>.+) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PropertyRow();

    [GeneratedRegex("^Studio[A-Za-z]+: ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^## (?<name>Studio[A-Za-z]+)\n\n(?<text>(.+\n)+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"<summary>(?<text>.*?)( (Errors?|Warning): STUDIO[^<]*)?</summary>\s+public string\? (?<name>Studio[A-Za-z]+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("^`[a-z0-9]+`$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("GetMetadata\\(\"(?<name>[A-Za-z]+)\"\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Read();

    [GeneratedRegex("Set\\(\"(?<name>[A-Za-z]+)\", ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Given();
}
