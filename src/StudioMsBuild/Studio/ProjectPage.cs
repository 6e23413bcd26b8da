namespace StudioMsBuild.Studio;

/// <summary>The page of a project: /user/NAME/projects/SLUG-ID or /team/NAME/projects/SLUG-ID below Studio's base URL.</summary>
internal static class ProjectPage
{
    /// <summary>Whether the project's URL is the page of this very project in this Studio.</summary>
    public static bool IsOf(StudioProject project, StudioAddress studio)
    {
        // The text itself: Uri would resolve what a browser resolves differently.
        var start = project.Url.IndexOf('/', project.Url.IndexOf("://", StringComparison.Ordinal) + 3);
        var prefix = studio.Value[studio.Origin.Length..] + "/";
        if (start < 0
            || !studio.IsOwnPage(new Uri(project.Url))
            || !project.Url[start..].StartsWith(prefix, StringComparison.Ordinal))
            return false;
        var path = project.Url[(start + prefix.Length)..];
        return (path.EndsWith('/') ? path[..^1] : path).Split('/') is ["user" or "team", var name, "projects", var slug]
            && IsName(name) && (slug == project.Id || slug.EndsWith("-" + project.Id, StringComparison.Ordinal));
    }

    /// <summary>
    /// What to say of a project that was created or adopted and whose page isn't on the Studio's own address; null where it is.
    /// </summary>
    public static Diagnostic? Review(StudioProjects projects, StudioAddress studio) =>
        projects.All.Select(project => Review(project.Url, studio)).FirstOrDefault(static review => review is not null);

    private static Diagnostic? Review(string url, StudioAddress studio)
    {
        var page = new Uri(url);
        return studio.IsSameOriginAs(page) ? null
            : studio.IsPlainHttpPageOf(page) ? Diagnostics.PlainHttpPages(studio.Value)
            : Diagnostics.ForeignProjectUrl(studio.Value, page.GetLeftPart(UriPartial.Authority));
    }

    private static bool IsName(string segment) => Text.Unescape(segment) is not ("" or "." or "..");
}
