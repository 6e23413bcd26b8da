namespace StudioMsBuild.Settings;

/// <summary>The properties as MSBuild gave them; null and empty are unset. Their meaning stands on the task's parameters.</summary>
internal sealed record ProjectProperties
{
    public required string ProjectFile { get; init; }
    public string? StudioUrl { get; init; }
    public string? StudioRepoUrl { get; init; }
    public string? StudioGitRemote { get; init; }
    public string? StudioPublic { get; init; }
    public string? StudioTeamName { get; init; }
    public string? StudioSubdir { get; init; }
    public string? StudioProjectName { get; init; }
    public string? StudioTokenVariable { get; init; }
    public string? StudioTokenFile { get; init; }
    public string? StudioTimeout { get; init; }
    public string? StudioDryRun { get; init; }
    public string? StudioOffline { get; init; }

    public string? StudioCaCertificateFile { get; init; }
    public string? StudioRetries { get; init; }
    public string? StudioLockFile { get; init; }
    public string? StudioLockedMode { get; init; }
    public string? StudioForce { get; init; }
    public string? StudioAdopt { get; init; }

    /// <summary>What was given on the command line.</summary>
    public IReadOnlyDictionary<string, string> GlobalProperties { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public bool IsGlobal(string property) => GlobalProperties.Keys.Contains(property, StringComparer.OrdinalIgnoreCase);

    /// <summary>The record's full path; null where the property is not set.</summary>
    public string? LockFile => string.IsNullOrWhiteSpace(StudioLockFile) ? null : Path.GetFullPath(StudioLockFile.Trim(), Folder);

    public string Folder => Path.GetDirectoryName(ProjectFile)!;
}
