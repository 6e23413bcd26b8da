namespace StudioMsBuild.Ci;

/// <summary>What later steps of a job get; several values have ; between them.</summary>
internal sealed class CiOutput
{
    private CiOutput(IReadOnlyList<CiProject> projects) => Projects = projects;

    /// <summary>At least one.</summary>
    public IReadOnlyList<CiProject> Projects { get; }

    public string Url => string.Join(';', Projects.Select(static project => project.Url));

    public string Id => string.Join(';', Projects.Select(static project => project.Id));

    public static CiOutput From(IEnumerable<(StudioProject Project, string? Folder)> projects) =>
        new([.. projects.Select(static one => new CiProject(Plain(one.Project.Url), one.Project.Id, PlainOrNull(one.Folder)))]);

    private static string? PlainOrNull(string? folder) => folder?.All(IsPlain) == true ? folder : null;

    /// <summary>
    /// The same page's URL, with escapes for what a shell, an expression, Markdown, or whoever splits several URLs would act on:
    /// a later step may well write ${{ steps.register.outputs.studio-project-url }} into a script.
    /// </summary>
    private static string Plain(string url) =>
        url.All(IsPlain)
            ? url
            : string.Concat(
                url.Select((c, at) => IsPlain(c) || (c == '%' && IsEscape(url, at)) ? c.ToString() : $"%{(int)c:X2}"));

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-._/:@+=".Contains(c);

    private static bool IsEscape(string url, int at) =>
        at + 2 < url.Length && char.IsAsciiHexDigit(url[at + 1]) && char.IsAsciiHexDigit(url[at + 2]);
}

/// <summary>A project for later steps: its URL, of plain characters, and its id.</summary>
/// <param name="Folder">The path relative to the Git root; null for the root and where it is not plain.</param>
internal sealed record CiProject(string Url, string Id, string? Folder);
