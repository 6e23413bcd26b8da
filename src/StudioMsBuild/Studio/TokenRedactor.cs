namespace StudioMsBuild.Studio;

/// <summary>Blanks the token wherever a server echoes it.</summary>
internal sealed class TokenRedactor(string token)
{
    // As it is and as a URL would carry it; a host would carry it in lower case.
    private readonly string[] spellings = [token, Uri.EscapeDataString(token)];

    public string Blank(string text) =>
        spellings.Aggregate(text, static (shown, spelling) => shown.Replace(spelling, "***", StringComparison.OrdinalIgnoreCase));

    /// <summary>Blanked, then cleaned: what a server said, fit for a log.</summary>
    public string Clean(string text, int maxLength = Text.MaxLength) => Text.Clean(Blank(text), maxLength);
}
