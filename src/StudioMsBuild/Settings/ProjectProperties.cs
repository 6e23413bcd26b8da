namespace StudioMsBuild.Settings;

/// <summary>The properties as MSBuild gave them; null and empty are unset. Their meaning stands on the task's parameters.</summary>
internal sealed record ProjectProperties
{
    public string ProjectFile = "";
    public string? StudioUrl;
    public string? StudioRepoUrl;
    public string? StudioGitRemote;
    public string? StudioPublic;
    public string? StudioTeamName;
    public string? StudioSubdir;
    public string? StudioProjectName;
    public string? StudioTokenVariable;
    public string? StudioTokenFile;
    public string? StudioTimeout;
    public string? StudioDryRun;
    public string? StudioOffline;
    public string? StudioCaCertificateFile;
    public string? StudioRetries;
    public string? StudioLockFile;
    public string? StudioLockedMode;
    public string? StudioForce;
    public string? StudioAdopt;
    public string? StudioRegisterOnBuild;
    public string? StudioContinueOnError;
    public string? StudioCiOutputs;
    public string? StudioDotEnvFile;

    /// <summary>Whether a build runs the target, and not the user.</summary>
    public bool IsBuildHook;

    /// <summary>The @(StudioRegistration) items; where there are none the properties make one registration.</summary>
    public IReadOnlyList<RegistrationItem> Registrations = [];

    /// <summary>The files that may declare such items.</summary>
    public string[] ProjectFiles = [];

    /// <summary>What was given on the command line.</summary>
    public IReadOnlyDictionary<string, string> GlobalProperties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public bool IsGlobal(string property) => GlobalProperties.Keys.Contains(property, StringComparer.OrdinalIgnoreCase);

    /// <summary>The record's full path; null where the property is not set.</summary>
    public string? LockFile => FullPath(StudioLockFile);

    /// <summary>The dotenv file's full path; null where the property is not set.</summary>
    public string? DotEnvFile => FullPath(StudioDotEnvFile);

    public string Folder => Path.GetDirectoryName(ProjectFile)!;

    private string? FullPath(string? file) => string.IsNullOrWhiteSpace(file) ? null : Path.GetFullPath(file.Trim(), Folder);
}
