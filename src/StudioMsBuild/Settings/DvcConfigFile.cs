namespace StudioMsBuild.Settings;

/// <summary>One of DVC's config files, in the dialect of the ConfigObj library that DVC reads them with.</summary>
/// <remarks>https://configobj.readthedocs.io: "The config file format". No .NET library reads it.</remarks>
internal sealed class DvcConfigFile
{
    private readonly Dictionary<string, (string Value, int Line)> values = new(StringComparer.OrdinalIgnoreCase);

    private DvcConfigFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>The value of section.key and its line, or null; DVC lower-cases keys, so case does not matter.</summary>
    public (string Value, int Line)? Find(string name) => values.TryGetValue(name, out var found) ? found : null;

    /// <summary>Reads <paramref name="text"/>, the content of the file <paramref name="path"/>; an error names the line.</summary>
    public static Result<DvcConfigFile> Parse(string path, string text)
    {
        var file = new DvcConfigFile(path);
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var sections = new List<string>();

        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            var number = i + 1;
            if (line.Length == 0 || line[0] == '#')
                continue;

            if (line[0] == '[')
            {
                if (ReadSection(line) is not var (name, depth))
                    return Bad(number, "this section header is not of the form [name]");
                if (depth > sections.Count + 1)
                    return Bad(number, "this section is nested deeper than the one before allows");
                sections.RemoveRange(depth - 1, sections.Count - depth + 1);
                sections.Add(name);
                if (!seen.Add(Key(sections)))
                    return Bad(number, "this section stands in the file twice");
                continue;
            }

            if (ReadKey(line) is not var (key, rest))
                return Bad(number, "this line is neither a [section] nor key = value");
            if (!seen.Add(Key([.. sections, key])))
                return Bad(number, "this key stands in its section twice");

            string? value;
            if (rest.StartsWith("'''", StringComparison.Ordinal) || rest.StartsWith("\"\"\"", StringComparison.Ordinal))
                value = ReadTripleQuoted(lines, ref i, rest);
            else if (!ReadValue(rest, out value, out var isList))
                value = null;
            else if (isList && IsOurs(sections))
                return Bad(number, "an unquoted comma makes this value a list; put it into quotes");
            if (value is null)
                return Bad(number, "this value's quotes do not match");
            if (value.Contains("%(", StringComparison.Ordinal) && IsOurs(sections))
                return Bad(number, "%(…) would be replaced by DVC in this value; write the text itself");
            if (sections.Count == 1)
                file.values[$"{sections[0]}.{key}"] = (value, number);
        }

        return file;

        Failure Bad(int line, string reason) => Diagnostics.BadDvcConfig(path, line, reason);
    }

    /// <summary>Lists and interpolation are fine in sections that only DVC reads.</summary>
    private static bool IsOurs(List<string> sections) => sections is [var one] && one.ToLowerInvariant() is "studio" or "exp";

    private static string Key(IEnumerable<string> names) => string.Join('\0', names) + "\0";

    private static (string Name, int Depth)? ReadSection(string line)
    {
        var start = 0;
        var depth = 0;
        for (; start < line.Length && (line[start] == '[' || char.IsWhiteSpace(line[start])); start++)
            depth += line[start] == '[' ? 1 : 0;
        if (start == line.Length)
            return null;

        var quote = line[start] is '"' or '\'' ? line[start] : ']';
        var end = line.IndexOf(quote, quote == ']' ? start : start + 1);
        if (end < 0)
            return null;
        var name = quote == ']' ? line[start..end].Trim() : line[(start + 1)..end];

        var rest = line[(quote == ']' ? end : end + 1)..];
        var comment = rest.IndexOf('#');
        var closing = (comment < 0 ? rest : rest[..comment]).Where(static c => !char.IsWhiteSpace(c)).ToArray();
        return name.Trim().Length > 0 && closing.Length == depth && closing.All(static c => c == ']') ? (name, depth) : null;
    }

    private static (string Key, string Value)? ReadKey(string line)
    {
        var quote = line[0];
        if (quote is '"' or '\'')
        {
            var end = line.IndexOf(quote, 1);
            var rest = end < 0 ? "" : line[(end + 1)..].TrimStart();
            return rest.StartsWith('=') ? (line[1..end], rest[1..].TrimStart()) : null;
        }

        var equals = line.IndexOf('=');
        return equals > 0 ? (line[..equals].TrimEnd(), line[(equals + 1)..].TrimStart()) : null;
    }

    private static bool ReadValue(string text, out string? value, out bool isList)
    {
        (value, isList) = ("", false);
        for (var at = 0; ;)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length || text[at] == '#')
                return true;
            if (text[at] is '"' or '\'')
            {
                var end = text.IndexOf(text[at], at + 1);
                if (end < 0)
                    return false;
                value = text[(at + 1)..end];
                at = end + 1;
            }
            else
            {
                var length = text.AsSpan(at).IndexOfAny(',', '#') is >= 0 and var stop ? stop : text.Length - at;
                value = text.Substring(at, length).TrimEnd();
                at += length;
            }

            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length || text[at] == '#')
                return true;
            if (text[at] != ',')
                return false;
            isList = true;
            at++;
        }
    }

    private static string? ReadTripleQuoted(string[] lines, ref int i, string rest)
    {
        var quotes = rest[..3];
        var value = new StringBuilder();
        for (rest = rest[3..]; ; rest = lines[i])
        {
            var end = rest.IndexOf(quotes, StringComparison.Ordinal);
            if (end >= 0)
                return rest[(end + 3)..].TrimStart() is "" or ['#', ..] ? value.Append(rest.AsSpan(0, end)).ToString() : null;
            value.Append(rest).Append('\n');
            if (++i == lines.Length)
                return null;
        }
    }
}
