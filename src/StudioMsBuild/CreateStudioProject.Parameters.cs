using System.Runtime.CompilerServices;
using Microsoft.Build.Framework;

namespace StudioMsBuild;

/// <content>What MSBuild sets.</content>
public sealed partial class CreateStudioProject
{
    private readonly Dictionary<string, string> properties = new(StringComparer.Ordinal);

    /// <summary>The project's full path: its folder is where Git is asked, and its name starts the line on the screen.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Studio's base URL. Default: DVC_STUDIO_URL; DVC's studio.url; https://studio.iterative.ai. Errors: STUDIO1003, STUDIO1004.</summary>
    public string? StudioUrl { get => Get(); set => Set(value); }

    /// <summary>The repository's URL. Default: DVC_STUDIO_REPO_URL; STUDIO_REPO_URL; DVC's studio.repo_url; the Git remote. Error: STUDIO2020.</summary>
    public string? StudioRepoUrl { get => Get(); set => Set(value); }

    /// <summary>A remote's name, or a repository URL. Default: DVC_EXP_GIT_REMOTE; DVC's exp.git_remote; the branch's remote; origin; the only remote. Errors: STUDIO2010 to STUDIO2012.</summary>
    public string? StudioGitRemote { get => Get(); set => Set(value); }

    /// <summary>Whether anyone may see the project. Default: false. Error: STUDIO1001.</summary>
    public string? StudioPublic { get => Get(); set => Set(value); }

    /// <summary>The team whose space the project goes to. Default: none, the user's own space. Error: STUDIO1016.</summary>
    public string? StudioTeamName { get => Get(); set => Set(value); }

    /// <summary>The project's folder below the Git root; . is the root. Default: the nearest folder at or above the project that holds a .dvc folder. Error: STUDIO1015.</summary>
    public string? StudioSubdir { get => Get(); set => Set(value); }

    /// <summary>The project's name in Studio. Default: none, Studio takes the repository's name. Error: STUDIO1016.</summary>
    public string? StudioProjectName { get => Get(); set => Set(value); }

    /// <summary>The NAME of the environment variable that holds the token. Default: none. Errors: STUDIO1009, STUDIO1011, STUDIO1012.</summary>
    public string? StudioTokenVariable { get => Get(); set => Set(value); }

    /// <summary>A file that holds the token. Default: none. Errors: STUDIO1009, STUDIO1010.</summary>
    public string? StudioTokenFile { get => Get(); set => Set(value); }

    /// <summary>Seconds for one request, headers and body. Default: 30. Error: STUDIO1002.</summary>
    public string? StudioTimeout { get => Get(); set => Set(value); }

    /// <summary>PEM certificates to trust besides the system's. Default: REQUESTS_CA_BUNDLE. Error: STUDIO1022.</summary>
    public string? StudioCaCertificateFile { get => Get(); set => Set(value); }

    /// <summary>Further tries, only where the first surely created nothing. Default: 0 in the build hook, else 3. Error: STUDIO1021.</summary>
    public string? StudioRetries { get => Get(); set => Set(value); }

    /// <summary>The record. Default: studio.lock.json at the Git root; without Git the nearest one above the project, else beside it. Errors: STUDIO4001 to STUDIO4004.</summary>
    public string? StudioLockFile { get => Get(); set => Set(value); }

    /// <summary>Whether a missing record is an error (in the build hook a warning) instead of a request. Default: true in the build hook where CI is seen, else false. Error: STUDIO4009.</summary>
    public string? StudioLockedMode { get => Get(); set => Set(value); }

    /// <summary>Whether to register although a record, a near miss or an unclear attempt exists; only on the command line. Default: false. Errors: STUDIO1017, STUDIO1018.</summary>
    public string? StudioForce { get => Get(); set => Set(value); }

    /// <summary>The URL of a project that exists in Studio, to be recorded instead of created; only on the command line. Default: none. Errors: STUDIO1017 to STUDIO1019.</summary>
    public string? StudioAdopt { get => Get(); set => Set(value); }

    /// <summary>Whether to show the plan and send nothing. Default: false. Error: STUDIO1001.</summary>
    public string? StudioDryRun { get => Get(); set => Set(value); }

    /// <summary>Whether to send nothing and succeed; a record still answers. Default: true where DVC_STUDIO_OFFLINE or DVC's studio.offline says so, else false. Error: STUDIO1001.</summary>
    public string? StudioOffline { get => Get(); set => Set(value); }

    /// <summary>Whether each build of the project registers it too: the build hook. Default: false. Error: STUDIO1001.</summary>
    public string? StudioRegisterOnBuild { get => Get(); set => Set(value); }

    /// <summary>Whether every STUDIO error but that of a bad property value is a warning. Default: true in the build hook, else false. Error: STUDIO1001.</summary>
    public string? StudioContinueOnError { get => Get(); set => Set(value); }

    /// <summary>Whether CI systems are told the project's URL and id. Default: true. Error: STUDIO1001. Warning: STUDIO1024.</summary>
    public string? StudioCiOutputs { get => Get(); set => Set(value); }

    /// <summary>A dotenv file that gets the project's URL and id, for GitLab CI. Default: none. Warning: STUDIO1024.</summary>
    public string? StudioDotEnvFile { get => Get(); set => Set(value); }

    /// <summary>Whether a build runs the task after Build, and not the user: then it must not hold up or break the build.</summary>
    public bool IsBuildHook { get; set; }

    /// <summary>
    /// The folders to register: a subdir from the Git root, or a .dvc/config or dvc.yaml that stands for its folder; the metadata
    /// ProjectName, TeamName, Public and Adopt override the properties. Default: none, the properties make one registration. Errors: STUDIO1015, STUDIO1016.
    /// </summary>
    public ITaskItem[] Registrations { get; set; } = [];

    /// <summary>The files that may declare such items: a wildcard that matched nothing is told. Warning: STUDIO1023.</summary>
    public string[] ProjectFiles { get; set; } = [];

    private ProjectProperties Inputs => field ??= new ProjectProperties
    {
        ProjectFile = ProjectFile,
        Values = properties,
        IsBuildHook = IsBuildHook,
        ProjectFiles = ProjectFiles,
        Registrations = Array.ConvertAll(Registrations, static item => new RegistrationItem(
            item.ItemSpec, item.GetMetadata("ProjectName"), item.GetMetadata("TeamName"), item.GetMetadata("Public"), item.GetMetadata("Adopt"))),
        GlobalProperties = (BuildEngine as IBuildEngine6)?.GetGlobalProperties() ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
    };

    private string? Get([CallerMemberName] string property = "") => properties.GetValueOrDefault(property);

    private void Set(string? value, [CallerMemberName] string property = "") => properties[property] = value ?? "";
}
