using System.Text.Encodings.Web;
using System.Text.Json;

namespace StudioMsBuild.Emulator.Pages;

/// <summary>Kept JSON for people: indented, a lone string without its quotes. The page encodes it.</summary>
internal static class PrettyJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string json)
    {
        var value = JsonElement.Parse(json);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, Indented);
    }
}
