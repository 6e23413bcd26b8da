namespace StudioMsBuild.Studio;

/// <summary>What is asked of Studio: one project for one repository, or for one folder of it.</summary>
/// <param name="Public">Null where nothing sets it; Studio's own default is false.</param>
/// <param name="Subdir">Null for the Git root.</param>
/// <param name="Name">Null where Studio is to take the repository's.</param>
internal sealed record CreateProjectRequest(
    StudioAddress Studio,
    RepositoryUrl Repository,
    bool? Public,
    string? TeamName,
    string? Subdir,
    string? Name);
