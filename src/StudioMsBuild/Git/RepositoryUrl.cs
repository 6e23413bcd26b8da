using System.Net;

namespace StudioMsBuild.Git;

/// <summary>A repository's URL as it is sent to Studio: without a secret, and readable from another machine.</summary>
internal sealed class RepositoryUrl
{
    // GitHub, GitLab and Bitbucket under the names that they have; the second is ssh on port 443, for networks that close 22.
    private static readonly Dictionary<string, string> MainHosts = new(StringComparer.Ordinal)
    {
        ["github.com"] = "github.com", ["ssh.github.com"] = "github.com", ["www.github.com"] = "github.com",
        ["gitlab.com"] = "gitlab.com", ["altssh.gitlab.com"] = "gitlab.com", ["www.gitlab.com"] = "gitlab.com",
        ["bitbucket.org"] = "bitbucket.org", ["altssh.bitbucket.org"] = "bitbucket.org", ["www.bitbucket.org"] = "bitbucket.org",
    };

    private static readonly string[] UndocumentedHosts =
        ["dev.azure.com", "visualstudio.com", "codeberg.org", "sr.ht", "huggingface.co", "hf.co", "gist.github.com"];

    private RepositoryUrl(UrlParts parts, string scheme)
    {
        var authority = (parts.User is { } user ? user + "@" : "") + parts.Host + (parts.Port is { } port ? $":{port}" : "");
        Key = RepositoryKey.From(parts.Host, parts.Path);
        Value = parts.IsScp ? $"{authority}:{parts.Path}" : $"{scheme}://{authority}{parts.Path}";
    }

    /// <summary>The URL as sent, shown and recorded.</summary>
    public string Value { get; }

    /// <summary>What https and ssh clones of one repository share: see <see cref="RepositoryKey"/>.</summary>
    public string Key { get; }

    /// <summary>
    /// The same for a setting of DVC's, which may also be in its old short form such as github:owner/repository.
    /// </summary>
    public static Result<RepositoryUrl> ParseSetting(string text, string source, Action<Diagnostic> report)
    {
        var colon = text.IndexOf(':');
        var path = text[(colon + 1)..].Trim('/');
        return (colon < 0 ? "" : text[..colon]) switch
        {
            "github" => Parse($"https://github.com/{path}", source, report),
            "gitlab" => Parse($"https://gitlab.com/{path}", source, report),
            "bitbucket" => Parse($"https://bitbucket.org/{path}", source, report),
            "custom-gitlab" =>
                Diagnostics.RepoUrlRefused(source, UrlRejection.CustomGitLab.Reason, UrlRejection.CustomGitLab.Advice),
            _ => Parse(text, source, report),
        };
    }

    /// <summary>
    /// Takes the URL that <paramref name="source"/> gave; warns by <paramref name="report"/>, refuses without echoing it.
    /// </summary>
    public static Result<RepositoryUrl> Parse(string text, string source, Action<Diagnostic> report)
    {
        var (parts, refusal) = UrlParts.Split(text.Trim());
        if (parts is { } split)
            (parts, refusal) = MainHosts.TryGetValue(split.Host, out var mainHost)
                ? Normalize(split, mainHost)
                : (split, RefuseOther(split));
        if (parts is null || refusal is not null)
            return Diagnostics.RepoUrlRefused(source, refusal!.Reason, refusal.Advice);

        Warn(parts, source, report);
        return new RepositoryUrl(parts, IsUnencrypted(parts) && MainHosts.ContainsKey(parts.Host) ? "https" : parts.Scheme);
    }

    private static bool IsUnencrypted(UrlParts parts) => parts.Scheme is "http" or "git";

    private static (UrlParts? Parts, UrlRejection? UrlRejection) Normalize(UrlParts parts, string mainHost)
    {
        var path = parts.Path.TrimEnd('/');
        path = path.StartsWith('/') ? path[1..] : path;
        var segments = path.Split('/');
        if (segments[0].StartsWith('~'))
            return (null, UrlRejection.HomeFolder);
        var isPage = mainHost == "gitlab.com" ? segments.Length < 2 || segments.Contains("-") : segments.Length != 2;
        if (isPage || segments.Any(static segment => segment is "" or ".git"))
            return (null, UrlRejection.NotOwnerRepository);

        // Unencrypted ones are sent as https, whose own port is no less a default; at its other names ssh answers there, too.
        int[] defaultPorts =
            parts.Scheme switch
            {
                "https" => [443],
                "http" => [80, 443],
                "git" => [9418, 443],
                _ => parts.Host == mainHost ? [22] : [22, 443],
            };
        return (new UrlParts(
            parts.Scheme,
            parts.IsSsh ? "git" : null,
            mainHost,
            parts.Port is { } port && defaultPorts.Contains(port) ? null : parts.Port,
            parts.IsScp ? path : "/" + path,
            parts.IsScp), null);
    }

    private static UrlRejection? RefuseOther(UrlParts parts) =>
        parts.IsSsh && IsAlias(parts.Host) ? UrlRejection.SshAlias
        : parts.Scheme == "git" ? UrlRejection.Scheme
        : null;

    /// <summary>
    /// A known host's name between other labels: work.github.com and github.com-work exist in an ssh configuration only.
    /// </summary>
    private static bool IsAlias(string host) =>
        !UndocumentedHosts.Contains(host)
        && MainHosts.Keys.Any(
            known => $".{host}.".Contains($".{known}.", StringComparison.Ordinal)
                || $".{host}".Contains($".{known}-", StringComparison.Ordinal));

    private static void Warn(UrlParts parts, string source, Action<Diagnostic> report)
    {
        var isMain = MainHosts.ContainsKey(parts.Host);
        // Bitbucket's own pipelines set the remote to http://.
        if (isMain && IsUnencrypted(parts) && parts.Host != "bitbucket.org")
            report(Diagnostics.RepoUrlMadeHttps(source, parts.Host));
        if (!isMain && IsUnencrypted(parts) && !IsLoopback(parts.Host))
            report(Diagnostics.RepoUrlPlainHttp(source, parts.Host));
        if (UndocumentedHosts.Any(host => parts.Host == host || parts.Host.EndsWith("." + host, StringComparison.Ordinal))
            || IsCodeCommit(parts.Host))
            report(Diagnostics.UndocumentedHost(source, parts.Host));
        else if (isMain && parts.Path.EndsWith(".wiki", StringComparison.OrdinalIgnoreCase)
            || parts.Path.EndsWith(".wiki.git", StringComparison.OrdinalIgnoreCase))
            report(Diagnostics.UndocumentedHost(source, $"a wiki of {parts.Host}"));
    }

    private static bool IsCodeCommit(string host) =>
        host.StartsWith("git-codecommit", StringComparison.Ordinal)
            && (host.EndsWith(".amazonaws.com", StringComparison.Ordinal)
                || host.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal));

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
