namespace StudioMsBuild.Ci;

/// <summary>What CI is told; several values have ; between them.</summary>
internal sealed class CiOutput(IReadOnlyList<string> urls, string id)
{
    /// <summary>Plain ones, in the order of the projects.</summary>
    public IReadOnlyList<string> Urls { get; } = urls;
    /// <summary>Letters, digits, _ and -.</summary>
    public string Id { get; } = id;

    public string Url => string.Join(';', Urls);

    public static CiOutput From(IReadOnlyCollection<StudioProject> projects) =>
        new(projects.Select(static project => Plain(project.Url)).ToArray(), string.Join(';', projects.Select(static project => project.Id)));

    /// <summary>
    /// The same page's URL, with escapes for what a shell, an expression, Markdown, or whoever splits several URLs would act on:
    /// a later step may well write ${{ steps.register.outputs.studio-project-url }} into a script.
    /// </summary>
    private static string Plain(string url) => url.All(IsPlain) ? url : string.Concat(url.Select((c, at) => IsPlain(c) || (c == '%' && IsEscape(url, at)) ? c.ToString() : $"%{(int)c:X2}"));

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-._/:@+=".Contains(c);

    private static bool IsEscape(string url, int at) => at + 2 < url.Length && char.IsAsciiHexDigit(url[at + 1]) && char.IsAsciiHexDigit(url[at + 2]);
}
