using System.Text.RegularExpressions;

namespace StudioMsBuild.Settings;

/// <summary>
/// Directory.Build.rsp, whose switches MSBuild adds to every command line: what it sets looks as if the user had typed it.
/// </summary>
internal static class ResponseFile
{
    private const string Name = "Directory.Build.rsp";

    private const int MaxBytes = 1 << 20;

    /// <summary>The file that sets a property for every build of a project; null where none does.</summary>
    /// <param name="folder">The project's folder; MSBuild takes the nearest file at or above it.</param>
    public static string? FindSetting(string folder, string property)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            var file = new FileInfo(Path.Combine(above, Name));
            if (file.Exists)
                return Sets(file, property) ? file.FullName : null;
        }

        return null;
    }

    /// <summary>A line is one or several switches, such as -p:Name=value or "/property:A=1;B=2"; # starts a comment.</summary>
    private static bool Sets(FileInfo file, string property)
    {
        var assignment = new Regex(
            $@"(?<![A-Z0-9_.-]){property}\s*=",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1));
        // MSBuild has read the file, so it can be read; what is larger was not written by hand.
        return file.Length <= MaxBytes
            && File.ReadLines(file.FullName).Any(line => !line.TrimStart().StartsWith('#') && assignment.IsMatch(line));
    }
}
