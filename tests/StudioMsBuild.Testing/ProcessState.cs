using System.Collections;

namespace StudioMsBuild.Testing;

/// <summary>
/// The environment variables and the current folder of this process. A build in this process has its own, one build at a time, and
/// no other process starts meanwhile: it would inherit them.
/// </summary>
public static class ProcessState
{
    private static readonly Lock Gate = new();

    /// <summary>How the system compares the names of variables.</summary>
    public static StringComparer Names { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Starts a process, or does whatever else must see the caller's own environment and folder.</summary>
    public static T WhileUnchanged<T>(Func<T> start)
    {
        lock (Gate)
            return start();
    }

    /// <summary>Runs with these variables, and no others, in this folder; afterwards everything is as it was.</summary>
    public static T Within<T>(string folder, IReadOnlyDictionary<string, string> environment, Func<T> run)
    {
        lock (Gate)
        {
            var (callersFolder, callers) = (Directory.GetCurrentDirectory(), ReadVariables());
            try
            {
                Write(environment);
                Directory.SetCurrentDirectory(folder);
                return run();
            }
            finally
            {
                Directory.SetCurrentDirectory(callersFolder);
                Write(callers);
            }
        }
    }

    /// <summary>The variables of this moment.</summary>
    internal static Dictionary<string, string> ReadVariables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, Names);

    private static void Write(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var variable in ReadVariables().Keys.Where(variable => !environment.ContainsKey(variable)))
            Environment.SetEnvironmentVariable(variable, null);
        foreach (var (variable, value) in environment)
            Environment.SetEnvironmentVariable(variable, value);
    }
}
