namespace StudioMsBuild.LockFile;

/// <summary>One project in the lock file.</summary>
/// <param name="Source">The entry as it was read, for the fields that a newer version added.</param>
internal sealed record LockFileEntry(RegistrationKey Key, StudioProject Project, EntryPart Part, JsonElement Source)
{
    private static readonly string[] Fields = ["studio", "repo", "team", "subdir", "part", "id", "name", "url"];

    /// <summary>The entry, or why there is none; each field is held to the rules of what it was written from.</summary>
    public static (LockFileEntry? Entry, string? Reason) Read(JsonElement entry)
    {
        // Longer than a cleaned name can be: what was cleaned once stays as it is.
        var (project, reason) = AnswerReader.ReadProject(
            entry,
            static text => Text.Clean(text, 4 * Text.MaxLength),
            static text => text);
        if (project is null)
            return (null, reason);
        if (ReadText(entry, "studio") is not { Length: > 0 } studio || ReadText(entry, "repo") is not { Length: > 0 } repo
            || ReadText(entry, "team") is not { } team
            || ReadText(entry, "subdir") is not { } subdir
            || ReadText(entry, "part") is not { } part)
            return (null, "a project's \"studio\", \"repo\", \"team\", \"subdir\" or \"part\" is missing or not a text");

        var key = new RegistrationKey(studio, RepositoryKey.Canonical(repo), team, subdir);
        return key.FindBadField() is { } field ? (null, $"a project's \"{field}\" is not written as StudioMsBuild writes it")
            : EntryPart.Parse(part) is not { } its ? (null, "a project's \"part\" is not like 1/2")
            : (new LockFileEntry(key, project, its, entry), null);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("studio", Key.Studio);
        json.WriteString("repo", Key.Repo);
        json.WriteString("team", Key.Team);
        json.WriteString("subdir", Key.Subdir);
        if (Part != EntryPart.Only)
            json.WriteString("part", Part.ToString());
        json.WriteString("id", Project.Id);
        json.WriteString("name", Project.Name);
        json.WriteString("url", Project.Url);
        if (Source.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in Source.EnumerateObject().Where(static field => !Fields.Contains(field.Name)))
                field.WriteTo(json);
        }

        json.WriteEndObject();
    }

    /// <summary>A field's text, empty where it is left out; null where it isn't a text.</summary>
    private static string? ReadText(JsonElement entry, string name) =>
        !entry.TryGetProperty(name, out var value) ? "" : value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
