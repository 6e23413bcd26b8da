namespace StudioMsBuild.Settings;

/// <summary>What settings are read from.</summary>
internal sealed record SettingSources(
    ProjectProperties Properties,
    IReadOnlyDictionary<string, string> Environment,
    DvcConfig Config)
{
    /// <summary>Ends waiting for a token's pipe.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Whether a CI system runs the build, whose checkout is thrown away.</summary>
    public bool IsCi { get; } = CiSystem.IsAnySeen(Environment);

    /// <summary>The project alone.</summary>
    public static SettingSources OnlyOf(ProjectProperties properties) =>
        new(properties, new Dictionary<string, string>(StringComparer.Ordinal), DvcConfig.None);

    /// <summary>The Studio that the environment names, beside a token of the environment.</summary>
    public Setting<string>? StudioVariable => Setting.Variable(Environment, "DVC_STUDIO_URL");

    /// <summary>Every text that is set, in order of precedence: the property, the variables, DVC's config.</summary>
    public IEnumerable<Setting<string>> FindAll(SettingDefinition definition) =>
        definition.Variables.Select(name => Setting.Variable(Environment, name))
            .Prepend(Properties.Find(definition.Name))
            .Append(definition.DvcKey is null ? null : Config.Find(definition.DvcKey))
            .OfType<Setting<string>>();

    /// <summary>
    /// Why a setting that makes another project doesn't count here; null on the command line of one project. An environment
    /// variable of any case is a property too, and would create on every build.
    /// </summary>
    public Failure? RefuseOutsideCommandLine(string property) =>
        !Properties.IsGlobal(property) ? Diagnostics.OnlyOnCommandLine(property)
        : ResponseFile.FindSetting(Properties.Folder, property) is { } file ? Diagnostics.NotInResponseFile(property, file)
        : Properties.IsBuildHook ? Diagnostics.NotInBuildHook(property)
        : Properties.IsGlobal("SolutionPath") ? Diagnostics.NotInSolution(property)
        : null;
}
