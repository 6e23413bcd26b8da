namespace StudioMsBuild.Settings;

/// <summary>Where a token is looked for, in order: the place that a property names, the environment, DVC's config.</summary>
internal static class TokenSources
{
    private const int MaxBytes = 16384;

    public static readonly string[] Variables = ["DVC_STUDIO_TOKEN", "STUDIO_TOKEN"];

    private static readonly Setting<string> None = new("", Source.Default);

    /// <summary>The name of a property of the command line that holds a token; environment variables of these names are no such property.</summary>
    public static string? OnCommandLine(IReadOnlyDictionary<string, string> globalProperties)
    {
        foreach (var (name, value) in globalProperties)
        {
            if (value.Length > 0 && Variables.Prepend("StudioToken").Contains(name, StringComparer.OrdinalIgnoreCase))
                return name;
        }

        return null;
    }

    /// <summary>The environment for a program that needs no token: without every variable that holds one, under whatever name.</summary>
    public static IReadOnlyDictionary<string, string> WithoutTokens(IReadOnlyDictionary<string, string> environment, ProjectProperties properties)
    {
        string[] names = [.. Variables, "DATACHAIN_STUDIO_TOKEN", properties.Find(StudioSettings.StudioTokenVariable.Name)?.Value ?? ""];
        var tokens = names.Select(name => environment.GetValueOrDefault(name, "")).Where(static token => token.Length > 0).ToHashSet(StringComparer.Ordinal);
        return environment.Where(variable => !names.Contains(variable.Key, StringComparer.OrdinalIgnoreCase) && !tokens.Contains(variable.Value))
            .ToDictionary(static variable => variable.Key, static variable => variable.Value, ProcessEnvironment.NameComparer);
    }

    /// <summary>Blanks from now on what the environment and the command line have in a token's place, whether it is used or not.</summary>
    public static void Learn(KnownTokens tokens, ProjectProperties properties, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var name in Variables.Append(properties.Find(StudioSettings.StudioTokenVariable.Name)?.Value ?? ""))
        {
            if (Setting.Variable(environment, name) is { Value: not ['$', ..] } token)
                tokens.Learn(token.Value);
        }

        if (OnCommandLine(properties.GlobalProperties) is { } property)
            tokens.Learn(properties.GlobalProperties[property].Trim());
    }

    /// <summary>The first token; an empty value where there is none. A source that a property names has no fallback.</summary>
    public static Result<Setting<string>> Find(StudioSettings settings, SettingSources sources, Action<Diagnostic> report)
    {
        var (file, variable) = (settings.TokenFile, settings.TokenVariable);
        if (file is not null && variable is not null)
            return Diagnostics.TwoTokenSources();
        if (file is not null)
            return ReadFile(file.Value, report);
        if (variable is not null)
            return ReadVariable(variable.Value, sources.Environment, report);

        return Variables.Select(name => Setting.Variable(sources.Environment, name)).FirstOrDefault(token => IsToken(token, report))
            ?? (sources.Config.Find("studio.token") is { } configured && IsToken(configured, report) ? configured : None);
    }

    private static Result<Setting<string>> ReadVariable(string name, IReadOnlyDictionary<string, string> environment, Action<Diagnostic> report)
    {
        // Neither text shows the name: it may be the token itself.
        if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(name[0]))
            return Diagnostics.BadTokenVariable();
        var token = Setting.Variable(environment, name);
        return IsToken(token, report) ? token! : Diagnostics.TokenVariableUnset();
    }

    private static Result<Setting<string>> ReadFile(string path, Action<Diagnostic> report)
    {
        var shown = Text.Clean(path, 1024);
        try
        {
            // By stream: a mounted secret may be a pipe, which has no length.
            using var stream = File.OpenRead(path);
            using var reader = new StreamReader(stream);
            var buffer = new char[MaxBytes];
            var length = reader.ReadBlock(buffer, 0, MaxBytes);
            var token = new Setting<string>(new string(buffer, 0, length).Trim(), new Source(SourceKind.TokenFile, "StudioTokenFile", path));
            return length == MaxBytes ? Diagnostics.TokenFileUnreadable(shown, "it is larger than any token")
                : IsToken(token, report) ? token
                : Diagnostics.TokenFileUnreadable(shown, "it holds no token");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Diagnostics.TokenFileUnreadable(shown, "there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Diagnostics.TokenFileUnreadable(shown, "it may not be read");
        }
    }

    /// <summary>A value such as $STUDIO_TOKEN is a CI variable that was not expanded, and counts as none.</summary>
    private static bool IsToken(Setting<string>? found, Action<Diagnostic> report)
    {
        if (found is not { Value: ['$', ..] })
            return found is { Value.Length: > 0 };
        report(Diagnostics.Message($"The {Unquoted($"{found.Source}")} holds the name of a CI variable that was not expanded; it counts as no token."));
        return false;
    }
}
