using System.Collections;

namespace StudioMsBuild.Settings;

/// <summary>The only reader of the process's environment.</summary>
internal static class ProcessEnvironment
{
    /// <summary>How this system compares the names of environment variables.</summary>
    public static readonly StringComparer NameComparer = OperatingSystem.IsWindows()
        ? StringComparer.OrdinalIgnoreCase
        : StringComparer.Ordinal;

    public static IReadOnlyDictionary<string, string> Read()
    {
        var variables = new Dictionary<string, string>(NameComparer);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        return variables;
    }
}
