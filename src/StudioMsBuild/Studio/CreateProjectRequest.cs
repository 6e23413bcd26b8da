namespace StudioMsBuild.Studio;

/// <summary>What is asked of Studio: one project for one repository, or for one folder of it.</summary>
internal sealed class CreateProjectRequest(StudioAddress studio, RepositoryUrl repository, bool? isPublic, string? teamName, string? subdir, string? name)
{
    public StudioAddress Studio { get; } = studio;
    public RepositoryUrl Repository { get; } = repository;
    /// <summary>Null where nothing says so: Studio's own default is false.</summary>
    public bool? Public { get; } = isPublic;
    public string? TeamName { get; } = teamName;
    /// <summary>Null for the Git root.</summary>
    public string? Subdir { get; } = subdir;
    /// <summary>Null where Studio is to take the repository's.</summary>
    public string? Name { get; } = name;
}
