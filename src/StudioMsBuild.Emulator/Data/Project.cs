namespace StudioMsBuild.Emulator.Data;

/// <summary>A project as Studio keeps it.</summary>
/// <param name="Id">Ten lower-case letters and digits.</param>
/// <param name="User">Who created it.</param>
/// <param name="Team">The team whose space it is in; null: the user's own.</param>
/// <param name="Subdir">The folder below the repository's root; null: the root.</param>
/// <param name="Client">What the client that registered it calls itself; null: nothing.</param>
/// <param name="Request">The number of the request that made it.</param>
public sealed record Project(
    string Id,
    string Name,
    string RepoUrl,
    string? Subdir,
    string? Team,
    string User,
    bool Public,
    DateTimeOffset Created,
    string? Client,
    long Request)
{
    /// <summary>The path of the project's page: /user/{user}/projects/{slug}-{id}, or /team/….</summary>
    public string Path => Team is null
        ? $"/user/{Uri.EscapeDataString(User)}/projects/{Slug.From(Name)}-{Id}"
        : $"/team/{Uri.EscapeDataString(Team)}/projects/{Slug.From(Name)}-{Id}";
}
