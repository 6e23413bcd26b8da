using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>A kind of project on a host, and what was seen of it.</summary>
internal sealed partial record Cell(ProjectKind Kind, Host Host, Workspace User, DotNetRun Run, int Projects)
{
    public const string WithoutServer = "without it";

    /// <summary>How many projects Studio has got, or why none.</summary>
    public string Seen { get; } = Run switch
    {
        { ExitCode: not 0 } => ErrorCode().Match(Run.Screen) is { Success: true } error ? error.Groups["code"].Value : $"exit {Run.ExitCode}",
        _ when Host.Name == Host.Server && BinaryLog.Read(Run.BinaryLog).Process != "MSBuild" => $"{Projects}, {WithoutServer}",
        _ => $"{Projects}",
    };

    public override string ToString() => $"{Kind}, {Host.Name}";

    [GeneratedRegex(@"\berror (?<code>[A-Z]+[0-9]+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorCode();
}
