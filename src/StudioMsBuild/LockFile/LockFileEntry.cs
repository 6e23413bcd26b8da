namespace StudioMsBuild.LockFile;

/// <summary>One project in the record.</summary>
internal sealed class LockFileEntry(RegistrationKey key, StudioProject project, string part, JsonElement source)
{
    public RegistrationKey Key { get; } = key;
    public StudioProject Project { get; } = project;
    /// <summary>"1/2" where one registration made several projects; empty where it made one.</summary>
    public string Part { get; } = part;
    /// <summary>The entry as it was read, for the fields that a newer version added.</summary>
    public JsonElement Source { get; } = source;

    /// <summary>How many projects the registration made, as its part says.</summary>
    public string Parts => Part[(Part.IndexOf('/') + 1)..];

    private static readonly string[] Fields = ["studio", "repo", "team", "subdir", "part", "id", "name", "url"];

    /// <summary>The entry, or why it is none; nothing in it is trusted.</summary>
    public static (LockFileEntry? Entry, string? Reason) Read(JsonElement entry)
    {
        // Longer than a cleaned name can be: what was cleaned once stays as it is.
        var (project, reason) = AnswerReader.ReadProject(entry, static text => Text.Clean(text, 4 * Text.MaxLength), static text => text);
        if (project is null)
            return (null, reason);
        var fields = Fields.Select(name => entry.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : null : "").ToArray();
        return fields is [{ Length: > 0 } studio, { Length: > 0 } repo, { } team, { } subdir, { } part, ..]
            ? (new LockFileEntry(new RegistrationKey(studio, repo, team, subdir), project, part, entry), null)
            : (null, "a project's \"studio\", \"repo\", \"team\" or \"subdir\" is not a text");
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("studio", Key.Studio);
        json.WriteString("repo", Key.Repo);
        json.WriteString("team", Key.Team);
        json.WriteString("subdir", Key.Subdir);
        if (Part.Length > 0)
            json.WriteString("part", Part);
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
}
