namespace StudioMsBuild.Settings;

/// <summary>One @(StudioRegistration) item: a folder to register, and what it says beside the properties.</summary>
internal sealed class RegistrationItem(
    string include,
    string? projectName = null,
    string? teamName = null,
    string? isPublic = null,
    string? adopt = null)
{
    /// <summary>
    /// A subdir from the Git root; or a .dvc/config or dvc.yaml, seen from the project, that represents its folder.
    /// </summary>
    public string Include { get; } = include;
    public string? ProjectName { get; } = projectName;
    public string? TeamName { get; } = teamName;
    public string? Public { get; } = isPublic;
    public string? Adopt { get; } = adopt;

    public string Slashed => Include.Trim().Replace('\\', '/');

    /// <summary>Whether the item is among DVC's temporary files: copies of the repository that an experiment runs in.</summary>
    public bool IsTemporary => $"/{Slashed}".Contains("/.dvc/tmp/", StringComparison.Ordinal);

    /// <summary>Whether the item does not name a file that represents its folder.</summary>
    public bool IsOtherFile => FolderOfFile($"/{Slashed}") is null;

    /// <summary>The folder relative to the Git root as the item spells it, or why there is none.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="prefix">The project's path relative to the Git root.</param>
    public (string? Value, string? Reason) Subdir(string folder, string prefix) =>
        Git.Subdir.Normalize(
            FolderOfFile(Path.GetFullPath(Slashed, folder)) is { } named
                ? Git.Subdir.Join(prefix, Path.GetRelativePath(folder, named))
                : Slashed);

    private static string? FolderOfFile(string file)
    {
        var above = Path.GetDirectoryName(file);
        return Path.GetFileName(file) == "dvc.yaml" ? above
            : (Path.GetFileName(above), Path.GetFileName(file)) is (".dvc", "config") ? Path.GetDirectoryName(above)
            : null;
    }
}
