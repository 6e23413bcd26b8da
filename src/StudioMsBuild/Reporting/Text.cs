namespace StudioMsBuild.Reporting;

/// <summary>Text that others wrote (a server, a repository, a file), cleaned once, on reading: fit for a log, an item and a CI system.</summary>
internal static class Text
{
    /// <summary>The longest name or message of others that is shown, in UTF-16 units.</summary>
    public const int MaxLength = 256;

    /// <summary>Control characters, line separators and the bidi controls that make a line read as another one (Trojan Source, CVE-2021-42574).</summary>
    public static bool IsControl(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Whether the text has a control or bidi character, or half a surrogate pair.</summary>
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

    /// <summary>A URL's text without its escapes; what is no escape of UTF-8 text stays as it is, so that its % betrays it.</summary>
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
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            i += length;
        }

        return BreakCiCommands(clean.ToString());
    }

    /// <summary>The first line of what a program said, cleaned.</summary>
    public static string FirstLine(string text) => Clean(text.Trim().Split('\n')[0].TrimEnd());

    // Azure Pipelines and TeamCity act on ##vso[ and ##teamcity[ anywhere in a line; GitHub on ##[ there, and on :: at a line's start.
    private static string BreakCiCommands(string text)
    {
        if (text.TrimStart().StartsWith("::", StringComparison.Ordinal))
            text = text.Replace("::", ": :", StringComparison.Ordinal);
        for (var at = text.IndexOf("##", StringComparison.Ordinal); at >= 0; at = text.IndexOf("##", at + 1, StringComparison.Ordinal))
        {
            if (text.AsSpan(at + 2).TrimStart(Word) is ['[', ..])
                text = text.Insert(at + 1, " ");
        }

        return text;
    }

    private const string Word = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
}
