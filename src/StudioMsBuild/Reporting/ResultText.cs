namespace StudioMsBuild.Reporting;

/// <summary>The line on the screen, with whole URLs; several are lines of one message, as a later message would replace it.</summary>
internal static class ResultText
{
    private const int MaxLines = 10;

    public static string From(IReadOnlyList<RegistrationResult> registered, string lockFilePath)
    {
        var how = registered.All(one => one.Outcome == registered[0].Outcome) ? How(registered[0].Outcome) : null;
        var lines = registered.SelectMany(one => one.Projects.All.Select(project => how is null ? project.Url + How(one.Outcome) : project.Url)).ToList();
        return lines.Count switch
        {
            1 => $"Studio project{how} {lines[0]}",
            <= MaxLines => string.Join('\n', lines.Select(static line => $"  {line}").Prepend($"{lines.Count} Studio projects{how}:")),
            _ => $"{lines.Count} Studio projects{how}, listed in {Text.Clean(lockFilePath, 1024)}",
        };
    }

    private static string How(Outcome outcome) => outcome switch { Outcome.Recorded => " (recorded)", Outcome.Adopted => " (adopted)", _ => "" };
}
