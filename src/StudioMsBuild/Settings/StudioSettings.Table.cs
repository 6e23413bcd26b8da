using static StudioMsBuild.Settings.SettingParsers;

namespace StudioMsBuild.Settings;

/// <summary>
/// The table of settings: a definition each, and the value's name in the code. README.md (those that say IsInReadme),
/// docs/settings.md, the comments of the targets and the editor's schema are written from it; CONTRIBUTING.md names the command.
/// </summary>
internal sealed partial class StudioSettings
{
    private static readonly List<SettingDefinition> Table = [];

    /// <summary>Every definition, in the order of the docs.</summary>
    public static IReadOnlyList<SettingDefinition> Definitions => Table;

    public static readonly SettingDefinition<StudioAddress> StudioUrl = Define(new SettingDefinition<StudioAddress>(
        "StudioUrl", "Studio's base URL", Address)
    {
        Variables = ["DVC_STUDIO_URL"],
        DvcKey = "studio.url",
        IsInReadme = true,
        WhenUnset = new(StudioAddress.Default, Source.Default),
        Show = static address => address.Value,
        EditorType = "url",
        Codes = [1003, 1004, 1025],
    });
    public Setting<StudioAddress> Studio => Get(StudioUrl);

    public static readonly SettingDefinition<string> StudioRepoUrl = Define(new SettingDefinition<string>(
        "StudioRepoUrl", "the repository's URL", Anything)
    {
        Variables = ["DVC_STUDIO_REPO_URL", "STUDIO_REPO_URL"],
        DvcKey = "studio.repo_url",
        DefaultText = "`DVC_EXP_GIT_REMOTE` or DVC's `exp.git_remote` where it is a URL; `DVC_STUDIO_REPO_URL`; "
            + "`STUDIO_REPO_URL`; DVC's `studio.repo_url`; the Git remote",
        Show = static _ => "a URL",
        Codes = [1027, 2020],
    });
    public Setting<string>? RepoUrl => Find(StudioRepoUrl);

    public static readonly SettingDefinition<string> StudioGitRemote = Define(new SettingDefinition<string>(
        "StudioGitRemote", "a remote's name, or a repository URL", Anything)
    {
        Variables = ["DVC_EXP_GIT_REMOTE"],
        DvcKey = "exp.git_remote",
        DefaultText = "`DVC_EXP_GIT_REMOTE`; DVC's `exp.git_remote`; the branch's remote; `origin`; the only remote",
        // A remote's name has no colon; a URL may contain a credential.
        Show = static remote => remote.Contains(':') ? "a URL" : remote,
        Codes = [1027, 2010, 2011, 2012],
    });
    public Setting<string>? GitRemote => Find(StudioGitRemote);

    public static readonly SettingDefinition<bool> StudioPublic = Switch(
        "StudioPublic",
        "whether anyone can see the project",
        isInReadme: true);
    public Setting<bool> Public => Get(StudioPublic);

    public static readonly SettingDefinition<string> StudioTeamName = Define(new SettingDefinition<string>(
        "StudioTeamName", "the team that gets the project", Name)
    {
        DefaultText = "none, your personal space",
        IsInReadme = true,
        Codes = [1016],
    });
    public Setting<string>? TeamName => Find(StudioTeamName);

    public static readonly SettingDefinition<string> StudioSubdir = Define(new SettingDefinition<string>(
        "StudioSubdir", "the project's folder relative to the Git root; `.` is the root", Folder)
    {
        DefaultText = "the nearest folder at or above the project that contains a `.dvc` folder",
        IsInReadme = true,
        Codes = [1015],
    });
    /// <summary>The path from the Git root, empty for the root; null where it is to be found.</summary>
    public Setting<string>? Subdir => Find(StudioSubdir);

    public static readonly SettingDefinition<string> StudioProjectName = Define(new SettingDefinition<string>(
        "StudioProjectName", "the project's name in Studio", Name)
    {
        DefaultText = "none, Studio takes the repository's name",
        IsInReadme = true,
        Codes = [1016],
    });
    public Setting<string>? ProjectName => Find(StudioProjectName);

    public static readonly SettingDefinition<string> StudioTokenVariable = Define(new SettingDefinition<string>(
        "StudioTokenVariable", "the NAME of the environment variable that contains the token", Anything)
    {
        // Somebody may have put the token itself here.
        Show = static _ => "set",
        Codes = [1009, 1011, 1012],
    });
    public Setting<string>? TokenVariable => Find(StudioTokenVariable);

    public static readonly SettingDefinition<string> StudioTokenFile = Define(new SettingDefinition<string>(
        "StudioTokenFile", "a file that contains the token", FullPath)
    {
        EditorType = "file",
        Codes = [1009, 1010],
    });
    public Setting<string>? TokenFile => Find(StudioTokenFile);

    public static readonly SettingDefinition<string> StudioCaCertificateFile = Define(new SettingDefinition<string>(
        "StudioCaCertificateFile", "PEM certificates to trust besides the system's", CertificateFile)
    {
        Variables = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"],
        DefaultText = "`REQUESTS_CA_BUNDLE`; `CURL_CA_BUNDLE`",
        EditorType = "file",
        Codes = [1022],
    });
    /// <summary>A file or a folder of certificates to trust besides the system's.</summary>
    public Setting<string>? CaCertificateFile => Find(StudioCaCertificateFile);

    public static readonly SettingDefinition<int> StudioTimeout = Define(new SettingDefinition<int>(
        "StudioTimeout", "seconds for one request, headers and body", Number(1, 3600, Diagnostics.BadTimeout))
    {
        WhenUnset = new(30, Source.Default),
        EditorType = "int",
        Codes = [1002],
    });
    /// <summary>Seconds for one request.</summary>
    public Setting<int> Timeout => Get(StudioTimeout);

    public static readonly SettingDefinition<int> StudioRetries = Define(new SettingDefinition<int>(
        "StudioRetries",
        "retries; only when the first attempt can't have created anything",
        Number(0, 20, Diagnostics.BadRetries))
    {
        WhenUnset = new(3, Source.Default),
        WhenUnsetInHook = static _ => 0,
        EditorType = "int",
        Codes = [1021],
    });
    public Setting<int> Retries => Get(StudioRetries);

    public static readonly SettingDefinition<string> StudioLockFile = Define(new SettingDefinition<string>(
        "StudioLockFile", "the lock file", FullPath)
    {
        DefaultText = "`studio.lock.json` at the Git root; without Git the nearest one above the project, else beside it",
        EditorType = "file",
        Codes = [4001, 4002, 4003, 4004],
    });
    /// <summary>An absolute path; null for the default lock file.</summary>
    public Setting<string>? LockFile => Find(StudioLockFile);

    public static readonly SettingDefinition<bool> StudioLockedMode = Switch(
        "StudioLockedMode",
        "whether a missing entry is an error (in the build hook a warning) instead of a request",
        inHook: static isCi => isCi,
        codes: 4009);
    public Setting<bool> LockedMode => Get(StudioLockedMode);

    public static readonly SettingDefinition<bool> StudioForce = Switch(
        "StudioForce",
        "whether to register although an entry, a near miss or an unresolved attempt exists; only on the command line",
        isCommandLineOnly: true,
        codes: [1017, 1018]);
    public Setting<bool> Force => Get(StudioForce);

    public static readonly SettingDefinition<string> StudioAdopt = Define(new SettingDefinition<string>(
        "StudioAdopt",
        "the URL of a project that exists in Studio, to be recorded instead of created; only on the command line",
        Anything)
    {
        IsCommandLineOnly = true,
        Show = static _ => "set",
        EditorType = "url",
        Codes = [1017, 1018, 1019],
    });
    public Setting<string>? Adopt => Find(StudioAdopt);

    public static readonly SettingDefinition<bool> StudioDryRun = Switch(
        "StudioDryRun",
        "whether to show what would happen and send nothing");
    public Setting<bool> DryRun => Get(StudioDryRun);

    public static readonly SettingDefinition<bool> StudioOffline = Define(new SettingDefinition<bool>(
        "StudioOffline", "whether to send nothing and succeed; an entry still answers", Boolean)
    {
        Variables = ["DVC_STUDIO_OFFLINE"],
        DvcKey = "studio.offline",
        IsOnWhereAnySourceSaysSo = true,
        DefaultText = "`true` where `DVC_STUDIO_OFFLINE` or DVC's `studio.offline` says so, else `false`",
        WhenUnset = new(false, Source.Default),
        EditorType = "bool",
        Codes = [1001],
    });
    public Setting<bool> Offline => Get(StudioOffline);

    public static readonly SettingDefinition<bool> StudioRegisterOnBuild = Switch(
        "StudioRegisterOnBuild",
        "whether each build of the project registers it too: the build hook",
        isInReadme: true);
    public Setting<bool> RegisterOnBuild => Get(StudioRegisterOnBuild);

    public static readonly SettingDefinition<bool> StudioContinueOnError = Switch(
        "StudioContinueOnError",
        "whether every STUDIO error but that of a bad property value is a warning",
        inHook: static _ => true);
    public Setting<bool> ContinueOnError => Get(StudioContinueOnError);

    public static readonly SettingDefinition<bool> StudioCiOutputs = Switch(
        "StudioCiOutputs",
        "whether CI systems get the project's URL and id",
        whenUnset: true,
        codes: 1024);
    public Setting<bool> CiOutputs => Get(StudioCiOutputs);

    public static readonly SettingDefinition<string> StudioDotEnvFile = Define(new SettingDefinition<string>(
        "StudioDotEnvFile", "a dotenv file that gets the project's URL and id, for GitLab CI", FullPath)
    {
        EditorType = "file",
        Codes = [1024],
    });
    /// <summary>An absolute path.</summary>
    public Setting<string>? DotEnvFile => Find(StudioDotEnvFile);

    private static SettingDefinition<bool> Switch(
        string name,
        string summary,
        bool whenUnset = false,
        Func<bool, bool>? inHook = null,
        bool isCommandLineOnly = false,
        bool isInReadme = false,
        params int[] codes) =>
        Define(new SettingDefinition<bool>(name, summary, Boolean)
        {
            WhenUnset = new(whenUnset, Source.Default),
            WhenUnsetInHook = inHook,
            IsCommandLineOnly = isCommandLineOnly,
            IsInReadme = isInReadme,
            EditorType = "bool",
            Codes = [1001, .. codes],
        });

    private static SettingDefinition<T> Define<T>(SettingDefinition<T> definition)
    {
        Table.Add(definition);
        return definition;
    }
}
