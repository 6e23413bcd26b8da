namespace StudioMsBuild.Studio;

/// <summary>What each status and body of Studio, or of what stands before it, means to the user.</summary>
internal static class StudioAnswer
{
    /// <param name="body">The body as far as it was read.</param>
    /// <param name="unreadable">Why the body is not to be read; null where it may be.</param>
    public static Result<StudioProjects> From(
        HttpResponseMessage response,
        ReadOnlyMemory<byte> body,
        string? unreadable,
        StudioAddress studio,
        AccessToken token,
        Action<Diagnostic> report)
    {
        var secret = new TokenRedactor(token.Value);
        if (body.Span.StartsWith("\uFEFF"u8))
            body = body[3..];
        if (response.IsSuccessStatusCode)
            return OfSuccess(body, unreadable, studio, secret, report);

        var said = unreadable is null ? ErrorReader.Read(body, secret) : "";
        var status = (int)response.StatusCode;
        return status switch
        {
            301 or 302 or 303 or 307 or 308 => Diagnostics.Redirected(studio.Value, status, Target(response, studio, secret)),
            400 or 402 or 409 or 413 or 415 or 422 => Diagnostics.RequestRefused(status, said),
            401 => Diagnostics.Unauthorized(token.Source.ToString(), said),
            403 => Diagnostics.Forbidden(token.Source.ToString(), said),
            404 => Diagnostics.NotFound(studio.Endpoint.AbsoluteUri, said),
            407 => Diagnostics.ProxyFailed(studio.Value, $"status {status}"),
            429 => Diagnostics.TooManyRequests(said) with { RetryAfter = RetryRule.Read(response.Headers.RetryAfter) },
            503 when response.Headers.RetryAfter is not null => Diagnostics.Busy(studio.Value, said) with { RetryAfter = RetryRule.Read(response.Headers.RetryAfter) },
            >= 500 => Diagnostics.ServerError(studio.Value, status, said),
            _ => Diagnostics.OtherStatus(studio.Value, status, said),
        };
    }

    private static Result<StudioProjects> OfSuccess(ReadOnlyMemory<byte> body, string? unreadable, StudioAddress studio, TokenRedactor secret, Action<Diagnostic> report)
    {
        if (unreadable is not null)
            return Diagnostics.UnreadableAnswer(studio.Value, unreadable);
        if (ErrorReader.IsHtml(body.Span))
            return Diagnostics.Html(studio.Endpoint.AbsoluteUri, studio.Value);
        var (projects, reason) = AnswerReader.Read(body, secret);
        if (projects is null)
            return Diagnostics.UnreadableAnswer(studio.Value, reason!);

        if (projects.All.Select(project => studio.WarnOfForeign(project.Url)).FirstOrDefault(static warning => warning is not null) is { } foreign)
            report(foreign);
        return projects;
    }

    /// <summary>The origin of a redirect's target, never its path or query.</summary>
    private static string Target(HttpResponseMessage response, StudioAddress studio, TokenRedactor secret) =>
        RedirectRule.Location(response, studio.Endpoint) is { } target && StudioAddress.AsciiHost(target) is { } host
            ? secret.Clean($"{target.Scheme}://{host}{(target.IsDefaultPort ? "" : $":{target.Port}")}")
            : "an address that it does not name";
}
