namespace StudioMsBuild.Reporting;

/// <summary>How a <see cref="Diagnostic"/> reaches the user.</summary>
internal enum Severity { Message, Warning, Error }

/// <summary>Something to show to the user: what happened and why, then what the user can do.</summary>
/// <param name="Code">STUDIO and four digits; null for a message.</param>
/// <param name="Summary">What happened and why. It makes sense alone, as CI systems annotate a build with nothing but the first
/// line.</param>
/// <param name="Steps">What the user can do, a sentence each, with a command or a page on lines of its own.</param>
internal sealed record Diagnostic(Severity Severity, string? Code, ReportText Summary, IReadOnlyList<ReportText> Steps)
{
    /// <summary>
    /// The text by itself: where it leaves the task, the tokens are blanked and the commands have the project's path too.
    /// </summary>
    public string Text =>
        IsLoggingCommand
            ? Summary.RenderCommand(new KnownTokens())
            : Whole.Render(new KnownTokens(), CommandContext.For(Subject));

    /// <summary>All lines, the first with the registrations that they are about, where there are several.</summary>
    public ReportText Whole =>
        ReportText.Lines(
        [
            Subject is null ? Summary : ReportText.Line($"{Subject.Content}: {Summary}"),
            .. Steps.Select(static step => ReportText.Line($"  {step}")),
        ]);

    /// <summary>The file at fault, where it is not the project.</summary>
    public string? File { get; init; }

    /// <summary>The line in <see cref="File"/>, from 1; 0 where there is none.</summary>
    public int Line { get; init; }

    /// <summary>The column in <see cref="Line"/>, from 1; 0 where there is none.</summary>
    public int Column { get; init; }

    /// <summary>The registrations that it is about, where there are several; null otherwise.</summary>
    public Subject? Subject { get; init; }

    /// <summary>Whether it is a command to a CI system, of which only the holes are somebody else's.</summary>
    public bool IsLoggingCommand { get; init; }

    /// <summary>Whether it stays an error where StudioContinueOnError turns others into warnings.</summary>
    public bool IsAlwaysError { get; init; }

    /// <summary>The same diagnostic, reported at a file.</summary>
    public Diagnostic At(string? file, int line = 0, int column = 0) => this with { File = file, Line = line, Column = column };

    public Diagnostic At(Source source) => At(source.File, source.Line);
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
