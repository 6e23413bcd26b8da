namespace StudioMsBuild.Settings;

/// <summary>What MSBuild hands to the task.</summary>
internal sealed record ProjectProperties
{
    /// <summary>The project's full path.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>
    /// The Studio… properties by name; an empty value is an unset one. <see cref="StudioSettings"/> knows their meaning.
    /// </summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a build runs the target, and not the user.</summary>
    public bool IsBuildHook { get; init; }

    /// <summary>The @(StudioRegistration) items; where there are none the properties make one registration.</summary>
    public IReadOnlyList<RegistrationItem> Registrations { get; init; } = [];

    /// <summary>What was set on the command line.</summary>
    public IReadOnlyDictionary<string, string> GlobalProperties { get; init; } = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase);

    public string Folder => Path.GetDirectoryName(ProjectFile)!;

    public bool IsGlobal(string property) => GlobalProperties.Keys.Contains(property, StringComparer.OrdinalIgnoreCase);

    public Setting<string>? Find(string property) => Setting.Property(property, Values.GetValueOrDefault(property));
}
