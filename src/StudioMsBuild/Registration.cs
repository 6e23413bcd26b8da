namespace StudioMsBuild;

/// <summary>What is asked of Studio: one project for one repository, or for one folder of it.</summary>
internal sealed class Registration(StudioAddress studio, RepositoryUrl repository, bool? isPublic, string? teamName, string? subdir, string? name)
{
    public readonly StudioAddress Studio = studio;
    public readonly RepositoryUrl Repository = repository;
    /// <summary>Null where nothing says so: Studio's own default is false.</summary>
    public readonly bool? Public = isPublic;
    public readonly string? TeamName = teamName;
    /// <summary>Null for the Git root.</summary>
    public readonly string? Subdir = subdir;
    /// <summary>Null where Studio is to take the repository's.</summary>
    public readonly string? Name = name;
}
