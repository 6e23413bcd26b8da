using System.Runtime.CompilerServices;

namespace StudioMsBuild;

/// <summary>The kind of place a value came from; it decides where a token may go.</summary>
internal enum Origin { Property, Environment, LocalConfig, RepositoryConfig, UserConfig, SystemConfig, Git, Default }

/// <summary>Where a value came from, in words for the user.</summary>
internal sealed class Source(Origin origin, string name)
{
    public Origin Origin { get; } = origin;
    public string Name { get; } = name;

    public static readonly Source Default = new(Origin.Default, "default");

    /// <summary>A build hook has defaults of its own: it must not hold up or break a build.</summary>
    public static readonly Source HookDefault = new(Origin.Default, "default of the build hook");

    /// <summary>Whether a file of the repository, which a pull request may edit, said so.</summary>
    public bool IsRepositoryData => Origin is Origin.LocalConfig or Origin.RepositoryConfig;

    public override string ToString() => Name;
}

/// <summary>A value that knows where it came from.</summary>
internal sealed class Setting<T>(T value, Source source)
{
    public T Value { get; } = value;
    public Source Source { get; } = source;
}

/// <summary>Texts from a property or a variable, trimmed; an empty one is unset.</summary>
internal static class Setting
{
    /// <param name="name">The property's name, which is the argument's own.</param>
    public static Setting<string>? Property(string? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value?.Trim() is { Length: > 0 } text ? new(text, new Source(Origin.Property, $"property {name.Split('.')[^1]}")) : null;

    /// <param name="owner">The item that the metadata stands on.</param>
    public static Setting<string>? Metadata(string? value, string owner, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value?.Trim() is { Length: > 0 } text ? new(text, new Source(Origin.Property, $"metadata {name.Split('.')[^1]} of {owner}")) : null;

    public static Setting<string>? Variable(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text
            ? new(text, new Source(Origin.Environment, $"environment variable {name}"))
            : null;
}
