using YamlDotNet.RepresentationModel;

namespace StudioMsBuild.PackageTests;

/// <summary>Reads a pipeline; what is not there is empty.</summary>
internal static class PipelineYaml
{
    public static YamlNode Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents.ShouldHaveSingleItem().RootNode;
    }

    public static YamlNode? Get(this YamlNode? node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string? Text(this YamlNode? node, string key) => (node.Get(key) as YamlScalarNode)?.Value;

    public static IEnumerable<YamlNode> List(this YamlNode? node, string key) => node.Get(key) as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    /// <summary>The pairs of a mapping below a key, in their order.</summary>
    public static IEnumerable<(string Name, YamlNode Value)> Map(this YamlNode? node) =>
        (node as YamlMappingNode)?.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, pair.Value)) ?? [];

    public static IEnumerable<(string Name, string Value)> Texts(this YamlNode? node, string key) =>
        node.Get(key).Map().Select(pair => (pair.Name, ((YamlScalarNode)pair.Value).Value!));
}
