namespace StudioMsBuild;

/// <summary>The line on the screen, with whole URLs; several are lines of one message, as a later message would replace it.</summary>
internal static class ResultText
{
    private const int MaxLines = 10;

    public static string Of(Registered registered)
    {
        var how = registered.Outcome switch { Outcome.Recorded => " (recorded)", Outcome.Adopted => " (adopted)", _ => "" };
        var urls = registered.Projects.All.Select(static project => project.Url).ToArray();
        if (urls.Length == 1)
            return $"Studio project{how} {urls[0]}";
        var shown = urls.Take(MaxLines).Select(static url => $"  {url}");
        var more = urls.Length > MaxLines ? [$"  and {urls.Length - MaxLines} more in @(StudioProject)"] : Array.Empty<string>();
        return string.Join('\n', [$"{urls.Length} Studio projects{how}:", .. shown, .. more]);
    }
}
