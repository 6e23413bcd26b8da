using System.Text.Encodings.Web;

namespace StudioMsBuild.LockFile;

/// <summary>
/// What is registered: the content of studio.lock.json, which is meant to be committed. It has no secret, path or time.
/// </summary>
internal sealed class LockFileContent
{
    public const int CurrentVersion = 1;

    private readonly List<(string Name, JsonElement Value)> unknown = [];
    private readonly Dictionary<RegistrationKey, List<LockFileEntry>> entries = [];

    public int Version { get; set; }

    public IEnumerable<LockFileEntry> Entries => entries.Values.SelectMany(static its => its);

    public static LockFileContent Empty() => new() { Version = CurrentVersion };

    /// <summary>The projects of a registration, in the order of Studio's answer; null where it is not registered.</summary>
    public StudioProjects? Find(RegistrationKey key) =>
        entries.TryGetValue(key, out var its) ? new StudioProjects(its.Select(static entry => entry.Project).ToList()) : null;

    /// <summary>Adds an entry, or says why it contradicts one that is there.</summary>
    public string? Add(LockFileEntry entry)
    {
        if (!entries.TryGetValue(entry.Key, out var its))
            entries[entry.Key] = its = [];
        // The same part, or a part of another answer.
        var before = its.FindLastIndex(one => one.Part.Number <= entry.Part.Number);
        var twin = before >= 0 && its[before].Part.Number == entry.Part.Number ? its[before]
            : its.FirstOrDefault() is { } other && other.Part.Count != entry.Part.Count ? other
            : null;
        if (twin is not null && twin.Project.Url != entry.Project.Url)
            return "the lock file has this registration twice, with different projects; delete the one that you don't want";
        if (twin is null)
            its.Insert(before + 1, entry);
        return null;
    }

    public string? Keep(string name, JsonElement value)
    {
        unknown.Add((name, value));
        return null;
    }

    /// <summary>Replaces a registration's entries, or those of the project that gets a new key.</summary>
    public void Replace(RegistrationKey key, StudioProjects projects, RegistrationKey? rekeyed = null)
    {
        var replaced = new[] { key, rekeyed ?? key }.Distinct()
            .SelectMany(one => entries.Remove(one, out var its) ? its : [])
            .ToList();
        entries[key] = projects.All.Select((project, at) => new LockFileEntry(
            key,
            project,
            new EntryPart(at + 1, projects.All.Count),
            replaced.Find(entry => entry.Project.Url == project.Url)?.Source ?? default)).ToList();
    }

    /// <summary>A registration's entries as in the lock file, on one line.</summary>
    public static string Entry(RegistrationKey key, StudioProjects projects)
    {
        var content = Empty();
        content.Replace(key, projects);
        return string.Join(", ", content.Entries.Select(static entry => Json(entry.Write, indented: false)));
    }

    /// <summary>
    /// The file's bytes: sorted, so that two machines write the same; LF; a block for each entry, so that merges are easy.
    /// </summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Json(Write, indented: true).ReplaceLineEndings("\n") + "\n");

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version", CurrentVersion);
        json.WriteStartArray("projects");
        foreach (var entry in Entries.OrderBy(static entry => entry.Key.Joined, StringComparer.Ordinal)
            .ThenBy(static entry => entry.Part.Number))
            entry.Write(json);
        json.WriteEndArray();
        foreach (var (name, value) in unknown)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static string Json(Action<Utf8JsonWriter> write, bool indented)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
            write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
