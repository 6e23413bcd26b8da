namespace StudioMsBuild.Settings;

/// <summary>
/// The values of the settings of one registration, each with its source. <c>StudioSettings.Table.cs</c> defines them.
/// </summary>
internal sealed partial class StudioSettings
{
    // What dvc exp run and dvc repro set for a stage: its copy of the repository is thrown away.
    private static readonly string[] StageVariables = ["DVC_STAGE", "DVC_EXP_BASELINE_REV"];

    private readonly Dictionary<SettingDefinition, ResolvedSetting> values;

    private StudioSettings(Dictionary<SettingDefinition, ResolvedSetting> values, bool isCi) =>
        (this.values, IsCi) = (values, isCi);

    /// <summary>Whether a CI system runs the build, whose checkout is thrown away.</summary>
    public bool IsCi { get; }

    /// <summary>All of them in the order of the table, as the dry run shows them.</summary>
    public IEnumerable<ResolvedSetting> All => Definitions.Select(definition => values[definition]);

    /// <summary>
    /// The repository's URL that a setting names: DVC prefers a URL of exp.git_remote over studio.repo_url. Null where the remote
    /// gives it.
    /// </summary>
    public Setting<string>? NamedRepository =>
        RepoUrl is { Source.IsProject: true } || GitRemote?.Value.Contains(':') != true ? RepoUrl : GitRemote;

    /// <summary>Reads every setting; the first bad value is the failure.</summary>
    public static Result<StudioSettings> Read(SettingSources sources)
    {
        var all = new Dictionary<SettingDefinition, ResolvedSetting>();
        foreach (var definition in Definitions)
        {
            if (!definition.Resolve(sources).TryGetValue(out var resolved, out var failure))
                return failure;
            all.Add(definition, resolved);
        }

        var settings = new StudioSettings(all, sources.IsCi);
        return settings.Studio is { Source.IsRepositoryData: true, Value.IsThisMachine: true }
            ? Diagnostics.LoopbackInRepository(settings.Studio.Source)
            : settings;
    }

    /// <summary>Whether this is a stage of a DVC pipeline, in which the build hook does nothing.</summary>
    public static bool IsStage(IReadOnlyDictionary<string, string> environment) =>
        StageVariables.Any(name => Setting.Variable(environment, name) is not null);

    /// <summary>Whether errors become warnings, also those of settings that can't be read.</summary>
    public static bool ContinuesOnError(ProjectProperties properties) =>
        ReadEarly(StudioContinueOnError, properties)?.Value ?? properties.IsBuildHook;

    /// <summary>
    /// How long git may take: it is asked before the settings are read, as they depend on where the project is.
    /// </summary>
    public static TimeSpan ReadTimeout(ProjectProperties properties) =>
        TimeSpan.FromSeconds((ReadEarly(StudioTimeout, properties) ?? StudioTimeout.WhenUnset!).Value);

    /// <summary>The settings of one item: its metadata override the properties.</summary>
    /// <param name="subdir">The folder that the item represents, relative to the Git root.</param>
    public Result<StudioSettings> For(RegistrationItem item, string subdir, ProjectProperties properties)
    {
        var own = new Dictionary<SettingDefinition, ResolvedSetting>(values)
        {
            [StudioSubdir] = new(
                StudioSubdir,
                new Setting<string>(subdir, new Source(SourceKind.ItemMetadata)),
                subdir,
                new Source(SourceKind.ItemMetadata)),
        };
        return Override(StudioProjectName, "ProjectName", item.ProjectName)
            ?? Override(StudioTeamName, "TeamName", item.TeamName)
            ?? Override(StudioPublic, "Public", item.Public)
            ?? (Adopt is null ? Override(StudioAdopt, "Adopt", item.Adopt) : null)
            ?? (Result<StudioSettings>)new StudioSettings(own, IsCi);

        Failure? Override<T>(SettingDefinition<T> definition, string metadata, string? value)
        {
            if (Setting.Metadata(metadata, value, item.Include) is not { } text)
                return null;
            if (!definition.Resolve(text, properties).TryGetValue(out var resolved, out var failure))
                return failure;
            own[definition] = resolved;
            return null;
        }
    }

    /// <summary>The value of the property alone; null where it is bad, which is reported when all settings are read.</summary>
    private static Setting<T>? ReadEarly<T>(SettingDefinition<T> definition, ProjectProperties properties) =>
        definition.Resolve(SettingSources.OnlyOf(properties)).TryGetValue(out var resolved, out _)
            ? (Setting<T>?)resolved.Value
            : null;

    private Setting<T>? Find<T>(SettingDefinition<T> definition) => (Setting<T>?)values[definition].Value;

    private Setting<T> Get<T>(SettingDefinition<T> definition) => Find(definition)!;
}
