using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace StudioMsBuild.Emulator.Api;

/// <summary>A repository URL in one of the forms of the API page, on GitHub, GitLab, Bitbucket or a self-hosted server.</summary>
internal sealed partial record RepositoryUrl(string Text, string Host, string Path)
{
    private const string HostName = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";
    private const string Part = "[A-Za-z0-9_.~%+][A-Za-z0-9_.~%+-]*?";

    private static readonly string[] HttpPrefixes = ["scm/", "a/"];

    /// <summary>The value where the URL is invalid.</summary>
    public static readonly RepositoryUrl None = new("", "", "");

    /// <summary>The repository's name without .git.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The repository's web page, if it is known: of an https URL, and of the three public hosts.</summary>
    public string? WebPage =>
        Text.StartsWith("https:", StringComparison.Ordinal) || Host is "github.com" or "gitlab.com" or "bitbucket.org"
            ? $"https://{Host}/{Path}"
            : null;

    /// <summary>The same for every URL of one repository: host and path in lower case, without port and scheme,
    /// and without the prefixes that only http has (/scm/ of Bitbucket Data Center, /a/ of Gerrit).</summary>
    public string Key
    {
        get
        {
            var host = Host.Split(':')[0].ToLowerInvariant();
            var path = Path.ToLowerInvariant();
            var prefix = Text.StartsWith("https:", StringComparison.Ordinal) ? HttpPrefixes.FirstOrDefault(path.StartsWith) : null;
            return $"{host}/{path[(prefix?.Length ?? 0)..]}";
        }
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out RepositoryUrl? url)
    {
        var match = AcceptedForm.Match(text);
        url = match.Success ? new RepositoryUrl(text, match.Groups["host"].Value, match.Groups["path"].Value) : null;
        return match.Success;
    }

    // The path is owner/repository at least, with no user info, query or fragment; a part does not start with a hyphen.
    [GeneratedRegex(
        $"""
        ^( git@ (?<host>{HostName}) :
         | https:// (?<host>{HostName} (:[0-9]+)?) /
         | ssh://git@ (?<host>{HostName}) (:[0-9]+)? / )
        (?<path> {Part} ( / {Part} )+ ) (\.git)? /? \z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex AcceptedForm { get; }
}
