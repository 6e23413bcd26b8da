namespace StudioMsBuild.Studio;

/// <summary>What Studio is known to say of a refusal; docs/api.md has the texts and where they were seen.</summary>
internal static class KnownText
{
    /// <summary>
    /// Said of every repository that Studio cannot read, whatever the reason, and whether or not it is on GitLab.
    /// </summary>
    public static bool IsUnreadableRepository(string said) => Has(said, "repo not found");

    public static bool IsMissingScope(string said) => Has(said, "invalid token scope");

    /// <summary>Studio limits projects and teams; the words of its refusal are not documented.</summary>
    public static bool IsQuota(string said) =>
        Has(said, "quota")
        || Has(said, "upgrade your plan")
        || (Array.Exists(LimitWords, word => Has(said, word)) && Array.Exists(LimitedWords, word => Has(said, word)));

    private static readonly string[] LimitWords = ["limit", "maximum number", "too many"];

    private static readonly string[] LimitedWords = ["project", "view", "team", "plan"];

    private static bool Has(string said, string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
}
