namespace StudioMsBuild;

/// <summary>The line on the screen, with whole URLs; several are lines of one message, as a later message would replace it.</summary>
internal static class ResultText
{
    private const int MaxLines = 10;

    public static string Of(Registered registered, string recordPath)
    {
        var how = registered.Outcome switch { Outcome.Recorded => " (recorded)", Outcome.Adopted => " (adopted)", _ => "" };
        var urls = registered.Projects.All.Select(static project => project.Url).ToArray();
        return urls.Length switch
        {
            1 => $"Studio project{how} {urls[0]}",
            <= MaxLines => string.Join('\n', urls.Select(static url => $"  {url}").Prepend($"{urls.Length} Studio projects{how}:")),
            _ => $"{urls.Length} Studio projects{how}, listed in {Text.Clean(recordPath, 1024)}",
        };
    }
}
