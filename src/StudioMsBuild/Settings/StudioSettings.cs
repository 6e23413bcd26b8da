namespace StudioMsBuild.Settings;

/// <summary>Every setting of one registration but the token, read once; each knows where it came from.</summary>
internal sealed class StudioSettings
{
    private static readonly string[] CiVariables = ["CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL"];

    // What dvc exp run and dvc repro set for a stage: its copy of the repository is thrown away.
    private static readonly string[] StageVariables = ["DVC_STAGE", "DVC_EXP_BASELINE_REV"];

    public required Setting<StudioAddress> Studio;
    public required Setting<string>? RepoUrl;
    public required Setting<string>? GitRemote;
    public required Setting<bool> Public;
    public required Setting<string>? TeamName;
    /// <summary>The way from the Git root, empty for the root; null where it is to be found.</summary>
    public required Setting<string>? Subdir;
    public required Setting<string>? ProjectName;
    /// <summary>Certificates to trust besides the system's: an absolute path.</summary>
    public required Setting<string>? CaCertificateFile;
    /// <summary>Seconds for one request.</summary>
    public required Setting<int> Timeout;
    public required Setting<int> Retries;
    public required Setting<bool> LockedMode;
    public required Setting<bool> Force;
    public required Setting<string>? Adopt;
    public required Setting<bool> DryRun;
    public required Setting<bool> Offline;
    /// <summary>Whether this is a CI system's build, whose checkout is thrown away.</summary>
    public required bool IsCi;
    /// <summary>Whether the build hook is on.</summary>
    public required Setting<bool> RegisterOnBuild;
    /// <summary>Whether errors become warnings.</summary>
    public required Setting<bool> ContinueOnError;
    public required Setting<bool> CiOutputs;

    /// <summary>The property first, then what DVC reads, then the default; the first bad value is the failure.</summary>
    public static Result<StudioSettings> Read(ProjectProperties given, IReadOnlyDictionary<string, string> environment, DvcConfig config)
    {
        var reader = new SettingsReader(given);
        var isCi = CiVariables.Any(name => Variable(name)?.Value.Equals("false", StringComparison.OrdinalIgnoreCase) == false);
        var settings = new StudioSettings
        {
            Studio = reader.Address(Setting.Property(given.StudioUrl) ?? Variable("DVC_STUDIO_URL") ?? config.Find("studio.url")),
            RepoUrl = Setting.Property(given.StudioRepoUrl) ?? Variable("DVC_STUDIO_REPO_URL") ?? Variable("STUDIO_REPO_URL") ?? config.Find("studio.repo_url"),
            GitRemote = Setting.Property(given.StudioGitRemote) ?? Variable("DVC_EXP_GIT_REMOTE") ?? config.Find("exp.git_remote"),
            Public = reader.Boolean(Setting.Property(given.StudioPublic)),
            TeamName = reader.Name(Setting.Property(given.StudioTeamName)),
            Subdir = reader.Subdir(Setting.Property(given.StudioSubdir)),
            ProjectName = reader.Name(Setting.Property(given.StudioProjectName)),
            CaCertificateFile = reader.CertificateFile(Setting.Property(given.StudioCaCertificateFile), Variable("REQUESTS_CA_BUNDLE")),
            Timeout = reader.Number(Setting.Property(given.StudioTimeout), 30, 1, 3600, Diagnostics.BadTimeout),
            Retries = reader.Number(Setting.Property(given.StudioRetries), given.IsBuildHook ? 0 : 3, 0, 20, Diagnostics.BadRetries),
            LockedMode = reader.Boolean(Setting.Property(given.StudioLockedMode), whenUnset: given.IsBuildHook && isCi),
            Force = reader.Force(Setting.Property(given.StudioForce)),
            Adopt = reader.Order(Setting.Property(given.StudioAdopt)),
            DryRun = reader.Boolean(Setting.Property(given.StudioDryRun)),
            Offline = Setting.Property(given.StudioOffline) is { } offline
                ? reader.Boolean(offline)
                : reader.Either(Variable("DVC_STUDIO_OFFLINE"), config.Find("studio.offline")),
            IsCi = isCi,
            RegisterOnBuild = reader.Boolean(Setting.Property(given.StudioRegisterOnBuild)),
            ContinueOnError = reader.Boolean(Setting.Property(given.StudioContinueOnError), whenUnset: given.IsBuildHook),
            CiOutputs = reader.Boolean(Setting.Property(given.StudioCiOutputs), whenUnset: true),
        };
        return reader.Failure is { } failure ? failure : settings;

        Setting<string>? Variable(string name) => Setting.Variable(environment, name);
    }

    /// <summary>Whether this is a stage of a DVC pipeline, in which a build hook keeps still.</summary>
    public static bool IsStage(IReadOnlyDictionary<string, string> environment) => StageVariables.Any(name => Setting.Variable(environment, name) is not null);

    /// <summary>Whether errors become warnings, also those of settings that could not be read.</summary>
    public static bool ContinuesOnError(ProjectProperties given) =>
        new SettingsReader(given).Boolean(Setting.Property(given.StudioContinueOnError), whenUnset: given.IsBuildHook).Value;

    /// <summary>The settings of one item: its metadata override the properties.</summary>
    public Result<StudioSettings> For(RegistrationItem item, ProjectProperties given, string prefix)
    {
        var reader = new SettingsReader(given);
        var owner = Text.Clean(item.Include);
        var (subdir, refusal) = item.Subdir(given.Folder, prefix);
        if (subdir is null)
            return Diagnostics.BadSubdir($"the StudioRegistration {owner}", refusal!) with { IsBadProperty = true };
        var settings = (StudioSettings)MemberwiseClone();
        settings.Subdir = new Setting<string>(subdir, new Source(Origin.Property, "StudioRegistration"));
        settings.ProjectName = reader.Name(Setting.Metadata(item.ProjectName, owner)) ?? ProjectName;
        settings.TeamName = reader.Name(Setting.Metadata(item.TeamName, owner)) ?? TeamName;
        settings.Public = Setting.Metadata(item.Public, owner) is { } isPublic ? reader.Boolean(isPublic) : Public;
        settings.Adopt ??= Setting.Metadata(item.Adopt, owner);
        return reader.Failure is { } failure ? failure : settings;
    }
}
