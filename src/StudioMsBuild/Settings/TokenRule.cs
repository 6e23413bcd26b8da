namespace StudioMsBuild.Settings;

/// <summary>
/// Where a token may go: a source may name the Studio for it only if it is at least as hard for a stranger to edit as the token's
/// own.
/// </summary>
internal static class TokenRule
{
    /// <summary>The refusal, or null where the token may go to this Studio.</summary>
    public static Failure? Refuse(Source token, Setting<StudioAddress> studio, SettingSources sources)
    {
        var steps = token.IsConfig ? RefuseConfigured(token, studio.Value, sources) : RefuseOutside(token, studio, sources);
        return steps is null
            ? null
            : Diagnostics.TokenNotForThisStudio(token.ToString(), studio.Value.Value, studio.Source.ToString(), steps);
    }

    /// <summary>
    /// A token of a config file goes to that file's Studio only; without one, to a Studio that no file of the repository and no
    /// property names.
    /// </summary>
    private static ReportText[]? RefuseConfigured(Source token, StudioAddress studio, SettingSources sources)
    {
        var own = sources.Config.Find("studio.url", token.Kind);
        return (token.Kind, own) switch
        {
            (SourceKind.RepositoryConfig, _) when studio.IsThisMachine =>
            [
                $"A token of a committed file goes to no address of this machine.",
                $"Set DVC_STUDIO_URL and DVC_STUDIO_TOKEN together.",
            ],
            (SourceKind.RepositoryConfig, _) or (_, not null) =>
                IsNamed(own, studio)
                    ? null
                    :
                    [
                        $"A token of a config file goes only to the Studio of that file.",
                        $"For another Studio, set DVC_STUDIO_URL and DVC_STUDIO_TOKEN together.",
                    ],
            _ =>
                IsNamedOutside(studio, sources)
                    ? null
                    :
                    [
                        $"If that Studio is yours, name it in the token's file:{NameIn(token)}",
                        $"Or set DVC_STUDIO_URL.",
                    ],
        };
    }

    /// <summary>A token from outside the repository goes to a Studio that is named outside its data files.</summary>
    private static ReportText[]? RefuseOutside(Source token, Setting<StudioAddress> studio, SettingSources sources)
    {
        var hasVariable = token.Kind == SourceKind.EnvironmentVariable
            && TokenSources.Variables.Contains(token.Name, ProcessEnvironment.NameComparer);
        if (hasVariable && sources.StudioVariable is { } beside && !IsNamed(beside, studio.Value))
        {
            return
            [
                $"It goes only to the Studio of DVC_STUDIO_URL, which is set beside it.",
                $"Change DVC_STUDIO_URL, or set StudioTokenVariable to the variable of another token.",
            ];
        }

        return !studio.Source.IsRepositoryData || IsNamedOutside(studio.Value, sources)
            ? null
            :
            [
                $"Only a file of the repository names that Studio, and a pull request can edit it.",
                $"If that Studio is yours, set DVC_STUDIO_URL where the token is set.",
            ];
    }

    private static bool IsNamedOutside(StudioAddress studio, SettingSources sources) =>
        new[]
        {
            null,
            sources.StudioVariable,
            sources.Config.Find("studio.url", SourceKind.UserConfig),
            sources.Config.Find("studio.url", SourceKind.SystemConfig),
        }.Any(url => IsNamed(url, studio));

    /// <summary>Whether the URL is this Studio's; without a URL it is the default one's.</summary>
    private static bool IsNamed(Setting<string>? url, StudioAddress studio)
    {
        var named = StudioAddress.Default;
        return (url is null || StudioAddress.Parse(url.Value, url.Source.ToString()).TryGetValue(out named, out _))
            && named.IsSameAs(studio);
    }

    private static Command NameIn(Source token) =>
        Command.Run($"dvc config {Level(token.Kind)} studio.url").With(null, "ITS-URL");

    private static string Level(SourceKind kind) =>
        kind switch { SourceKind.LocalConfig => "--local", SourceKind.UserConfig => "--global", _ => "--system" };
}
