using System.Security.Cryptography;

namespace StudioMsBuild.LockFile;

/// <summary>What makes two registrations the same one: https and ssh clones, with or without .git, share it.</summary>
/// <param name="Studio">Studio's origin and path; the public Studio's addresses are one.</param>
/// <param name="Repo">Host and path of the repository in lower case, without scheme, user, port, .git and trailing slash.</param>
/// <param name="Team">Empty for the user's own space.</param>
/// <param name="Subdir">Empty for the Git root.</param>
internal sealed record RegistrationKey(string Studio, string Repo, string Team, string Subdir)
{
    public static RegistrationKey From(CreateProjectRequest registration) =>
        new(registration.Studio.Key, registration.Repository.Key, registration.TeamName ?? "", registration.Subdir ?? "");

    /// <summary>A file name made from a hash, as the texts may contain anything.</summary>
    public string FileName => Hash(Joined);

    /// <summary>All of it in one text, for sorting and hashing.</summary>
    public string Joined => string.Join('\0', Studio, Repo, Team, Subdir);

    public static string Hash(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32].ToLowerInvariant();

    /// <summary>
    /// Whether both are one subdir's, and exactly one of Studio, repository and team differs: a fork, a rename, a forgotten team.
    /// </summary>
    public bool IsNear(RegistrationKey other) =>
        Subdir == other.Subdir
        && (Studio == other.Studio ? 0 : 1) + (Repo == other.Repo ? 0 : 1) + (Team == other.Team ? 0 : 1) == 1;

    /// <summary>The lock file's name of a field that no registration can have; null where there is none.</summary>
    public string? FindBadField() =>
        !StudioAddress.Parse(Studio, "").TryGetValue(out var studio, out _) || studio.Key != Studio ? "studio"
        : !IsRepositoryKey(Repo) ? "repo"
        : Team.Length > Text.MaxLength || Text.HasControl(Team) || Team.Trim() != Team ? "team"
        : Git.Subdir.Normalize(Subdir).Value != Subdir ? "subdir"
        : null;

    /// <summary>For people: the repository, its subdir and team, and the Studio.</summary>
    public override string ToString() =>
        string.Concat(
            Text.Quote(Repo, 2048),
            Subdir.Length == 0 ? "" : $" ({Text.Quote(Subdir)})",
            Team.Length == 0 ? "" : $" of team {Text.Quote(Team)}",
            $" at {Text.Quote(Studio, 2048)}");

    private static bool IsRepositoryKey(string text)
    {
        if (text.Split('/', 2) is not [var host, [not '/', ..] path] || text.Length > 4096)
            return false;
        var isHost = host is ['[', .., ']']
            ? host.All(static c => char.IsAsciiHexDigitLower(c) || "[]:.".Contains(c))
            : host.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || "-._".Contains(c));
        return isHost && host.Length > 0 && !path.EndsWith('/') && !path.Any(static c => char.ToLowerInvariant(c) != c)
            && !path.Contains('\\') && !path.Any(char.IsWhiteSpace) && !Text.HasControl(path);
    }
}
