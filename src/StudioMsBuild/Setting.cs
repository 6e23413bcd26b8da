namespace StudioMsBuild;

/// <summary>
/// The kind of source a value came from; it decides where a token may go, and whether a pull request can change the value.
/// </summary>
internal enum SourceKind
{
    /// <summary>Nothing set the value.</summary>
    Default,
    /// <summary>
    /// Nothing set the value, and the build hook has its own default, because it must not delay or break a build.
    /// </summary>
    HookDefault,
    Property,
    ItemMetadata,
    EnvironmentVariable,
    TokenFile,
    /// <summary>.dvc/config.local, which Git ignores.</summary>
    LocalConfig,
    /// <summary>.dvc/config, which is committed.</summary>
    RepositoryConfig,
    UserConfig,
    SystemConfig,
    GitRemote,
    DvcFolder,
}

/// <summary>Where a value came from.</summary>
/// <param name="Name">The property, metadata, environment variable, DVC key or remote.</param>
/// <param name="File">The file that contains the value, where one does.</param>
/// <param name="Line">The line in <paramref name="File"/>, from 1; 0 where there is none.</param>
internal sealed record Source(SourceKind Kind, string Name = "", string? File = null, int Line = 0)
{
    public static readonly Source Default = new(SourceKind.Default);

    public static readonly Source HookDefault = new(SourceKind.HookDefault);

    /// <summary>The item that <see cref="SourceKind.ItemMetadata"/> belongs to.</summary>
    public string? Item { get; init; }

    /// <summary>Whether url.*.insteadOf of Git's configuration changed the value.</summary>
    public bool IsRewritten { get; init; }

    public bool IsDefault => Kind is SourceKind.Default or SourceKind.HookDefault;

    /// <summary>Whether the project sets the value, so that a bad value is wrong in every build.</summary>
    public bool IsProject => Kind is SourceKind.Property or SourceKind.ItemMetadata;

    public bool IsConfig =>
        Kind is SourceKind.LocalConfig or SourceKind.RepositoryConfig or SourceKind.UserConfig or SourceKind.SystemConfig;

    /// <summary>Whether a data file of the repository sets the value, which a pull request can edit.</summary>
    public bool IsRepositoryData => Kind is SourceKind.LocalConfig or SourceKind.RepositoryConfig;

    /// <summary>For people; nothing decides by it.</summary>
    public override string ToString() => IsRewritten ? $"{Words} by url.*.insteadOf" : Words;

    private string Words => Kind switch
    {
        SourceKind.Default => "default",
        SourceKind.HookDefault => "default of the build hook",
        SourceKind.Property => $"property {Name}",
        SourceKind.ItemMetadata when Name.Length == 0 => "StudioRegistration",
        SourceKind.ItemMetadata => $"metadata {Name} of {Text.Quote(Item!)}",
        SourceKind.EnvironmentVariable => $"environment variable {Name}",
        SourceKind.TokenFile => $"file {Text.Quote(File!, 1024)}",
        SourceKind.GitRemote => $"Git remote {Text.Quote(Name)}",
        SourceKind.DvcFolder => "nearest .dvc folder",
        _ => $"{Text.Quote(File!, 1024)}:{Line}",
    };
}

/// <summary>A value and where it came from.</summary>
internal sealed record Setting<T>(T Value, Source Source);

/// <summary>Texts from a property, an item or a variable, trimmed; an empty one is unset.</summary>
internal static class Setting
{
    public static Setting<string>? Property(string name, string? value) => Create(value, new Source(SourceKind.Property, name));

    /// <param name="item">The Include of the item that has the metadata.</param>
    public static Setting<string>? Metadata(string name, string? value, string item) =>
        Create(value, new Source(SourceKind.ItemMetadata, name) { Item = item });

    public static Setting<string>? Variable(IReadOnlyDictionary<string, string> environment, string name) =>
        Create(environment.GetValueOrDefault(name), new Source(SourceKind.EnvironmentVariable, name));

    public static Setting<string>? Create(string? value, Source source) =>
        value?.Trim() is { Length: > 0 } text ? new(text, source) : null;
}
