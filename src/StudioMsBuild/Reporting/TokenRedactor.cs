namespace StudioMsBuild.Reporting;

/// <summary>
/// Blanks the token in a text, however it is spelled there: plain, escaped, in hex, in base64, in pieces, cut off.
/// </summary>
internal sealed class TokenRedactor
{
    private const string Mask = "***";

    /// <summary>So many letters and digits of the token in a row give too much of it away.</summary>
    private const int PieceLength = 12;

    /// <summary>A shorter spelling could be a word of the text.</summary>
    private const int ShortestSpelling = 8;

    private readonly string token;

    /// <summary>Every piece of every spelling: letters and digits only, in lower case.</summary>
    private readonly HashSet<string> pieces;

    private readonly int shortestPiece;

    public TokenRedactor(string token)
    {
        this.token = token;
        var bytes = Encoding.UTF8.GetBytes(token);
        IEnumerable<string> spellings = [token, Convert.ToHexString(bytes), Base64(bytes, 0), Base64(bytes, 1), Base64(bytes, 2)];
        pieces = spellings
            .Select(static spelling => string.Concat(spelling.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant())
            .Where(static spelling => spelling.Length >= ShortestSpelling)
            .SelectMany(Pieces)
            .ToHashSet(StringComparer.Ordinal);
        shortestPiece = pieces.Count == 0 ? PieceLength : pieces.Min(static piece => piece.Length);
    }

    public string Blank(string text)
    {
        if (token.Length > 0)
            text = text.Replace(token, Mask, StringComparison.OrdinalIgnoreCase);
        var (letters, starts, ends) = ReadLetters(text);
        var isHidden = new bool[text.Length];
        for (var length = shortestPiece; length <= PieceLength; length++)
        {
            for (var at = 0; at + length <= letters.Length; at++)
            {
                if (pieces.Contains(letters.Substring(at, length)))
                    Array.Fill(isHidden, true, starts[at], ends[at + length - 1] - starts[at]);
            }
        }

        return Hide(text, isHidden);
    }

    /// <summary>Blanked, then cleaned: what a server said, fit for a log.</summary>
    public string Clean(string text, int maxLength = Text.MaxLength) => Text.Clean(Blank(text), maxLength);

    /// <summary>
    /// What base64 makes of the bytes, whatever precedes and follows them; <paramref name="shift"/> bytes of it share their first
    /// group.
    /// </summary>
    private static string Base64(byte[] bytes, int shift)
    {
        var first = (shift * 8 + 5) / 6;
        var end = (shift + bytes.Length) * 8 / 6;
        return end <= first ? "" : Convert.ToBase64String([.. new byte[shift], .. bytes])[first..end];
    }

    private static IEnumerable<string> Pieces(string spelling) =>
        spelling.Length <= PieceLength
            ? [spelling]
            : Enumerable.Range(0, spelling.Length - PieceLength + 1).Select(at => spelling.Substring(at, PieceLength));

    /// <summary>
    /// The letters and digits of a text in lower case, escapes resolved, and where in the text each one starts and ends.
    /// </summary>
    private static (string Letters, List<int> Starts, List<int> Ends) ReadLetters(string text)
    {
        var letters = new StringBuilder(text.Length);
        var (starts, ends) = (new List<int>(text.Length), new List<int>(text.Length));
        for (int at = 0, length; at < text.Length; at += length)
        {
            (var c, length) = ReadCharacter(text.AsSpan(at));
            if (!char.IsAsciiLetterOrDigit(c))
                continue;
            letters.Append(char.ToLowerInvariant(c));
            starts.Add(at);
            ends.Add(at + length);
        }

        return (letters.ToString(), starts, ends);
    }

    private static (char Character, int Length) ReadCharacter(ReadOnlySpan<char> text) => text switch
    {
        ['\\', 'u' or 'U', _, _, _, _, ..] when IsHex(text[2..6], out var code) => (code, 6),
        ['\\', 'x' or 'X', _, _, ..] when IsHex(text[2..4], out var code) => (code, 4),
        ['\\', 'n' or 'r' or 't' or 'b' or 'f', ..] => ('\\', 2),
        // A % that was escaped itself: %2569.
        ['%', '2', '5', ..] when ReadCharacter(['%', .. text[3..Math.Min(text.Length, 5)]]) is (var code, 3) => (code, 5),
        ['%', _, _, ..] when IsHex(text[1..3], out var code) => (code, 3),
        ['&', '#', ..] when text[..Math.Min(text.Length, 10)].IndexOf(';') is > 2 and var end
            && IsEntity(text[2..end], out var code) => (code, end + 1),
        _ => (text[0], 1),
    };

    private static bool IsHex(ReadOnlySpan<char> digits, out char code)
    {
        var isHex = ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number);
        code = (char)number;
        return isHex;
    }

    private static bool IsEntity(ReadOnlySpan<char> entity, out char code)
    {
        if (entity is ['x' or 'X', ..])
            return IsHex(entity[1..], out code);
        var isNumber = ushort.TryParse(entity, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        code = (char)number;
        return isNumber;
    }

    private static string Hide(string text, bool[] isHidden)
    {
        if (Array.IndexOf(isHidden, true) < 0)
            return text;
        var shown = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (!isHidden[at])
                shown.Append(text[at]);
            else if (at == 0 || !isHidden[at - 1])
                shown.Append(Mask);
        }

        return shown.ToString();
    }
}
