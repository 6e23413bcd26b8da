using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>
/// The schema that the MSBuild Editor of Visual Studio and VS Code reads beside a targets file. No editor runs here: the fields and types
/// are those that both its reader and the JSON schema of its own schemas know (github.com/mhutch/MonoDevelop.MSBuildEditor, September 2024).
/// </summary>
public sealed partial class EditorSchemaTests
{
    private static readonly string[] Type = ["type", "isList", "listSeparators"];
    private static readonly string[] Symbol = ["description", "deprecationMessage", "helpUrl"];

    /// <summary>The fields of each kind of symbol; a symbol may also be its description alone.</summary>
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["properties"] = [.. Symbol, .. Type, "defaultValue", "isLiteral"],
        ["items"] = [.. Symbol, "includeDescription", "type", "metadata", "packageType", "isSingleton"],
        ["metadata"] = [.. Symbol, .. Type, "defaultValue", "isRequired"],
        ["targets"] = Symbol,
    };

    private static readonly string[] Types =
    [
        "bool", "clr-namespace", "clr-type", "clr-type-name", "configuration", "csharp-type", "culture", "data", "extension", "file",
        "file-or-folder", "folder", "folder-with-slash", "guid", "importance", "int", "item-name", "label", "lcid", "nuget-id",
        "nuget-version", "platform", "project-file", "property-name", "runtime-id", "sdk", "sdk-version", "string", "target-framework",
        "target-framework-identifier", "target-framework-moniker", "target-framework-profile", "target-framework-version", "target-name",
        "url", "version", "version-suffixed", "warning-code",
    ];

    private static readonly JsonObject Schema = Read(File.ReadAllText(SourceTree.File("build/StudioMsBuild.targets.buildschema.json")));

    [Fact]
    public void The_schema_has_only_the_fields_and_types_that_the_editor_reads() => Faults(Schema).ShouldBeEmpty();

    [Theory]
    [InlineData("""{ "property": { } }""", "property")]
    [InlineData("""{ "properties": { "A": { "default": "1" } } }""", "properties.A.default")]
    [InlineData("""{ "properties": { "A": { "type": "uri" } } }""", "properties.A.type: uri")]
    [InlineData("""{ "properties": { "A": { "defaultValue": true } } }""", "properties.A.defaultValue")]
    [InlineData("""{ "properties": { "A": { "helpUrl": "docs/a.md" } } }""", "properties.A.helpUrl")]
    [InlineData("""{ "properties": { "A.B": "Two." } }""", "properties.A.B")]
    [InlineData("""{ "items": { "A": { "isList": true } } }""", "items.A.isList")]
    [InlineData("""{ "items": { "A": { "metadata": { "M": { "type": "flag" } } } } }""", "items.A.metadata.M.type: flag")]
    [InlineData("""{ "items": { "A": { "metadata": { "M": { "includeDescription": "files" } } } } }""", "items.A.metadata.M.includeDescription")]
    [InlineData("""{ "targets": { "T": { "type": "string" } } }""", "targets.T.type")]
    public void A_field_or_type_that_the_editor_does_not_know_is_found(string schema, string fault) => Faults(Read(schema)).ShouldBe([fault]);

    [Fact]
    public void Every_symbol_is_described_and_every_property_and_target_has_help()
    {
        foreach (var (kind, name, symbol) in Symbols(Schema))
        {
            var description = symbol is JsonObject ? (string?)symbol["description"] : (string?)symbol;
            description.ShouldNotBeNull(name).ShouldEndWith(".");
            if (kind is "properties" or "targets")
                ((string?)symbol["helpUrl"]).ShouldNotBeNullOrEmpty(name);
        }
    }

    private static JsonObject Read(string json) => JsonNode.Parse(json)!.AsObject();

    private static IEnumerable<string> Faults(JsonObject schema) =>
        schema.Select(part => part.Key).Where(part => part is not ("properties" or "items" or "targets" or "license"))
            .Concat(Symbols(schema).SelectMany(symbol => Faults(symbol.Kind, symbol.Name, symbol.Symbol)));

    private static IEnumerable<string> Faults(string kind, string name, JsonNode symbol)
    {
        if (!Identifier().IsMatch(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace(".metadata.", "", StringComparison.Ordinal)))
            yield return name;
        if (symbol is not JsonObject definition)
            yield break;
        foreach (var (field, value) in definition)
        {
            if (!Fields[kind].Contains(field) || !IsValid(field, value!))
                yield return $"{name}.{field}{(field == "type" && Fields[kind].Contains(field) ? $": {value}" : "")}";
        }
    }

    private static bool IsValid(string field, JsonNode value) => (field, value.GetValueKind()) switch
    {
        ("isList" or "isLiteral" or "isRequired" or "isSingleton", var kind) => kind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        ("metadata", var kind) => kind == System.Text.Json.JsonValueKind.Object,
        (_, not System.Text.Json.JsonValueKind.String) => false,
        ("type", _) => Types.Contains((string)value!),
        ("helpUrl", _) => Uri.TryCreate((string)value!, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps,
        ("listSeparators", _) => (string)value! is ";" or "," or ";,",
        _ => ((string)value!).Length > 0,
    };

    private static IEnumerable<(string Kind, string Name, JsonNode Symbol)> Symbols(JsonObject schema)
    {
        foreach (var kind in (string[])["properties", "items", "targets"])
        {
            foreach (var (name, symbol) in schema[kind]?.AsObject() ?? [])
            {
                yield return (kind, $"{kind}.{name}", symbol!);
                var metadata = symbol is JsonObject definition ? definition["metadata"]?.AsObject() : null;
                foreach (var (value, meaning) in metadata ?? [])
                    yield return ("metadata", $"{kind}.{name}.metadata.{value}", meaning!);
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z\d_-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
