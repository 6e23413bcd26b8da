using YamlDotNet.RepresentationModel;

namespace Repository.Tests;

/// <summary>Reads YAML as the JSON that it means; every scalar is a string.</summary>
internal static class Yaml
{
    public static JsonObject Read(string path) => Parse(File.ReadAllText(SourceTree.File(path)));

    public static JsonObject Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return Convert(yaml.Documents.ShouldHaveSingleItem().RootNode).ShouldBeOfType<JsonObject>();
    }

    /// <summary>The keys of a mapping.</summary>
    public static IEnumerable<string> Keys(this JsonNode mapping) => mapping.AsObject().Select(pair => pair.Key);

    /// <summary>The scalars of a sequence, or the one scalar.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node) => node switch
    {
        null => [],
        JsonArray sequence => sequence.Select(item => (string)item!),
        _ => [(string)node!],
    };

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair =>
            KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode scalar => scalar.Value,
        _ => throw new InvalidOperationException($"{node.NodeType} at {node.Start} has no meaning in JSON."),
    };
}
