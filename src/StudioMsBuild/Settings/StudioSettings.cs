namespace StudioMsBuild.Settings;

/// <summary>Every setting of one registration but the token, read once; each knows where it came from.</summary>
internal sealed record StudioSettings
{
    private static readonly string[] CiVariables = ["CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL"];

    // What dvc exp run and dvc repro set for a stage: its copy of the repository is thrown away.
    private static readonly string[] StageVariables = ["DVC_STAGE", "DVC_EXP_BASELINE_REV"];

    public required Setting<StudioAddress> Studio { get; init; }
    public required Setting<string>? RepoUrl { get; init; }
    public required Setting<string>? GitRemote { get; init; }
    public required Setting<bool> Public { get; init; }
    public required Setting<string>? TeamName { get; init; }
    /// <summary>The way from the Git root, empty for the root; null where it is to be found.</summary>
    public required Setting<string>? Subdir { get; init; }
    public required Setting<string>? ProjectName { get; init; }
    /// <summary>Certificates to trust besides the system's: an absolute path.</summary>
    public required Setting<string>? CaCertificateFile { get; init; }
    /// <summary>Seconds for one request.</summary>
    public required Setting<int> Timeout { get; init; }
    public required Setting<int> Retries { get; init; }
    public required Setting<bool> LockedMode { get; init; }
    public required Setting<bool> Force { get; init; }
    public required Setting<string>? Adopt { get; init; }
    public required Setting<bool> DryRun { get; init; }
    public required Setting<bool> Offline { get; init; }
    /// <summary>Whether this is a CI system's build, whose context is thrown away.</summary>
    public required bool IsCi { get; init; }
    /// <summary>Whether the build hook is on.</summary>
    public required Setting<bool> RegisterOnBuild { get; init; }
    /// <summary>Whether errors become warnings.</summary>
    public required Setting<bool> ContinueOnError { get; init; }
    public required Setting<bool> CiOutputs { get; init; }

    /// <summary>The property first, then what DVC reads, then the default; the first bad value is the failure.</summary>
    public static Result<StudioSettings> Read(ProjectProperties inputs, IReadOnlyDictionary<string, string> environment, DvcConfig config)
    {
        var reader = new SettingsReader(inputs);
        var isCi = CiVariables.Any(name => Variable(name)?.Value.Equals("false", StringComparison.OrdinalIgnoreCase) == false);
        var settings = new StudioSettings
        {
            Studio = reader.Address(Setting.Property(inputs.StudioUrl) ?? Variable("DVC_STUDIO_URL") ?? config.Find("studio.url")),
            RepoUrl = Setting.Property(inputs.StudioRepoUrl) ?? Variable("DVC_STUDIO_REPO_URL") ?? Variable("STUDIO_REPO_URL") ?? config.Find("studio.repo_url"),
            GitRemote = Setting.Property(inputs.StudioGitRemote) ?? Variable("DVC_EXP_GIT_REMOTE") ?? config.Find("exp.git_remote"),
            Public = reader.Boolean(Setting.Property(inputs.StudioPublic)),
            TeamName = reader.Name(Setting.Property(inputs.StudioTeamName)),
            Subdir = reader.Subdir(Setting.Property(inputs.StudioSubdir)),
            ProjectName = reader.Name(Setting.Property(inputs.StudioProjectName)),
            CaCertificateFile = reader.CertificateFile(Setting.Property(inputs.StudioCaCertificateFile), Variable("REQUESTS_CA_BUNDLE")),
            Timeout = reader.Number(Setting.Property(inputs.StudioTimeout), 30, 1, 3600, Diagnostics.BadTimeout),
            Retries = reader.Number(Setting.Property(inputs.StudioRetries), inputs.IsBuildHook ? 0 : 3, 0, 20, Diagnostics.BadRetries),
            LockedMode = reader.Boolean(Setting.Property(inputs.StudioLockedMode), whenUnset: inputs.IsBuildHook && isCi),
            Force = reader.Force(Setting.Property(inputs.StudioForce)),
            Adopt = reader.Order(Setting.Property(inputs.StudioAdopt)),
            DryRun = reader.Boolean(Setting.Property(inputs.StudioDryRun)),
            Offline = Setting.Property(inputs.StudioOffline) is { } offline
                ? reader.Boolean(offline)
                : reader.Either(Variable("DVC_STUDIO_OFFLINE"), config.Find("studio.offline")),
            IsCi = isCi,
            RegisterOnBuild = reader.Boolean(Setting.Property(inputs.StudioRegisterOnBuild)),
            ContinueOnError = reader.Boolean(Setting.Property(inputs.StudioContinueOnError), whenUnset: inputs.IsBuildHook),
            CiOutputs = reader.Boolean(Setting.Property(inputs.StudioCiOutputs), whenUnset: true),
        };
        return reader.Failure is { } failure ? failure : settings;

        Setting<string>? Variable(string name) => Setting.Variable(environment, name);
    }

    /// <summary>How long one git process or request may take: what decides before the settings are read.</summary>
    public static TimeSpan ReadTimeout(ProjectProperties inputs) =>
        TimeSpan.FromSeconds(new SettingsReader(inputs).Number(Setting.Property(inputs.StudioTimeout), 30, 1, 3600, Diagnostics.BadTimeout).Value);

    /// <summary>Whether this is a stage of a DVC pipeline, in which a build hook keeps still.</summary>
    public static bool IsStage(IReadOnlyDictionary<string, string> environment) => StageVariables.Any(name => Setting.Variable(environment, name) is not null);

    /// <summary>Whether errors become warnings, also those of settings that could not be read.</summary>
    public static bool ContinuesOnError(ProjectProperties inputs) =>
        new SettingsReader(inputs).Boolean(Setting.Property(inputs.StudioContinueOnError), whenUnset: inputs.IsBuildHook).Value;

    /// <summary>The settings of one item: its metadata override the properties.</summary>
    public Result<StudioSettings> For(RegistrationItem item, ProjectProperties inputs, string prefix)
    {
        var reader = new SettingsReader(inputs);
        var owner = Text.Clean(item.Include);
        var (subdir, refusal) = item.Subdir(inputs.Folder, prefix);
        if (subdir is null)
            return Diagnostics.BadSubdir($"the StudioRegistration {owner}", refusal!).OfProperty();
        var settings = this with
        {
            Subdir = new Setting<string>(subdir, new Source(Origin.Property, "StudioRegistration")),
            ProjectName = reader.Name(Setting.Metadata(item.ProjectName, owner)) ?? ProjectName,
            TeamName = reader.Name(Setting.Metadata(item.TeamName, owner)) ?? TeamName,
            Public = Setting.Metadata(item.Public, owner) is { } isPublic ? reader.Boolean(isPublic) : Public,
            Adopt = Adopt ?? Setting.Metadata(item.Adopt, owner),
        };
        return reader.Failure is { } failure ? failure : settings;
    }
}
