namespace Bench;

/// <summary>What <see cref="Tasks.ReadRuntime"/> said in a build's output.</summary>
internal static class RuntimeState
{
    /// <summary>The values of the last line of this label, by their names.</summary>
    public static IReadOnlyDictionary<string, string> Read(string output, string label = "after")
    {
        var start = $"runtime {label}: ";
        var line = output.Split('\n').Select(static line => line.Trim()).Last(line => line.StartsWith(start, StringComparison.Ordinal));
        return line[start.Length..].Split(", ").Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
    }
}
