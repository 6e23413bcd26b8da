namespace StudioMsBuild.Settings;

/// <summary>The access token. It lives here and in the request's header, and in no message, item or file.</summary>
internal sealed class AccessToken
{
    private AccessToken(string value, Source source) => (Value, Source) = (value, source);

    public string Value { get; }

    public Source Source { get; }

    /// <summary>Never the value.</summary>
    public override string ToString() => $"token from {Source}";

    /// <summary>Reads the token from the first place that has one, and checks that it may go to this Studio.</summary>
    public static Result<AccessToken> Read(
        ProjectProperties properties,
        IReadOnlyDictionary<string, string> environment,
        DvcConfig config,
        Setting<StudioAddress> studio,
        Action<Diagnostic> report)
    {
        if (!TokenSources.Find(properties, environment, config, report).TryGetValue(out var found, out var failure))
            return failure;
        if (found.Value.Length == 0)
            return Diagnostics.NoToken(studio.Value.Value);
        if (found.Value.Length > 4096 || !found.Value.All(static c => c is > ' ' and <= '~'))
            return Diagnostics.UnusableToken(found.Source.Name);
        if (TokenRule.Refuse(found.Source, studio, environment, config) is { } refusal)
            return refusal;

        if (found.Source.Origin == Origin.RepositoryConfig)
        {
            var (path, line) = config.Place("studio.token", Origin.RepositoryConfig);
            report(Diagnostics.CommittedToken(path, line));
        }

        return new AccessToken(found.Value, found.Source);
    }
}
