namespace StudioMsBuild.Settings;

/// <summary>One of DVC's config files, in the dialect of the ConfigObj library that DVC reads them with.</summary>
/// <remarks>https://configobj.readthedocs.io: "The config file format". No .NET library reads it.</remarks>
internal sealed class DvcConfigFile
{
    private readonly Dictionary<string, (string Value, int Line)> values = new(StringComparer.Ordinal);

    private DvcConfigFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>The value of section.key and its line, or null.</summary>
    /// <param name="name">In lower case, as DVC makes of every key.</param>
    public (string Value, int Line)? Find(string name) => values.TryGetValue(name, out var found) ? found : null;

    /// <summary>
    /// Reads <paramref name="text"/>, the content of the file <paramref name="path"/>; an error names the line.
    /// </summary>
    public static Result<DvcConfigFile> Parse(string path, string text)
    {
        var file = new DvcConfigFile(path);
        var lines = SplitLines(text);
        // Names are distinguished by the number of their section: joined to paths, long ones would take memory for each of their
        // keys.
        var seen = new HashSet<(int Section, string Name)>();
        var sections = new List<int> { 0 };
        var count = 0;
        string? ours = null;

        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            var start = ConfigObjLine.SkipBlanks(line, 0);
            var number = at + 1;
            if (start == line.Length || line[start] == '#')
                continue;

            if (ConfigObjLine.ReadSection(line) is var (name, depth, closed))
            {
                if (depth != closed)
                    return Bad(number, "the brackets of this section don't match");
                if (depth > sections.Count)
                    return Bad(number, "this section is nested deeper than the one before allows");
                sections.RemoveRange(depth, sections.Count - depth);
                if (!seen.Add((sections[^1], name)))
                    return Bad(number, "this section is in the file twice");
                sections.Add(++count);
                ours = depth == 1 ? OurName(name) : null;
                if (ours is not null)
                    file.Forget(ours);
                continue;
            }

            if (ConfigObjLine.ReadKey(line) is not var (key, valueStart))
                return Bad(number, "this line is neither a [section] nor key = value");
            if (!seen.Add((sections[^1], key)))
                return Bad(number, "this key is in its section twice");

            var rest = line[valueStart..];
            var value = rest.StartsWith("'''", StringComparison.Ordinal) || rest.StartsWith("\"\"\"", StringComparison.Ordinal)
                ? ReadTripleQuoted(lines, ref at, rest)
                : ConfigObjLine.ReadValue(rest);
            if (value is not var (read, isList))
                return Bad(number, "this value's quotes or commas don't match");
            if (ours is null)
                continue;
            if (isList)
                return Bad(number, "an unquoted comma makes this value a list; put it into quotes");
            if (IsInterpolated(read))
                return Bad(number, "DVC would replace %(…)s in this value; write the text itself");
            file.values[$"{ours}.{key.ToLowerInvariant()}"] = (read, number);
        }

        return file;

        Failure Bad(int line, string reason) => Diagnostics.BadDvcConfig(path, line, reason);
    }

    /// <summary>
    /// The section that is read, in lower case; null for one that only DVC reads, in which lists and interpolation are fine.
    /// </summary>
    private static string? OurName(string section) =>
        section.ToLowerInvariant() is "studio" or "exp" ? section.ToLowerInvariant() : null;

    /// <summary>DVC takes [Studio] and [studio] for one name, of which the last counts, whole.</summary>
    private void Forget(string section)
    {
        foreach (var key in values.Keys.Where(key => key.StartsWith($"{section}.", StringComparison.Ordinal)).ToList())
            values.Remove(key);
    }

    /// <summary>The lines as Python splits a text; an end other than a line feed stays, as a blank.</summary>
    private static List<string> SplitLines(string text)
    {
        var lines = new List<string>();
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        for (var at = start; at < text.Length; at++)
        {
            var isBreak = text[at] is '\n' or '\r';
            if (!isBreak && text[at] is not ('\v' or '\f' or '\u0085' or '\u2028' or '\u2029' or (>= '\u001C' and <= '\u001E')))
                continue;
            lines.Add(text[start..(isBreak ? at : at + 1)]);
            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                at++;
            start = at + 1;
        }

        if (start < text.Length)
            lines.Add(text[start..]);
        return lines;
    }

    private static (string Text, bool IsList)? ReadTripleQuoted(List<string> lines, ref int at, string first)
    {
        var quotes = first[..3];
        if (ConfigObjLine.FindEnd(first, quotes, 3) is { } sameLine)
            return (first[3..sameLine], false);
        if (first.IndexOf(quotes, 3, StringComparison.Ordinal) >= 0)
            return null;

        var value = new StringBuilder(first, 3, first.Length - 3, first.Length);
        while (++at < lines.Count)
        {
            value.Append('\n');
            if (lines[at].Contains(quotes, StringComparison.Ordinal))
                return ConfigObjLine.FindEnd(lines[at], quotes, 0) is { } end
                    ? (value.Append(lines[at], 0, end).ToString(), false)
                    : null;
            value.Append(lines[at]);
        }

        return null;
    }

    /// <summary>Whether the value has %(name)s in it.</summary>
    private static bool IsInterpolated(string value)
    {
        var isOpen = false;
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] == '%' && at + 1 < value.Length && value[at + 1] == '(')
                isOpen = true;
            else if (value[at] == ')' && isOpen)
            {
                if (at + 1 < value.Length && value[at + 1] == 's')
                    return true;
                isOpen = false;
            }
        }

        return false;
    }
}
