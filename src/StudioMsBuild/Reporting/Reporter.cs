namespace StudioMsBuild.Reporting;

/// <summary>Where finished texts go: MSBuild's log.</summary>
internal interface ILog
{
    bool HasErrors { get; }

    void Message(Importance importance, string text);

    void Warning(Location location, string text);

    void Error(Location location, string text);
}

/// <summary>From which verbosity on a message is shown: high from minimal, normal from normal, low from detailed.</summary>
internal enum Importance { High, Normal, Low }

/// <summary>The code of a warning or an error, and the file that it is about.</summary>
internal sealed record Location(string Code, string HelpLink, string File, int Line, int Column);

/// <summary>
/// The only exit of text. All text leaves the task without control and format characters, without what a CI system
/// would act on, without a token that this build has read, and of bounded length.
/// </summary>
internal sealed class Reporter(ILog log, ProjectProperties properties, KnownTokens tokens)
{
    private const int MaxPathLength = 4096;
    private const int MaxTraceLines = 100;

    public bool HasErrors => log.HasErrors;

    /// <summary>
    /// Reports a diagnostic at the file at fault, or at the project; StudioContinueOnError makes a warning of an error.
    /// </summary>
    public void Report(Diagnostic diagnostic)
    {
        var text = diagnostic.IsLoggingCommand
            ? diagnostic.Summary.RenderCommand(tokens)
            : diagnostic.Whole.Render(tokens, CommandContext.For(properties, diagnostic.Subject));
        if (diagnostic.Code is not { } code)
        {
            // Several projects of a parallel build write to one screen.
            log.Message(Importance.High, diagnostic.IsLoggingCommand ? text : $"{Name}: {text}");
            return;
        }

        var location = new Location(
            code,
            Diagnostics.HelpLink(code),
            Value(diagnostic.File ?? properties.ProjectFile, MaxPathLength),
            diagnostic.Line,
            diagnostic.Column);
        if (diagnostic.Severity == Severity.Warning || (!diagnostic.IsAlwaysError && StudioSettings.ContinuesOnError(properties)))
            log.Warning(location, text);
        else
            log.Error(location, text);
    }

    /// <summary>
    /// Shows the result. The terminal logger shows, of all messages, the one that starts with the project's name and an arrow. In
    /// a build that the user started for something else, its own result stays there unless a project was created.
    /// </summary>
    public void Show(ReportText text, bool isResult = true) =>
        log.Message(Importance.High, $"{Name}{(isResult ? " ->" : ":")} {Render(text)}");

    /// <summary>What only those want to see who ask for it by -v:n.</summary>
    public void ShowDetails(ReportText text) => log.Message(Importance.Normal, Render(text));

    /// <summary>An unexpected exception, for whoever mends it: only where the user asks for details.</summary>
    public void Trace(Exception exception)
    {
        foreach (var line in exception.ToString().Split('\n').Take(MaxTraceLines))
            log.Message(Importance.Low, Value(line.TrimEnd(), 1024));
    }

    /// <summary>A single value that leaves the task, such as an item's metadata.</summary>
    public string Value(string value, int maxLength = MaxPathLength) => tokens.Blank(tokens.Clean(value, maxLength));

    private string Name => Value(Path.GetFileNameWithoutExtension(properties.ProjectFile));

    private string Render(ReportText text) => text.Render(tokens, CommandContext.For(properties));
}
