using System.Globalization;
using System.Text.RegularExpressions;

namespace Bench;

/// <summary>What MSBuild itself measures of a task.</summary>
internal static class TaskTime
{
    /// <summary>Makes MSBuild print it.</summary>
    public static readonly string[] Arguments = ["-tl:off", "-clp:PerformanceSummary"];

    /// <summary>The milliseconds of a task in what such a build printed.</summary>
    public static double Read(string task, string output)
    {
        var summary = output[output.IndexOf("Task Performance Summary", StringComparison.Ordinal)..];
        var line = Regex.Match(summary, $@"(?<ms>[0-9]+) ms +{task} ", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return double.Parse(line.Groups["ms"].Value, CultureInfo.InvariantCulture);
    }
}
