namespace StudioMsBuild.Settings;

/// <summary>Finds the token, in this order: the source that a property names, the environment, DVC's config.</summary>
internal static class TokenSources
{
    public static readonly string[] Variables = ["DVC_STUDIO_TOKEN", "STUDIO_TOKEN"];

    /// <summary>The token of DataChain's own login, which doesn't have the scope.</summary>
    public const string DataChainVariable = "DATACHAIN_STUDIO_TOKEN";

    /// <summary>Properties that nobody may set to a token.</summary>
    public static readonly string[] ForbiddenProperties = ["StudioToken", .. Variables];

    private static readonly Setting<string> None = new("", Source.Default);

    /// <summary>
    /// The name of a property of the command line that contains a token; environment variables of these names don't count.
    /// </summary>
    public static string? OnCommandLine(IReadOnlyDictionary<string, string> globalProperties)
    {
        foreach (var (name, value) in globalProperties)
        {
            if (value.Length > 0 && ForbiddenProperties.Contains(name, StringComparer.OrdinalIgnoreCase))
                return name;
        }

        return null;
    }

    /// <summary>
    /// The environment for a program that needs no token: without any variable that contains one, under whatever name.
    /// </summary>
    public static IReadOnlyDictionary<string, string> WithoutTokens(
        IReadOnlyDictionary<string, string> environment,
        ProjectProperties properties)
    {
        string[] names = [.. Variables, DataChainVariable, properties.Find(StudioSettings.StudioTokenVariable.Name)?.Value ?? ""];
        var tokens = names.Select(name => environment.GetValueOrDefault(name, ""))
            .Where(static token => token.Length > 0)
            .ToHashSet(StringComparer.Ordinal);
        return environment.Where(
            variable => !names.Contains(variable.Key, StringComparer.OrdinalIgnoreCase) && !tokens.Contains(variable.Value))
            .ToDictionary(static variable => variable.Key, static variable => variable.Value, ProcessEnvironment.NameComparer);
    }

    /// <summary>
    /// Blanks from now on what the environment and the command line have in a token's place, whether it is used or not.
    /// </summary>
    public static void Learn(KnownTokens tokens, ProjectProperties properties, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var name in Variables.Append(DataChainVariable)
            .Append(properties.Find(StudioSettings.StudioTokenVariable.Name)?.Value ?? ""))
        {
            if (Setting.Variable(environment, name) is { } token && !IsUnexpanded(token.Value))
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
        {
            return !TokenFile.Read(file.Value, TimeSpan.FromSeconds(settings.Timeout.Value), sources.Cancel)
                .TryGetValue(out var token, out var failure) ? failure
                : IsToken(token, report) ? token
                : Diagnostics.TokenFileUnreadable(file.Value, "it contains no token");
        }

        if (variable is not null)
            return ReadVariable(variable.Value, sources.Environment, report);

        return Variables.Select(name => Setting.Variable(sources.Environment, name))
            .Concat(sources.Config.FindAll("studio.token"))
            .FirstOrDefault(token => IsToken(token, report)) ?? None;
    }

    private static Result<Setting<string>> ReadVariable(
        string name,
        IReadOnlyDictionary<string, string> environment,
        Action<Diagnostic> report)
    {
        // Neither text shows the name: it may be the token itself.
        if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(name[0]))
            return Diagnostics.BadTokenVariable();
        var token = Setting.Variable(environment, name);
        return IsToken(token, report) ? token! : Diagnostics.TokenVariableUnset();
    }

    /// <summary>
    /// A value such as $STUDIO_TOKEN or %STUDIO_TOKEN% is a variable that was not expanded, and counts as none.
    /// </summary>
    private static bool IsToken(Setting<string>? found, Action<Diagnostic> report)
    {
        if (found is null || !IsUnexpanded(found.Value))
            return found is not null;
        report(Messages.UnexpandedToken(found.Source.ToString()));
        return false;
    }

    private static bool IsUnexpanded(string text) =>
        text is ['$', ..] or ['%', .., '%'] or ['!', .., '!'] or ['{', '{', .., '}', '}'];
}
