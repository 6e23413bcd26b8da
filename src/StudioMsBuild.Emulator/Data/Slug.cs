using System.Text.RegularExpressions;

namespace StudioMsBuild.Emulator.Data;

internal static partial class Slug
{
    /// <summary>A name as a part of a URL: lower-case ASCII letters and digits with one hyphen between the words.</summary>
    public static string From(string name)
    {
        var slug = NotAllowed.Replace(name.ToLowerInvariant(), "-").Trim('-');
        return slug.Length == 0 ? "project" : slug;
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotAllowed { get; }
}
