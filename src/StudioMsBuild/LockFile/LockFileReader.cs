namespace StudioMsBuild.LockFile;

/// <summary>Reads a lock file's bytes, in time linear in their number; an error names line and column, never content.</summary>
internal static class LockFileReader
{
    public const int MaxEntries = 10_000;

    private const string Corrupted = "this is not JSON; if a merge left it so, resolve the merge";

    public static Result<LockFileContent> Read(string path, ReadOnlySpan<byte> bytes, CancellationToken cancel = default)
    {
        var json = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (json.StartsWith("version https://git-lfs.github.com/spec/"u8))
            return Diagnostics.BadLockFile(path, 1, 1, "this is a pointer of Git LFS; run 'git lfs pull'");

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
        var texts = reader;
        var content = new LockFileContent();
        try
        {
            if (CheckTexts(ref texts, cancel) is { } ambiguous)
                return Bad(json[..(int)texts.TokenStartIndex], ambiguous);
            if (ReadRoot(ref reader, content, cancel) is { } reason)
                return Bad(json[..(int)reader.TokenStartIndex], reason);
            return content.Version == LockFileContent.CurrentVersion ? content : Diagnostics.NewerLockFile(path, content.Version);
        }
        catch (JsonException e)
        {
            return Diagnostics.BadLockFile(path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, Corrupted);
        }
        catch (InvalidOperationException)
        {
            return Bad(json[..(int)texts.TokenStartIndex], "this text is not Unicode");
        }

        Failure Bad(ReadOnlySpan<byte> before, string reason) =>
            Diagnostics.BadLockFile(path, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'), reason);
    }

    /// <summary>
    /// Reads every text once, also in fields that are only kept: what isn't Unicode couldn't be written back. Of a property that
    /// an object has twice, one would be lost.
    /// </summary>
    private static string? CheckTexts(ref Utf8JsonReader texts, CancellationToken cancel)
    {
        var objects = new Stack<HashSet<string>>();
        while (texts.Read())
        {
            cancel.ThrowIfCancellationRequested();
            switch (texts.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    objects.Pop();
                    break;
                case JsonTokenType.PropertyName when !objects.Peek().Add(texts.GetString()!):
                    return "this object has this property twice; keep one of them, or make two objects of it";
                case JsonTokenType.String:
                    _ = texts.GetString();
                    break;
            }
        }

        return null;
    }

    private static string? ReadRoot(ref Utf8JsonReader reader, LockFileContent content, CancellationToken cancel)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return "this is not a JSON object";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var reason = name switch
            {
                "version" => ReadVersion(ref reader, content),
                "projects" => ReadProjects(ref reader, content, cancel),
                _ => content.Keep(name, JsonElement.ParseValue(ref reader)),
            };
            // Of a newer version nothing else is known, not even what its "projects" are.
            if (reason is not null || content.Version > LockFileContent.CurrentVersion)
                return reason;
        }

        return content.Version == 0 ? "it has no \"version\"" : null;
    }

    private static string? ReadVersion(ref Utf8JsonReader reader, LockFileContent content)
    {
        var isNumber = reader.TokenType == JsonTokenType.Number
            && reader.TryGetInt32(out var version)
            && (content.Version = version) > 0;
        return isNumber ? null : "\"version\" is not a number";
    }

    private static string? ReadProjects(ref Utf8JsonReader reader, LockFileContent content, CancellationToken cancel)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return "\"projects\" is not a list";
        for (var count = 1; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            cancel.ThrowIfCancellationRequested();
            if (count > MaxEntries)
                return $"it has more than {MaxEntries} projects";
            var start = reader;
            var (entry, reason) = LockFileEntry.Read(JsonElement.ParseValue(ref reader));
            reason ??= content.Add(entry!);
            if (reason is not null)
            {
                reader = start;
                return reason;
            }
        }

        return null;
    }
}
