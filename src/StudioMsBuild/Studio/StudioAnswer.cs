namespace StudioMsBuild.Studio;

/// <summary>What each status and body means to the user, from Studio or from a proxy in front of it.</summary>
internal static class StudioAnswer
{
    public static Result<StudioProjects> From(
        HttpResponseMessage response,
        AnswerBody body,
        StudioAddress studio,
        AccessToken token)
    {
        var secret = new TokenRedactor(token.Value);
        if (response.IsSuccessStatusCode)
            return OfSuccess(body, studio, secret);

        var status = (int)response.StatusCode;
        var source = token.Source.ToString();
        var said = ErrorReader.Read(body.Bytes, secret, isPlainText: !body.IsJson);
        var isPage = ErrorReader.IsHtml(body.Bytes.Span);
        var retryAfter = RetryRule.Read(response.Headers);
        return status switch
        {
            301 or 302 or 303 or 307 or 308 => Diagnostics.Redirected(studio, status, Target(response, studio, secret)),
            401 => Diagnostics.Unauthorized(source, studio, said, isPage),
            >= 400 and < 500 and not (407 or 429) when KnownText.IsUnreadableRepository(said) =>
                Diagnostics.RepositoryUnreadable(status, said),
            400 or 402 or 403 or 409 or 422 when KnownText.IsQuota(said) => Diagnostics.QuotaReached(studio.Value, status, said),
            400 or 422 when KnownText.IsMissingScope(said) => Diagnostics.Forbidden(source, studio, status, said, isPage),
            403 => Diagnostics.Forbidden(source, studio, status, said, isPage),
            400 or 402 or 409 or 413 or 415 or 422 => Diagnostics.RequestRefused(status, said),
            404 => Diagnostics.NotFound(studio, said),
            407 => Diagnostics.ProxyFailed(studio.Value, proxy: null, NetworkFailure.ProxyStatus(status)),
            429 => Diagnostics.TooManyRequests(said, retryAfter),
            503 when RetryRule.IsPresent(response.Headers) => Diagnostics.Busy(studio.Value, said, retryAfter),
            _ when ContentNetwork.NeverReached(response) =>
                Diagnostics.NeverReached(studio.Value, status, ContentNetwork.Meaning(status)!),
            _ when ContentNetwork.Meaning(status) is { } meaning =>
                Diagnostics.ContentNetworkFailed(studio.Value, status, meaning, said),
            >= 500 => Diagnostics.ServerError(studio.Value, status, said),
            _ => Diagnostics.OtherStatus(studio, status, said),
        };
    }

    // What is shown of an answer that should have had projects: enough for a project's id and URL.
    private const int MaxUnreadableLength = 250;

    private static Result<StudioProjects> OfSuccess(AnswerBody body, StudioAddress studio, TokenRedactor secret)
    {
        if (body.Unreadable is not null)
            return Diagnostics.UnreadableAnswer(studio.Value, body.Unreadable, "");
        if (ErrorReader.IsHtml(body.Bytes.Span))
            return Diagnostics.Html(studio.Endpoint.AbsoluteUri, studio.Value);
        var (projects, reason) = AnswerReader.Read(body.Bytes, secret);
        return projects is null
            ? Diagnostics.UnreadableAnswer(
                studio.Value,
                reason!,
                ErrorReader.Read(body.Bytes, secret, isPlainText: !body.IsJson, MaxUnreadableLength))
            : projects;
    }

    /// <summary>The origin of a redirect's target, never its path or query.</summary>
    private static string Target(HttpResponseMessage response, StudioAddress studio, TokenRedactor secret) =>
        RedirectRule.Location(response, studio.Endpoint) is { } target && StudioAddress.AsciiHost(target) is { } host
            ? secret.Clean($"{target.Scheme}://{host}{(target.IsDefaultPort ? "" : $":{target.Port}")}")
            : "an address that it does not name";
}
