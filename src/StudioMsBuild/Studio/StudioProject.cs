namespace StudioMsBuild.Studio;

/// <summary>A project as Studio answered; every text is checked or cleaned.</summary>
/// <param name="Id">Letters, digits, _ and -, at most 64.</param>
/// <param name="Name">Cleaned: what Studio said, fit for a log.</param>
/// <param name="Url">Absolute http(s), printable ASCII, no user info, query or fragment.</param>
internal sealed record StudioProject(string Id, string Name, string Url);

/// <summary>All the projects of one answer, at least one.</summary>
internal sealed class StudioProjects(IReadOnlyList<StudioProject> all)
{
    public IReadOnlyList<StudioProject> All { get; } = all;
}
