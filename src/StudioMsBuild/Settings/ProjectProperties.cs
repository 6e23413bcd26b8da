namespace StudioMsBuild.Settings;

/// <summary>The properties as MSBuild gave them; null and empty are unset. Their meaning stands on the task's parameters.</summary>
internal sealed record ProjectProperties
{
    public string ProjectFile { get; set; } = "";
    public string? StudioUrl { get; set; }
    public string? StudioRepoUrl { get; set; }
    public string? StudioGitRemote { get; set; }
    public string? StudioPublic { get; set; }
    public string? StudioTeamName { get; set; }
    public string? StudioSubdir { get; set; }
    public string? StudioProjectName { get; set; }
    public string? StudioTokenVariable { get; set; }
    public string? StudioTokenFile { get; set; }
    public string? StudioTimeout { get; set; }
    public string? StudioDryRun { get; set; }
    public string? StudioOffline { get; set; }
    public string? StudioCaCertificateFile { get; set; }
    public string? StudioRetries { get; set; }
    public string? StudioLockFile { get; set; }
    public string? StudioLockedMode { get; set; }
    public string? StudioForce { get; set; }
    public string? StudioAdopt { get; set; }
    public string? StudioRegisterOnBuild { get; set; }
    public string? StudioContinueOnError { get; set; }
    public string? StudioCiOutputs { get; set; }
    public string? StudioDotEnvFile { get; set; }

    /// <summary>Whether a build runs the target, and not the user.</summary>
    public bool IsBuildHook { get; set; }

    /// <summary>The @(StudioRegistration) items; where there are none the properties make one registration.</summary>
    public IReadOnlyList<RegistrationItem> Registrations { get; set; } = [];

    /// <summary>The files that may declare such items.</summary>
    public string[] ProjectFiles { get; set; } = [];

    /// <summary>What was given on the command line.</summary>
    public IReadOnlyDictionary<string, string> GlobalProperties { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public bool IsGlobal(string property) => GlobalProperties.Keys.Contains(property, StringComparer.OrdinalIgnoreCase);

    /// <summary>The record's full path; null where the property is not set.</summary>
    public string? LockFile => FullPath(StudioLockFile);

    /// <summary>The dotenv file's full path; null where the property is not set.</summary>
    public string? DotEnvFile => FullPath(StudioDotEnvFile);

    public string Folder => Path.GetDirectoryName(ProjectFile)!;

    private string? FullPath(string? file) => string.IsNullOrWhiteSpace(file) ? null : Path.GetFullPath(file.Trim(), Folder);
}
