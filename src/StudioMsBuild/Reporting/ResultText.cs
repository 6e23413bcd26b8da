namespace StudioMsBuild.Reporting;

/// <summary>
/// The result on the screen, with whole URLs: the lines of one message, as a later message would replace it in the terminal.
/// </summary>
internal static class ResultText
{
    private const int MaxLines = 10;
    private const int MaxFolderWidth = 40;

    public static ReportText From(IReadOnlyList<RegistrationResult> registered, string lockFilePath)
    {
        var how = registered.All(one => one.Outcome == registered[0].Outcome) ? How(registered[0].Outcome) : null;
        var all = registered.SelectMany(
            static one => one.Projects.All.Select(project => new Shown(one.Registration.Subdir ?? ".", project.Url, one.Outcome)))
            .ToList();
        if (all.Count == 1)
            return $"Studio project{Unquoted(how!)} {all[0].Url}";
        if (all.Count > MaxLines)
            return $"{all.Count} Studio projects{Unquoted(how ?? "")}, listed in {lockFilePath}";
        var width = registered.Count == 1 ? 0 : Math.Min(MaxFolderWidth, all.Max(static one => one.Folder.Length)) + 2;
        return Lines(
        [
            $"{all.Count} Studio projects{Unquoted(how ?? "")}:",
            .. all.Select(one => Line(
                $"  {Unquoted(Column(one.Folder), 256)}{one.Url}{Unquoted(how is null ? How(one.Outcome) : "")}")),
        ]);

        string Column(string folder) => (width == 0 ? "" : folder).PadRight(width);
    }

    private sealed record Shown(string Folder, string Url, Outcome Outcome);

    private static string How(Outcome outcome) =>
        outcome switch { Outcome.Recorded => " (recorded)", Outcome.Adopted => " (adopted)", _ => "" };
}
