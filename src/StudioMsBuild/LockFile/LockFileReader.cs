namespace StudioMsBuild.LockFile;

/// <summary>Reads a record's bytes; an error names line and column, never content.</summary>
internal static class LockFileReader
{
    public static Result<LockFileContent> Read(string path, ReadOnlySpan<byte> bytes)
    {
        var json = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
        var texts = reader;
        var record = new LockFileContent();
        try
        {
            // Every text once, also in fields that are only kept: what is no Unicode could not be written back.
            while (texts.Read())
                _ = texts.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? texts.GetString() : null;

            if (ReadRoot(ref reader, record) is { } reason)
                return Bad(json[..(int)reader.TokenStartIndex], reason);
            return record.Version == LockFileContent.CurrentVersion ? record : Diagnostics.NewerRecord(path, record.Version);
        }
        catch (JsonException e)
        {
            // Merge markers are the usual cause.
            return Diagnostics.BadRecord(path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "this is not JSON; resolve the merge if there was one");
        }
        catch (InvalidOperationException)
        {
            return Bad(json[..(int)texts.TokenStartIndex], "this text is not Unicode");
        }

        Failure Bad(ReadOnlySpan<byte> before, string reason) =>
            Diagnostics.BadRecord(path, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'), reason);
    }

    private static string? ReadRoot(ref Utf8JsonReader reader, LockFileContent record)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return "this is not a JSON object";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var reason = name switch
            {
                "version" => ReadVersion(ref reader, record),
                "projects" => ReadProjects(ref reader, record),
                _ => record.Keep(name, JsonElement.ParseValue(ref reader)),
            };
            // Of a newer version nothing else is known, not even what its "projects" are.
            if (reason is not null || record.Version > LockFileContent.CurrentVersion)
                return reason;
        }

        reader.Read();
        return record.Version == 0 ? "it has no \"version\"" : null;
    }

    private static string? ReadVersion(ref Utf8JsonReader reader, LockFileContent record)
    {
        var isNumber = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) && (record.Version = version) > 0;
        return isNumber ? null : "\"version\" is not a number";
    }

    private static string? ReadProjects(ref Utf8JsonReader reader, LockFileContent record)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return "\"projects\" is not a list";
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader;
            var (entry, reason) = LockFileEntry.Read(JsonElement.ParseValue(ref reader));
            reason ??= record.Add(entry!);
            if (reason is not null)
            {
                reader = start;
                return reason;
            }
        }

        return null;
    }
}
