using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StudioMsBuild.Emulator.Requests;

/// <summary>Bodies as they are recorded: always JSON, without the request's token.</summary>
internal static class RecordedJson
{
    // A client's JSON reader must be able to read it inside the list of requests.
    private const int MaxDepth = 32;

    // Escaping all non-ASCII characters would make some bodies three times as long; the pages encode what they show.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    private static readonly JsonSerializerOptions Text = new() { Encoder = Encoder };

    /// <summary>The JSON in the bytes; a JSON string if they are not JSON; null if there are none.</summary>
    public static string? From(ReadOnlyMemory<byte> bytes, Redaction redaction)
    {
        if (bytes.IsEmpty)
            return null;

        try
        {
            using var json = JsonDocument.Parse(bytes, new() { MaxDepth = MaxDepth });
            using var kept = new MemoryStream(bytes.Length);
            using (var writer = new Utf8JsonWriter(kept, new() { Encoder = Encoder }))
                Write(writer, json.RootElement, redaction);
            return Encoding.UTF8.GetString(kept.GetBuffer().AsSpan(0, (int)kept.Length));
        }
        catch (Exception noJson) when (noJson is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half of a surrogate pair, which JSON's grammar allows.
            return JsonSerializer.Serialize(redaction.In(Encoding.UTF8.GetString(bytes.Span)), Text);
        }
    }

    /// <summary>A text of a recorded JSON object; null if it has none of that name.</summary>
    public static string? Field(string? json, string name)
    {
        if (json is null)
            return null;
        using var body = JsonDocument.Parse(json);
        return body.RootElement.ValueKind == JsonValueKind.Object
            && body.RootElement.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>A text's beginning.</summary>
    public static string Shorten(string text, int longest) => text.Length <= longest ? text : text[..longest];

    // Redacts values, not the text: a token can look like JSON syntax.
    private static void Write(Utf8JsonWriter writer, JsonElement value, Redaction redaction)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var field in value.EnumerateObject())
                {
                    writer.WritePropertyName(redaction.In(field.Name));
                    Write(writer, field.Value, redaction);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item, redaction);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(redaction.In(value.GetString()!));
                break;
            default:
                if (redaction.Finds(value.GetRawText()))
                    writer.WriteStringValue(redaction.In(value.GetRawText()));
                else
                    value.WriteTo(writer);
                break;
        }
    }
}
