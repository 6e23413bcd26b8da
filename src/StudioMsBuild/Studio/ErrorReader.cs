namespace StudioMsBuild.Studio;

/// <summary>
/// Reads what Studio says where it creates nothing: JSON in any of the shapes that its API framework gives, or plain text.
/// </summary>
internal static class ErrorReader
{
    /// <summary>The most that is shown of what Studio says.</summary>
    public const int MaxLength = 500;

    private const int MaxPlainBytes = 8192;

    /// <summary>
    /// ": repo_url: Enter a valid URL", or nothing where the answer says nothing readable. One line, never a page.
    /// </summary>
    /// <param name="isPlainText">Whether the body may be plain text: its type doesn't claim JSON.</param>
    public static string Read(
        ReadOnlyMemory<byte> body,
        TokenRedactor secret,
        bool isPlainText = false,
        int maxLength = MaxLength)
    {
        if (IsHtml(body.Span))
            return ", with a web page such as a proxy or a login page gives";

        var said = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            Collect(document.RootElement, "", said);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a surrogate pair in it.
            said = isPlainText ? [PlainText(body.Span)] : [];
        }

        var text = secret.Clean(string.Join("; ", said), maxLength).TrimEnd('.', ' ');
        return text.Length == 0 ? "" : ": " + text;
    }

    /// <summary>Whether a body is a page for a browser instead of JSON.</summary>
    public static bool IsHtml(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>A text on one line; nothing where the bytes are no text.</summary>
    private static string PlainText(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxPlainBytes)]);
        return text.Contains('\0') ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // {"detail": "…"}, {"field": ["…"]}, {"detail": [{"loc": […], "msg": "…"}]}, {"message": "…"}
    private static void Collect(JsonElement element, string field, List<string> said)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                said.Add(field.Length == 0 ? element.GetString()! : $"{field}: {element.GetString()}");
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray().Take(20))
                    Collect(item, field, said);
                break;
            case JsonValueKind.Object when element.TryGetProperty("msg", out var message):
                Collect(message, element.TryGetProperty("loc", out var location) ? Location(location) : field, said);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject().Take(20))
                    Collect(
                        property.Value,
                        property.Name is "detail" or "message" or "error" or "errors" or "non_field_errors"
                            ? field
                            : property.Name,
                        said);
                break;
        }
    }

    private static string Location(JsonElement location)
    {
        var names = new StringBuilder();
        if (location.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in location.EnumerateArray().Where(static part => part.ValueKind == JsonValueKind.String).Take(5))
            {
                if (part.GetString() is var name and not "body")
                    names.Append(names.Length == 0 ? "" : ".").Append(name);
            }
        }

        return names.ToString();
    }
}
