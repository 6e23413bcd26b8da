namespace StudioMsBuild.Studio;

/// <summary>Reads the answer of a success; nothing in it is trusted.</summary>
internal static class AnswerReader
{
    /// <summary>The most projects of one answer: more would make a lock file that is too large to be read.</summary>
    public const int MostProjects = 1000;

    /// <summary>The projects, or the reason why the answer is none of Studio's.</summary>
    public static (StudioProjects? Projects, string? Reason) Read(ReadOnlyMemory<byte> body, TokenRedactor secret)
    {
        if (body.IsEmpty)
            return (null, "it is empty");
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("projects", out var projects)
                ? ReadProjects(projects, secret)
                : (null, "it has no \"projects\"");
        }
        catch (JsonException)
        {
            return (null, "it is not JSON");
        }
        catch (InvalidOperationException)
        {
            // GetString on half a surrogate pair.
            return (null, "a text in it is not Unicode");
        }
    }

    private static (StudioProjects?, string?) ReadProjects(JsonElement projects, TokenRedactor secret)
    {
        if (projects.ValueKind != JsonValueKind.Array || projects.GetArrayLength() is 0 or > MostProjects)
            return (null, "its \"projects\" is not a list of 1 to 1000 projects");

        var all = new List<StudioProject>();
        foreach (var project in projects.EnumerateArray())
        {
            var (read, reason) = ReadProject(project, text => secret.Clean(text), secret.Blank);
            if (read is null)
                return (null, reason);
            all.Add(read);
        }

        return (new StudioProjects(all), null);
    }

    /// <summary>A project of an answer or of the lock file: both are checked alike.</summary>
    public static (
        StudioProject? Project,
        string? Reason) ReadProject(JsonElement project, Func<string, string> clean, Func<string, string> blank)
    {
        if (project.ValueKind != JsonValueKind.Object)
            return (null, "one of its projects is not an object");
        // Blanked first: *** is neither an id nor a host, so a lock file with it couldn't be read.
        if (ReadId(project) is not { } id || !IsId(blank(id)))
            return (null, "a project's \"id\" is not a short text of letters, digits, _ and -");
        if (ReadText(project, "name") is not { } name)
            return (null, "a project's \"name\" is not a text");
        return blank(ReadText(project, "url") ?? "") is var url && IsPageUrl(url)
            ? (new StudioProject(id, clean(name), url), null)
            : (null, "a project's \"url\" is not a plain http or https URL");
    }

    private static string? ReadId(JsonElement project)
    {
        if (!project.TryGetProperty("id", out var value))
            return null;
        var id = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number when value.TryGetUInt64(out _) => value.GetRawText(),
            _ => "",
        };
        return IsId(id) ? id : null;
    }

    public static bool IsId(string id) =>
        id.Length is >= 1 and <= 64 && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static string? ReadText(JsonElement project, string name)
    {
        if (!project.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text of .NET's: it is shown as the JSON has it, and the project is not lost.
            return value.GetRawText()[1..^1];
        }
    }

    /// <summary>Whether a URL is one that may be shown, opened and handed to a CI system.</summary>
    public static bool IsPageUrl(string url) =>
        url.Length <= 2048
        && url.All(static c => c is > ' ' and <= '~' and not ('\\' or '?' or '#'))
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && url.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase)
        && uri.Host.Length > 0
        && uri.UserInfo.Length == 0
        && !url.Split('/')[2].Contains('@');
}
