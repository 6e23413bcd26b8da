namespace StudioMsBuild.Settings;

/// <summary>
/// One line of a file of the ConfigObj library, read as its regular expressions read it, but in time linear in the line's length.
/// Quotes are greedy there: <c>"say "hi""</c> is a text with quotes in it.
/// </summary>
internal static class ConfigObjLine
{
    /// <summary>What Python's str.isspace and \s take for a blank.</summary>
    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    /// <summary>The first position from <paramref name="start"/> that is no blank.</summary>
    public static int SkipBlanks(string line, int start)
    {
        while (start < line.Length && IsBlank(line[start]))
            start++;
        return start;
    }

    /// <summary>The name and the number of brackets before and after it; null where the line is no section's.</summary>
    public static (string Name, int Opened, int Closed)? ReadSection(string line)
    {
        var first = SkipBlanks(line, 0);
        if (first == line.Length || line[first] != '[')
            return null;
        var opened = 0;
        var lastBracket = first;
        var name = first;
        while (name < line.Length && line[name] == '[')
        {
            (opened, lastBracket) = (opened + 1, name);
            name = SkipBlanks(line, name + 1);
        }

        var closes = FindClosings(line);
        // Where no name follows all the brackets, the last of them may be the beginning of one.
        return ReadName(line, name, closes) is { } end ? (Unquote(line[name..end]), opened, CountClosing(line, end))
            : opened > 1
                && ReadName(line, lastBracket, closes) is { } otherEnd ? (
                    line[lastBracket..otherEnd],
                    opened - 1,
                    CountClosing(line, otherEnd))
            : null;
    }

    /// <summary>The key and the position of its value, which is no blank; null where the line has none.</summary>
    public static (string Key, int Value)? ReadKey(string line)
    {
        var start = SkipBlanks(line, 0);
        if (start == line.Length)
            return null;
        var equals = line[start] is '"' or '\'' ? EqualsAfterQuote(line, start)
            : line[start] == '=' ? -1
            : line.IndexOf('=', start + 1);
        if (equals < 0)
        {
            // A blank before a stray quote or = counts as the beginning of the key.
            if (start == 0 || (line[start] is not ('"' or '\'' or '=')))
                return null;
            start--;
            equals = line.IndexOf('=', start + 1);
            if (equals < 0)
                return null;
        }

        var end = equals;
        while (end > start + 1 && IsBlank(line[end - 1]))
            end--;
        return (Unquote(line[start..end]), SkipBlanks(line, equals + 1));
    }

    /// <summary>A value of one line: a text, or a list; null where it is neither.</summary>
    public static (string Text, bool IsList)? ReadValue(string value)
    {
        if (value.Length > 0 && value[0] == ',')
            return IsEnd(value, 1) ? ("", true) : null;
        var isQuoted = value.Length > 0 && value[0] is '"' or '\'';
        if (IsList(value))
            return ("", true);
        if (isQuoted)
            return FindEnd(value, value[..1], 1) is { } end ? (value[1..end], false) : null;
        var comment = value.IndexOf('#');
        var text = comment < 0 ? value : value[..comment];
        return text.Contains(',') ? null : (TrimEnd(text), false);
    }

    /// <summary>
    /// The first position from <paramref name="start"/> where these quotes end the value: only a comment may follow them.
    /// </summary>
    public static int? FindEnd(string line, string quotes, int start)
    {
        for (var at = line.IndexOf(quotes, start, StringComparison.Ordinal);
            at >= 0;
            at = line.IndexOf(quotes, at + 1, StringComparison.Ordinal))
        {
            var next = SkipBlanks(line, at + quotes.Length);
            if (next == line.Length || line[next] == '#')
                return at;
        }

        return null;
    }

    private static bool IsEnd(string line, int start) =>
        SkipBlanks(line, start) is var next && (next == line.Length || line[next] == '#');

    private static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsBlank(text[end - 1]))
            end--;
        return text[..end];
    }

    private static string Unquote(string text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[0] == text[^1] ? text[1..^1] : text;

    private static int EqualsAfterQuote(string line, int start)
    {
        for (var end = line.IndexOf(line[start], start + 1); end >= 0; end = line.IndexOf(line[start], end + 1))
        {
            var next = SkipBlanks(line, end + 1);
            if (next < line.Length && line[next] == '=')
                return next;
        }

        return -1;
    }

    /// <summary>For each position whether only closing brackets, at least one, and a comment follow.</summary>
    private static bool[] FindClosings(string line)
    {
        var (closes, ends) = (new bool[line.Length + 1], true);
        for (var at = line.Length - 1; at >= 0; at--)
        {
            var c = line[at];
            closes[at] = c == ']' ? ends || closes[at + 1] : IsBlank(c) && closes[at + 1];
            ends = c == '#' || (IsBlank(c) && ends);
        }

        return closes;
    }

    /// <summary>Where the name that begins here ends; null where none does.</summary>
    private static int? ReadName(string line, int start, bool[] closes)
    {
        if (start == line.Length)
            return null;
        var quote = line[start] is '"' or '\'' ? line[start] : default;
        var hasText = quote == default;
        for (var end = start + 1; end < line.Length; end++)
        {
            if (quote == default && closes[end])
                return end;
            if (quote != default && line[end] == quote && hasText && closes[end + 1])
                return end + 1;
            hasText |= !IsBlank(line[end]);
        }

        return null;
    }

    private static int CountClosing(string line, int start)
    {
        var count = 0;
        for (var at = SkipBlanks(line, start); at < line.Length && line[at] == ']'; at = SkipBlanks(line, at + 1))
            count++;
        return count;
    }

    /// <summary>
    /// Whether the value is a list: items that end in a comma, then perhaps a last one. Read from the right, as what an item may
    /// be depends on what follows its comma.
    /// </summary>
    private static bool IsList(string value)
    {
        var after = new ListTail();
        for (var at = value.Length - 1; at > 0; at--)
            after.Add(value[at], at);
        return value.Length > 0 && value[0] switch
        {
            '"' => after.DoubleQuotes.ClosesItem,
            '\'' => after.SingleQuotes.ClosesItem,
            '#' => false,
            _ => after.HasItemEnd,
        };
    }

    /// <summary>Whether a quote, possibly further right, closes an item before a comma, or the last one.</summary>
    private readonly record struct Closing(bool ClosesItem, bool ClosesLast)
    {
        public bool Closes => ClosesItem || ClosesLast;
    }

    /// <summary>What is known of the characters to the right of a position in a list.</summary>
    private sealed class ListTail
    {
        private const int None = int.MaxValue;

        private int nextComma = None;
        private int nextHash = None;
        private int nextText = None;
        private char text;
        private bool isEnd = true;
        private bool holdsAfterComma;
        private bool textIsClosed;

        public Closing DoubleQuotes { get; private set; }

        public Closing SingleQuotes { get; private set; }

        /// <summary>Whether an item without quotes ends at the next comma, and the rest of the list is valid.</summary>
        public bool HasItemEnd => nextComma < nextHash && holdsAfterComma;

        public void Add(char c, int at)
        {
            switch (c)
            {
                case ',':
                    holdsAfterComma = HoldsAfter(at);
                    nextComma = at;
                    break;
                case '#':
                    nextHash = at;
                    break;
                case '"':
                    (textIsClosed, DoubleQuotes) = (DoubleQuotes.Closes, Add(DoubleQuotes));
                    break;
                case '\'':
                    (textIsClosed, SingleQuotes) = (SingleQuotes.Closes, Add(SingleQuotes));
                    break;
            }

            isEnd = c == '#' || (IsBlank(c) && isEnd);
            if (!IsBlank(c))
                (nextText, text) = (at, c);
        }

        private Closing Add(Closing quotes) =>
            new(quotes.ClosesItem || (nextText == nextComma && HasItemEnd), quotes.ClosesLast || isEnd);

        /// <summary>Whether the rest of the list is valid after a comma here.</summary>
        private bool HoldsAfter(int comma)
        {
            // After a blank an item may be anything up to the next comma, also a stray quote or nothing.
            var hasBlank = nextText > comma + 1;
            return isEnd || (hasBlank && HasItemEnd) || text switch
            {
                ',' => false,
                '"' or '\'' => textIsClosed,
                _ => HasItemEnd || nextHash < nextComma || nextComma == None,
            };
        }
    }
}
