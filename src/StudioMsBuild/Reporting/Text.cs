namespace StudioMsBuild.Reporting;

/// <summary>Text that others wrote (a server, a repository, a file), made fit for a log, an item and a CI system.</summary>
internal static class Text
{
    /// <summary>The longest name or message of others that is shown, in UTF-16 units.</summary>
    public const int MaxLength = 256;

    /// <summary>
    /// Control characters, line separators, and format characters: the bidirectional controls that make a line read as another
    /// one (Trojan Source, CVE-2021-42574) and what has no width at all, such as tags and soft hyphens.
    /// </summary>
    public static bool IsControl(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is >= 0xE0000 and <= 0xE0FFF;

    /// <summary>Whether the text has a control or format character, or half a surrogate pair.</summary>
    public static bool HasControl(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || IsControl(rune))
                return true;
            i += rune.Utf16SequenceLength;
        }

        return false;
    }

    /// <summary>
    /// A URL's text without its escapes; what is no escape of UTF-8 text stays as it is, so that its % betrays it.
    /// </summary>
    public static string Unescape(string text) => Uri.UnescapeDataString(text.Replace("%25", "_", StringComparison.Ordinal));

    /// <summary>Escapes what <see cref="HasControl"/> finds as \uXXXX, breaks up CI commands, bounds the length.</summary>
    public static string Clean(string text, int maxLength = MaxLength)
    {
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        for (var i = 0; i < text.Length;)
        {
            var whole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = whole ? rune.Utf16SequenceLength : 1;
            if (clean.Length + length > maxLength)
            {
                clean.Append('…');
                break;
            }

            if (whole && !IsControl(rune))
                clean.Append(text, i, length);
            else
                AppendEscaped(clean, text.AsSpan(i, length));
            i += length;
        }

        return BreakCiCommands(clean.ToString());
    }

    /// <summary>
    /// JSON for the user to paste: the same value, in which nothing is a command of a CI system or hidden from the eye.
    /// </summary>
    public static string CleanJson(string json)
    {
        var clean = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length;)
        {
            var whole = Rune.TryGetRuneAt(json, i, out var rune);
            var length = whole ? rune.Utf16SequenceLength : 1;
            // A second colon or a number sign can only be within a JSON string.
            if ((!whole || IsControl(rune) || json[i] == '#' || (json[i] == ':' && i > 0 && json[i - 1] == ':'))
                && json[i] != '\n')
                AppendEscaped(clean, json.AsSpan(i, length));
            else
                clean.Append(json, i, length);
            i += length;
        }

        return clean.ToString();
    }

    /// <summary>
    /// Cleaned, and in quotes where it could pass for a part of our own sentence. The quotes cannot be left from inside:
    /// those in the text become \u0022.
    /// </summary>
    public static string Quote(string text, int maxLength = MaxLength)
    {
        var clean = Clean(text, maxLength);
        return clean.Length > 0 && clean.All(IsPartOfWord)
            ? clean
            : $"\"{clean.Replace("\"", "\\u0022", StringComparison.Ordinal)}\"";
    }

    /// <summary>The first line of what a program said, cleaned.</summary>
    public static string FirstLine(string text) => Clean(text.Trim().Split('\n')[0].TrimEnd(), 2048);

    /// <summary>
    /// Breaks up what a CI system would act on: Azure Pipelines and TeamCity on ##name[ anywhere in a line, GitHub on ##[ there
    /// and on :: at a line's start.
    /// </summary>
    public static string BreakCiCommands(string line)
    {
        if (line.TrimStart().StartsWith("::", StringComparison.Ordinal))
            line = line.Replace("::", ": :", StringComparison.Ordinal);
        for (var at = line.IndexOf("##", StringComparison.Ordinal);
            at >= 0;
            at = line.IndexOf("##", at + 1, StringComparison.Ordinal))
        {
            var end = at + 2;
            while (end < line.Length && (char.IsLetterOrDigit(line[end]) || line[end] is '_' or '-' or '.'))
                end++;
            if (end < line.Length && line[end] == '[')
                line = line.Insert(at + 1, " ");
        }

        return line;
    }

    private static void AppendEscaped(StringBuilder clean, ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
            clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
    }

    private static bool IsPartOfWord(char c) => char.IsAsciiLetterOrDigit(c) || @"-._~:/\@+=%*?&#".Contains(c);
}
