namespace StudioMsBuild;

/// <summary>The line on the screen, with whole URLs; several are lines of one message, as a later message would replace it.</summary>
internal static class ResultText
{
    private const int MaxLines = 10;

    public static string Of(IReadOnlyList<Registered> registered, string recordPath)
    {
        var all = registered.SelectMany(static one => one.Projects.All.Select(project => (project.Url, How: How(one.Outcome)))).ToList();
        var how = all.TrueForAll(project => project.How == all[0].How) ? all[0].How : null;
        return all.Count switch
        {
            1 => $"Studio project{how} {all[0].Url}",
            <= MaxLines => string.Join('\n', all.Select(project => $"  {project.Url}{(how is null ? project.How : "")}").Prepend($"{all.Count} Studio projects{how}:")),
            _ => $"{all.Count} Studio projects{how}, listed in {Text.Clean(recordPath, 1024)}",
        };
    }

    private static string How(Outcome outcome) => outcome switch { Outcome.Recorded => " (recorded)", Outcome.Adopted => " (adopted)", _ => "" };
}
