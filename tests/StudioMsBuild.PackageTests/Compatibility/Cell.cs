using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>A kind of project on a host, and what was seen of it.</summary>
internal sealed partial record Cell(ProjectKind Kind, Host Host, Workspace User, DotNetRun Run, int Projects)
{
    /// <summary>How many projects Studio has got, or why none.</summary>
    public string Seen => Run.ExitCode == 0 ? $"{Projects}" : ErrorCode().Match(Run.Screen) is { Success: true } error ? error.Groups["code"].Value : $"exit {Run.ExitCode}";

    public override string ToString() => $"{Kind}, {Host.Name}";

    [GeneratedRegex(@"\berror (?<code>[A-Z]+[0-9]+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorCode();
}
