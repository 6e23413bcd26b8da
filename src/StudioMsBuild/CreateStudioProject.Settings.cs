// Written by 'dotnet run --project tools/WriteDocs' from the table of settings.
namespace StudioMsBuild;

/// <content>The settings.</content>
public sealed partial class CreateStudioProject
{
    /// <summary>
    /// Studio's base URL. Default: DVC_STUDIO_URL; DVC's studio.url; https://studio.iterative.ai. Diagnostics: STUDIO1003,
    /// STUDIO1004, STUDIO1025.
    /// </summary>
    public string? StudioUrl { get => Get(); set => Set(value); }

    /// <summary>
    /// The repository's URL. Default: DVC_EXP_GIT_REMOTE or DVC's exp.git_remote where it is a URL; DVC_STUDIO_REPO_URL;
    /// STUDIO_REPO_URL; DVC's studio.repo_url; the Git remote. Diagnostics: STUDIO1027, STUDIO2020.
    /// </summary>
    public string? StudioRepoUrl { get => Get(); set => Set(value); }

    /// <summary>
    /// A remote's name, or a repository URL. Default: DVC_EXP_GIT_REMOTE; DVC's exp.git_remote; the branch's remote; origin; the
    /// only remote. Diagnostics: STUDIO1027, STUDIO2010, STUDIO2011, STUDIO2012.
    /// </summary>
    public string? StudioGitRemote { get => Get(); set => Set(value); }

    /// <summary>Whether anyone can see the project. Default: false. Diagnostics: STUDIO1001.</summary>
    public string? StudioPublic { get => Get(); set => Set(value); }

    /// <summary>The team that gets the project. Default: none, your personal space. Diagnostics: STUDIO1016.</summary>
    public string? StudioTeamName { get => Get(); set => Set(value); }

    /// <summary>
    /// The project's folder relative to the Git root; . is the root. Default: the nearest folder at or above the project that
    /// contains a .dvc folder. Diagnostics: STUDIO1015.
    /// </summary>
    public string? StudioSubdir { get => Get(); set => Set(value); }

    /// <summary>
    /// The project's name in Studio. Default: none, Studio takes the repository's name. Diagnostics: STUDIO1016.
    /// </summary>
    public string? StudioProjectName { get => Get(); set => Set(value); }

    /// <summary>
    /// The NAME of the environment variable that contains the token. Default: none. Diagnostics: STUDIO1009, STUDIO1011,
    /// STUDIO1012.
    /// </summary>
    public string? StudioTokenVariable { get => Get(); set => Set(value); }

    /// <summary>A file that contains the token. Default: none. Diagnostics: STUDIO1009, STUDIO1010.</summary>
    public string? StudioTokenFile { get => Get(); set => Set(value); }

    /// <summary>
    /// PEM certificates to trust besides the system's. Default: REQUESTS_CA_BUNDLE; CURL_CA_BUNDLE. Diagnostics: STUDIO1022.
    /// </summary>
    public string? StudioCaCertificateFile { get => Get(); set => Set(value); }

    /// <summary>Seconds for one request, headers and body. Default: 30. Diagnostics: STUDIO1002.</summary>
    public string? StudioTimeout { get => Get(); set => Set(value); }

    /// <summary>
    /// Retries; only when the first attempt can't have created anything. Default: 0 in the build hook, else 3. Diagnostics:
    /// STUDIO1021.
    /// </summary>
    public string? StudioRetries { get => Get(); set => Set(value); }

    /// <summary>
    /// The lock file. Default: studio.lock.json at the Git root; without Git the nearest one above the project, else beside it.
    /// Diagnostics: STUDIO4001, STUDIO4002, STUDIO4003, STUDIO4004.
    /// </summary>
    public string? StudioLockFile { get => Get(); set => Set(value); }

    /// <summary>
    /// Whether a missing entry is an error (in the build hook a warning) instead of a request. Default: true in the build hook
    /// where CI is seen, else false. Diagnostics: STUDIO1001, STUDIO4009.
    /// </summary>
    public string? StudioLockedMode { get => Get(); set => Set(value); }

    /// <summary>
    /// Whether to register although an entry, a near miss or an unresolved attempt exists; only on the command line. Default:
    /// false. Diagnostics: STUDIO1001, STUDIO1017, STUDIO1018.
    /// </summary>
    public string? StudioForce { get => Get(); set => Set(value); }

    /// <summary>
    /// The URL of a project that exists in Studio, to be recorded instead of created; only on the command line. Default: none.
    /// Diagnostics: STUDIO1017, STUDIO1018, STUDIO1019.
    /// </summary>
    public string? StudioAdopt { get => Get(); set => Set(value); }

    /// <summary>Whether to show what would happen and send nothing. Default: false. Diagnostics: STUDIO1001.</summary>
    public string? StudioDryRun { get => Get(); set => Set(value); }

    /// <summary>
    /// Whether to send nothing and succeed; an entry still answers. Default: true where DVC_STUDIO_OFFLINE or DVC's
    /// studio.offline says so, else false. Diagnostics: STUDIO1001.
    /// </summary>
    public string? StudioOffline { get => Get(); set => Set(value); }

    /// <summary>
    /// Whether each build of the project registers it too: the build hook. Default: false. Diagnostics: STUDIO1001.
    /// </summary>
    public string? StudioRegisterOnBuild { get => Get(); set => Set(value); }

    /// <summary>
    /// Whether every STUDIO error but that of a bad property value is a warning. Default: true in the build hook, else false.
    /// Diagnostics: STUDIO1001.
    /// </summary>
    public string? StudioContinueOnError { get => Get(); set => Set(value); }

    /// <summary>Whether CI systems get the project's URL and id. Default: true. Diagnostics: STUDIO1001, STUDIO1024.</summary>
    public string? StudioCiOutputs { get => Get(); set => Set(value); }

    /// <summary>
    /// A dotenv file that gets the project's URL and id, for GitLab CI. Default: none. Diagnostics: STUDIO1024.
    /// </summary>
    public string? StudioDotEnvFile { get => Get(); set => Set(value); }
}
