using System.Text.Json;
using System.Text.Json.Nodes;

namespace StudioMsBuild.Emulator.Tests;

public sealed record Answer(int Status, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The one project of a success.</summary>
    public JsonNode Project => Json["projects"]!.AsArray().ShouldHaveSingleItem()!;

    public string Url => (string)Project["url"]!;

    /// <summary>The messages of each field of a refusal.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => JsonSerializer.Deserialize<Dictionary<string, string[]>>(Body)!;
}
