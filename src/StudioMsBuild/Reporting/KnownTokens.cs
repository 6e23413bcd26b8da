namespace StudioMsBuild.Reporting;

/// <summary>Every token that this build has read, to be blanked wherever a text repeats one.</summary>
internal sealed class KnownTokens
{
    // A shorter value can't be a token, and blanking it would hit ordinary words.
    private const int MinLength = 4;

    private readonly object learning = new();
    private IReadOnlyList<TokenRedactor> redactors = [];

    /// <summary>Blanks this token from now on, whether it is used or not.</summary>
    public void Learn(string? token)
    {
        if (token is null || token.Length < MinLength)
            return;
        lock (learning)
            redactors = [.. redactors, new TokenRedactor(token)];
    }

    public string Blank(string text) =>
        Volatile.Read(ref redactors).Aggregate(text, static (shown, redactor) => redactor.Blank(shown));

    /// <summary>Blanked, then cleaned: a part of a token that was cut off could be too short to be found.</summary>
    public string Clean(string text, int maxLength = Text.MaxLength) => Text.Clean(Blank(text), maxLength);
}
