namespace StudioMsBuild.Settings;

/// <summary>The access token. It lives here and in the request's header, and in no message, item or file.</summary>
internal sealed class AccessToken
{
    private AccessToken(string value, Source source) => (Value, Source) = (value, source);

    public string Value { get; }

    public Source Source { get; }

    /// <summary>Never the value.</summary>
    public override string ToString() => $"token from {Source}";

    /// <summary>Reads the token from the first source that has one, and checks that it may go to this Studio.</summary>
    public static Result<AccessToken> Read(
        StudioSettings settings,
        SettingSources sources,
        KnownTokens tokens,
        Action<Diagnostic> report)
    {
        if (!TokenSources.Find(settings, sources, report).TryGetValue(out var found, out var failure))
            return failure;
        tokens.Learn(found.Value);
        if (found.Value.Length == 0)
            return Diagnostics.NoToken(
                settings.Studio.Value.Value,
                hasDataChain: Setting.Variable(sources.Environment, TokenSources.DataChainVariable) is not null);
        if (!IsUsable(found.Value))
            return Diagnostics.UnusableToken(found.Source.ToString());
        if (TokenRule.Refuse(found.Source, settings.Studio, sources) is { } refusal)
            return refusal;

        if (found.Source.Kind == SourceKind.RepositoryConfig)
            report(Diagnostics.CommittedToken(found.Source));
        return new AccessToken(found.Value, found.Source);
    }

    /// <summary>Printable ASCII, and not what was copied along: quotes or brackets around it, a name and = before it.</summary>
    private static bool IsUsable(string token)
    {
        const string Around = "\"'`<>()[]{},;";
        var assignment = token.IndexOf('=');
        // A = at the end pads Base64.
        var isAssigned = assignment > 0 && token[assignment..].Any(static c => c != '=');
        return token.Length <= 4096
            && token.All(static c => c is > ' ' and <= '~')
            && !Around.Contains(token[0])
            && !Around.Contains(token[^1])
            && !isAssigned;
    }
}
