namespace StudioMsBuild.Git;

/// <summary>
/// What all URLs of one repository have in common: host and path in lower case, without scheme, user, port, .git and trailing
/// slash.
/// </summary>
internal static class RepositoryKey
{
    public static string From(string host, string path)
    {
        var clean = path.Trim('/').ToLowerInvariant();
        return Canonical($"{host}/{(clean.EndsWith(".git", StringComparison.Ordinal) ? clean[..^4].TrimEnd('/') : clean)}");
    }

    /// <summary>
    /// The key without the parts that only one protocol's URLs have; also of an entry that an earlier version wrote.
    /// </summary>
    public static string Canonical(string key) => key.Split('/') switch
    {
        ["github.com" or "gitlab.com" or "bitbucket.org", ..] => key,
        // Bitbucket Data Center, with or without a context path: https://host/context/scm/project/repository,
        // ssh://host:7999/project/repository.
        [var host, "scm", var project, var repository] => $"{host}/{project}/{repository}",
        [var host, _, "scm", var project, var repository] => $"{host}/{project}/{repository}",
        // Gerrit: https://host/a/project for those who sign in, ssh://host:29418/project.
        [var host, "a", .. { Length: > 0 } rest] => $"{host}/{string.Join('/', rest)}",
        _ => key,
    };
}
