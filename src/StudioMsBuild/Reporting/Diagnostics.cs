namespace StudioMsBuild.Reporting;

/// <summary>
/// Every code, every text: a summary that makes sense alone, and the steps that the user can take. docs/diagnostics.md has a
/// section for each code; tests hold the two together, and the length and form of every line.
/// </summary>
internal static partial class Diagnostics
{
    /// <summary>The project's pages on the web.</summary>
    private const string Home = "https://github.com/studiomsbuild/studiomsbuild";

    /// <summary>Where the sections of docs/diagnostics.md are read; the anchor is the code in lower case.</summary>
    public const string HelpPage = $"{Home}/blob/main/docs/diagnostics.md";

    public static string HelpLink(string code) => $"{HelpPage}#{code.ToLowerInvariant()}";

    public static Diagnostic Message(ReportText summary, params ReportText[] steps) =>
        new(Severity.Message, null, summary, steps);

    private static Failure Error(int code, ReportText summary, params ReportText[] steps) =>
        new(new Diagnostic(Severity.Error, $"STUDIO{code}", summary, WithoutEmpty(steps)));

    private static Diagnostic Warning(int code, ReportText summary, params ReportText[] steps) =>
        new(Severity.Warning, $"STUDIO{code}", summary, WithoutEmpty(steps));

    private static Failure At(this Failure failure, string? file, int line = 0, int column = 0) =>
        failure with { Diagnostic = failure.Diagnostic.At(file, line, column) };

    private static Failure At(this Failure failure, Source source) => failure.At(source.File, source.Line);

    private static Command Adopt(string? url) => Command.Register.With("StudioAdopt", url, "ITS-URL");

    private static Command Force => Command.Register.With("StudioForce", "true", "");

    private static Command DryRun => Command.Register.With("StudioDryRun", "true", "");

    /// <summary>What settles an attempt whose outcome is unknown.</summary>
    private static IEnumerable<ReportText> LookThenAdoptOrForce(string studio) =>
    [
        $"Look for the project in Studio:{Page(studio)}",
        $"If it is there, record it:{Adopt(null)}",
        $"If it is not, create it:{Force}",
    ];

    private static Command CommandWith(string property) => property == "StudioForce" ? Force : Adopt(null);

    private static ReportText SetRepoUrl(string start) =>
        Line($"{Unquoted(start)} StudioRepoUrl, in the project file or on the command line:{WithRepoUrl}");

    private static Command WithRepoUrl => RegisterWith("StudioRepoUrl", null, "URL");

    private static Command RegisterWith(string property, string? value, string placeholder) =>
        Command.Register.With(property, value, placeholder);

    private static List<ReportText> WithoutEmpty(ReportText[] steps) =>
        steps.Where(static step => step != ReportText.Empty).ToList();

    /// <summary>What a server said of an error, after the colon that it is read with.</summary>
    private static ReportText Said(string said) =>
        said.StartsWith(": ", StringComparison.Ordinal) ? Line($": {said[2..]}") : Line($"{Unquoted(said)}");

    private static List<string> Folders(IEnumerable<string> folders) =>
        folders.Select(static folder => folder.Length == 0 ? "." : folder).ToList();
}
