namespace StudioMsBuild.Studio;

/// <summary>Which redirect is followed with the token: within one Studio, where the request stays a POST with its body.</summary>
internal static class RedirectRule
{
    /// <summary>The address to send the same request to; null where the answer is no such redirect.</summary>
    public static Uri? Target(HttpResponseMessage response, Uri endpoint)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 307 or 308) || response.Headers.Location is not { } location || !Uri.TryCreate(endpoint, location, out var target))
            return null;
        var keepsMethod = status is 307 or 308;
        var onlyAddsSlash = target.PathAndQuery.TrimEnd('/') == endpoint.PathAndQuery.TrimEnd('/');
        return target.UserInfo.Length == 0 && (keepsMethod || onlyAddsSlash) && target != endpoint && StudioAddress.IsOneStudio(endpoint, target) ? target : null;
    }
}
