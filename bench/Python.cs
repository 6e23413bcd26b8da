namespace Bench;

/// <summary>The Python that has the requests library.</summary>
internal static class Python
{
    /// <summary>The interpreter's own path, as the python3 of PATH may be a script around it; null where there is none, or no requests.</summary>
    public static async Task<string?> FindAsync(CancellationToken cancel)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(static variable => (string)variable.Key, static variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
        try
        {
            var run = await MeasuredProcess.RunAsync("python3", ["-c", "import requests, sys; print(sys.executable)"], Path.GetTempPath(), environment, cancel);
            return run.ExitCode == 0 ? run.Output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
