using System.Collections;

namespace StudioMsBuild.Settings;

/// <summary>The one place that reads the process's environment.</summary>
internal static class ProcessEnvironment
{
    public static IReadOnlyDictionary<string, string> Read()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        return variables;
    }
}
