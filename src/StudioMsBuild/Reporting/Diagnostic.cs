namespace StudioMsBuild.Reporting;

/// <summary>How a <see cref="Diagnostic"/> reaches the user.</summary>
internal enum Severity { Message, Warning, Error }

/// <summary>Something to show to the user: what happened and what to do now.</summary>
/// <param name="Code">STUDIO and four digits; null for a message.</param>
/// <param name="File">The file at fault, where it is not the project.</param>
/// <param name="Line">The line in <paramref name="File"/>, from 1; 0 where there is none.</param>
/// <param name="Column">The column in <paramref name="Line"/>, from 1; 0 where there is none.</param>
internal sealed record Diagnostic(Severity Severity, string? Code, ReportText Content, string? File = null, int Line = 0, int Column = 0)
{
    /// <summary>The text by itself: where it leaves the task, the tokens are blanked and the commands have the project's path too.</summary>
    public string Text => IsLoggingCommand ? Content.RenderCommand(new KnownTokens()) : Whole.Render(new KnownTokens(), CommandContext.For(Subject));

    /// <summary>The text with the registrations that it is about, where there are several.</summary>
    public ReportText Whole => Subject is null ? Content : ReportText.Line($"{Subject.Content}: {Content}");

    /// <summary>The registrations that it is about, where there are several; null otherwise.</summary>
    public Subject? Subject { get; init; }

    /// <summary>Whether it is a command to a CI system, of which only the holes are somebody else's.</summary>
    public bool IsLoggingCommand { get; init; }

    /// <summary>Whether it stays an error where StudioContinueOnError turns others into warnings.</summary>
    public bool IsAlwaysError { get; init; }
}

/// <summary>The registrations that a diagnostic is about.</summary>
/// <param name="Folders">The path of each relative to the Git root.</param>
/// <param name="IsAll">Whether these are all that the project asks for.</param>
internal sealed record Subject(IReadOnlyList<string> Folders, bool IsAll)
{
    /// <summary>The one folder; null where there are several.</summary>
    public string? Folder => Folders.Count == 1 ? Folders[0] : null;

    public ReportText Content =>
        Folder is { } folder ? ReportText.Line($"{folder:256}")
        : IsAll ? ReportText.Line($"{Folders.Count} registrations")
        : ReportText.Line($"{Folders.Count} registrations ({Folders})");
}
