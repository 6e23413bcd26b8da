using System.Text.Encodings.Web;
using System.Text.Json;

namespace StudioMsBuild.Emulator.Pages;

/// <summary>Recorded JSON for people: indented, a lone string without its quotes. The page encodes it.</summary>
/// <param name="Text">The JSON, or its beginning.</param>
/// <param name="IsShortened">Whether there is more than the text.</param>
internal sealed record Excerpt(string Text, bool IsShortened)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>At most <paramref name="longest"/> characters of the JSON. Longer JSON is not indented, because that can multiply its length.</summary>
    public static Excerpt From(string json, int longest)
    {
        var text = json.Length > longest ? json : Format(JsonElement.Parse(json));
        return text.Length > longest ? new(text[..longest], IsShortened: true) : new(text, IsShortened: false);
    }

    private static string Format(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, Indented);
}
