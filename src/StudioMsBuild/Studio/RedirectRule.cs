namespace StudioMsBuild.Studio;

/// <summary>Which redirect is followed with the token: within one Studio, where the request stays a POST with its body.</summary>
internal static class RedirectRule
{
    /// <summary>The address to send the same request to; null where the answer is no such redirect.</summary>
    public static Uri? Target(HttpResponseMessage response, Uri endpoint)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 307 or 308) || Location(response, endpoint) is not { } target)
            return null;
        var keepsMethod = status is 307 or 308;
        var onlyAddsSlash = target.PathAndQuery.TrimEnd('/') == endpoint.PathAndQuery.TrimEnd('/');
        return target.UserInfo.Length == 0
            && (keepsMethod || onlyAddsSlash)
            && target != endpoint
            && StudioAddress.IsOneStudio(endpoint, target)
            ? target
            : null;
    }

    /// <summary>The target of a redirect; null where it has no readable one.</summary>
    public static Uri? Location(HttpResponseMessage response, Uri endpoint)
    {
        // As it came: to read Headers.Location throws where a \ precedes a bidirectional control character, as does Uri.
        var text = response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.FirstOrDefault() : null;
        return text is not null && !Text.HasControl(text) && Uri.TryCreate(endpoint, text, out var target) ? target : null;
    }
}
