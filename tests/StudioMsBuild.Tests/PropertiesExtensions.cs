using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests;

internal static class PropertiesExtensions
{
    /// <summary>Sets one of the Studio… properties, as a project does.</summary>
    public static ProjectProperties Set(this ProjectProperties properties, string name, string? value) =>
        properties with { Values = new Dictionary<string, string>(properties.Values, StringComparer.Ordinal) { [name] = value ?? "" } };
}
