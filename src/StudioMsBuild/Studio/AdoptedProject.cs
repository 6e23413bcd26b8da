namespace StudioMsBuild.Studio;

/// <summary>
/// A project that exists, known by the URL of its page: /user/NAME/projects/SLUG-ID or /team/NAME/projects/SLUG-ID.
/// </summary>
internal static class AdoptedProject
{
    public static Result<StudioProject> Read(string url, StudioAddress studio)
    {
        if (!AnswerReader.IsPageUrl(url) || !studio.IsSameOriginAs(new Uri(url)))
            return Diagnostics.BadAdoptUrl();
        var segments = new Uri(url).AbsolutePath.Split('/');
        var slug = segments[^1];
        var dash = slug.LastIndexOf('-');
        return segments is [.., "user" or "team", { Length: > 0 }, "projects", _] && AnswerReader.IsId(slug[(dash + 1)..])
            ? new StudioProject(slug[(dash + 1)..], Text.Clean(dash > 0 ? slug[..dash] : slug), url)
            : Diagnostics.BadAdoptUrl();
    }

    /// <summary>Whether two URLs are one project's page; the public Studio's addresses are one.</summary>
    public static bool IsSamePage(string first, string second) =>
        Uri.TryCreate(first, UriKind.Absolute, out var one) && Uri.TryCreate(second, UriKind.Absolute, out var other)
        && one.AbsolutePath.TrimEnd('/') == other.AbsolutePath.TrimEnd('/') && StudioAddress.IsOneStudio(one, other);
}
