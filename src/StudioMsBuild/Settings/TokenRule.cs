namespace StudioMsBuild.Settings;

/// <summary>Where a token may go, so that an edit of the repository's data cannot send it elsewhere.</summary>
internal static class TokenRule
{
    /// <summary>The refusal, or null where the token may go to this Studio.</summary>
    public static Failure? Refuse(Source token, Setting<StudioAddress> studio, IReadOnlyDictionary<string, string> environment, DvcConfig config) =>
        token.Origin is Origin.Environment or Origin.Property
            ? RefuseOutside(token, studio, environment, config)
            : RefuseConfigured(token, studio, config);

    /// <summary>A token of a config file goes to that file's Studio only.</summary>
    private static Failure? RefuseConfigured(Source token, Setting<StudioAddress> studio, DvcConfig config)
    {
        var url = config.Find("studio.url", token.Origin)
            ?? (token.Origin == Origin.LocalConfig ? config.Find("studio.url", Origin.RepositoryConfig) : null);
        if (!SettingsReader.ReadAddress(url).TryGetValue(out var its, out var failure))
            return failure;
        return its.Value.IsSameAs(studio.Value)
            ? null
            : Refusal(token, studio, $"A token of a config file goes only to the Studio of that file, {its.Value.Value}. Set DVC_STUDIO_URL and DVC_STUDIO_TOKEN together for the other one.");
    }

    /// <summary>A token from outside the repository goes to a Studio that was named outside of its data files.</summary>
    private static Failure? RefuseOutside(Source token, Setting<StudioAddress> studio, IReadOnlyDictionary<string, string> environment, DvcConfig config)
    {
        var variable = Setting.Variable(environment, "DVC_STUDIO_URL");
        if (variable is not null && TokenSources.Variables.Any(name => token.Name.EndsWith(" " + name, StringComparison.Ordinal)))
        {
            if (!SettingsReader.ReadAddress(variable).TryGetValue(out var its, out var failure))
                return failure;
            if (!its.Value.IsSameAs(studio.Value))
                return Refusal(token, studio, $"It goes only to the Studio of DVC_STUDIO_URL beside it, {its.Value.Value}. Change DVC_STUDIO_URL, or name another token by StudioTokenVariable.");
        }

        if (!studio.Source.IsRepositoryData)
            return null;
        foreach (var outside in new[] { config.Find("studio.url", Origin.UserConfig), config.Find("studio.url", Origin.SystemConfig), null })
        {
            if (!SettingsReader.ReadAddress(outside).TryGetValue(out var named, out var failure))
                return failure;
            if (named.Value.IsSameAs(studio.Value))
                return null;
        }

        return Refusal(token, studio, "Only a file of the repository names that Studio, and a pull request can edit it. If it is yours, set DVC_STUDIO_URL where the token is set.");
    }

    private static Failure Refusal(Source token, Setting<StudioAddress> studio, string advice) =>
        Diagnostics.TokenNotForThisStudio(token.Name, studio.Value.Value, studio.Source.Name, advice);
}
