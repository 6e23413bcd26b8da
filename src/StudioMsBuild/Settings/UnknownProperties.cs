namespace StudioMsBuild.Settings;

/// <summary>
/// Properties of the command line that look like settings and are none: -p:StudioTeam=vision would be passed over in silence.
/// </summary>
internal static class UnknownProperties
{
    private const string Prefix = "Studio";

    // A token on the command line is an error of its own.
    private static IEnumerable<string> Known =>
        StudioSettings.Definitions.Select(static definition => definition.Name).Concat(TokenSources.ForbiddenProperties);

    /// <summary>A warning for each, with the setting that it resembles.</summary>
    public static IEnumerable<Diagnostic> Find(ProjectProperties properties) =>
        properties.GlobalProperties.Keys
            .Where(static name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && !Known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(static name => Diagnostics.UnknownProperty(name, Resembled(name)));

    /// <summary>
    /// The setting whose name contains this one's words or is contained in them, else the one with the fewest letters to change;
    /// null where too many.
    /// </summary>
    private static string? Resembled(string name)
    {
        var words = Words(name);
        var nearest = StudioSettings.Definitions.Select(static definition => definition.Name)
            .MinBy(known => Distance(words, Words(known)))!;
        return Distance(words, Words(nearest)) <= Math.Max(2, words.Length / 2) ? nearest : null;
    }

    private static string Words(string name) =>
        name[Prefix.Length..].Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static int Distance(string words, string known) =>
        words == known ? 0
            : words.Length > 2
                && (known.Contains(words, StringComparison.Ordinal) || words.Contains(known, StringComparison.Ordinal)) ? 1
            : Edits(words, known);

    /// <summary>How many letters to put in, take out or replace (Levenshtein).</summary>
    private static int Edits(string from, string to)
    {
        var before = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var edits = new int[to.Length + 1];
            edits[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
                edits[j + 1] = Math.Min(Math.Min(edits[j], before[j + 1]) + 1, before[j] + (from[i] == to[j] ? 0 : 1));
            before = edits;
        }

        return before[^1];
    }
}
