using System.Net;
using System.Net.Sockets;

namespace StudioMsBuild.Git;

/// <summary>A Git URL taken apart as Git does it: scheme://[user@]host[:port]/path, or scp's [user@]host:path.</summary>
internal sealed class UrlParts(string scheme, string? user, string host, int? port, string path, bool isScp)
{
    /// <summary>http, https, ssh or git; ssh for scp's form.</summary>
    public string Scheme { get; } = scheme;
    /// <summary>The user without a password; for http and https none, as it is a credential there.</summary>
    public string? User { get; } = user;
    /// <summary>Lower case, A-labels, without the root's dot; an IPv6 address in brackets.</summary>
    public string Host { get; } = host;
    public int? Port { get; } = port;
    /// <summary>With its leading slash in a URL, unchanged in scp's form.</summary>
    public string Path { get; } = path;
    public bool IsScp { get; } = isScp;

    public bool IsSsh { get; } = scheme == "ssh";

    /// <summary>The parts, or the reason why such a URL is not sent.</summary>
    public static (UrlParts? Parts, UrlRejection? UrlRejection) Split(string url)
    {
        if (RefuseText(url) is { } bad)
            return (null, bad);

        // Git takes everything before the first :// for a scheme, also in what looks like scp's form.
        var schemeEnd = url.IndexOf("://", StringComparison.Ordinal);
        return schemeEnd < 0 ? SplitScp(url) : SplitUrl(url[..schemeEnd].ToLowerInvariant(), url[(schemeEnd + 3)..]);
    }

    private static UrlRejection? RefuseText(string url) => url switch
    {
        "" => UrlRejection.Empty,
        { Length: > 2048 } => UrlRejection.TooLong,
        // Windows paths: \\server\share, C:\folder, ..\folder.
        _ when url.StartsWith('\\')
            || url.StartsWith(".\\", StringComparison.Ordinal)
            || url.StartsWith("..\\", StringComparison.Ordinal) => UrlRejection.Local,
        [var drive, ':', '\\', ..] when char.IsAsciiLetter(drive) => UrlRejection.Drive,
        _ when Text.HasControl(url) => UrlRejection.Control,
        _ when url.Any(char.IsWhiteSpace) => UrlRejection.Blank,
        _ when url.StartsWith('-') => UrlRejection.Dash,
        _ when url.Contains('\\') => UrlRejection.Backslash,
        _ when url.IndexOf("::", StringComparison.Ordinal) is > 0 and var end
            && url[..end].All(IsSchemeCharacter) => UrlRejection.Helper,
        _ => null,
    };

    private static (UrlParts?, UrlRejection?) SplitUrl(string scheme, string rest)
    {
        if (scheme is "git+ssh" or "ssh+git")
            scheme = "ssh";
        if (scheme == "file")
            return (null, UrlRejection.Local);
        if (scheme is not ("http" or "https" or "ssh" or "git"))
            return (null, UrlRejection.Scheme);

        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        var path = slash < 0 ? "" : rest[slash..];
        // Git's host ends here, even before a later @.
        if (authority.AsSpan().IndexOfAny('?', '#') >= 0)
            return (null, UrlRejection.Query);
        var at = authority.LastIndexOf('@');
        var user = at < 0 || scheme != "ssh" ? null : authority[..at].Split(':')[0];

        var hostAndPort = authority[(at + 1)..];
        var colon = hostAndPort.LastIndexOf(':');
        if (colon < hostAndPort.LastIndexOf(']'))
            colon = -1;
        int? port = null;
        if (colon >= 0 && colon == hostAndPort.Length - 1)
        {
            hostAndPort = hostAndPort[..colon];
        }
        else if (colon >= 0)
        {
            if (!int.TryParse(hostAndPort.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > 65535)
                return (null, UrlRejection.Port);
            port = number;
            hostAndPort = hostAndPort[..colon];
        }

        return Check(new UrlParts(scheme, user, hostAndPort, port, path, isScp: false));
    }

    private static (UrlParts?, UrlRejection?) SplitScp(string url)
    {
        var bracket = url.IndexOf("]:", StringComparison.Ordinal);
        var colon = bracket >= 0 ? bracket + 1 : url.IndexOf(':');
        if (colon == 1 && char.IsAsciiLetter(url[0]))
            return (null, UrlRejection.Drive);
        if (colon <= 0 || url.IndexOf('/') is >= 0 and var slash && slash < colon)
            return (null, UrlRejection.Local);

        if (url.AsSpan(colon + 1).StartsWith(":"))
            return (null, UrlRejection.Helper);

        var at = url.LastIndexOf('@', colon);
        return Check(
            new UrlParts("ssh", at >= 0 ? url[..at] : null, url[(at + 1)..colon], null, url[(colon + 1)..], isScp: true));
    }

    private static (UrlParts?, UrlRejection?) Check(UrlParts parts)
    {
        var host = NormalHost(parts.Host);
        var refusal = parts.User is "" ? UrlRejection.NoUser
            : parts.User is { } user && !IsUser(user) ? UrlRejection.User
            : host is null ? UrlRejection.Host
            : parts.IsSsh && !host.Contains('.') && !host.StartsWith('[') ? UrlRejection.SshAlias
            : !parts.IsSsh && HasHost(parts.Path) ? UrlRejection.HostInPath
            : RefusePath(parts.Path);
        return refusal is null
            ? (new UrlParts(parts.Scheme, parts.User, host!, parts.Port, parts.Path, parts.IsScp), null)
            : (null, refusal);
    }

    private static UrlRejection? RefusePath(string path)
    {
        if (path.AsSpan().IndexOfAny('?', '#') >= 0)
            return UrlRejection.Query;
        var plain = Text.Unescape(path);
        if (plain.Contains('%'))
            return UrlRejection.BadEscape;
        if (Text.HasControl(plain))
            return UrlRejection.Control;
        var segments = plain.Split('/');
        return segments.Any(static segment => segment is "." or "..") ? UrlRejection.DotSegment
            : segments.All(static segment => segment.Length == 0) ? UrlRejection.NoRepository
            : null;
    }

    // https://alice/secret@git.example.org/path is a password with a / in it; https://git.example.org/@scope/path is none.
    private static bool HasHost(string path) => path.Split('/').SkipLast(1).Any(static segment =>
        segment.IndexOf('@') is > 0 and var at && segment.IndexOf('.', at) > 0);

    private static bool IsUser(string user) =>
        user[0] != '-'
            && user.All(static c => char.IsAsciiLetterOrDigit(c) || "_.+-@%~".Contains(c))
            && !Text.Unescape(user).Contains('%')
            && !Text.HasControl(Text.Unescape(user));

    /// <summary>The host in one spelling, or null where it is none.</summary>
    private static string? NormalHost(string host)
    {
        if (host.StartsWith('['))
            return host.EndsWith(']')
                && !host.Contains('%')
                && IPAddress.TryParse(host[1..^1], out var address)
                && address.AddressFamily == AddressFamily.InterNetworkV6
                ? host.ToLowerInvariant()
                : null;
        try
        {
            // Lower case first: where .NET runs without ICU, Ü and ü would be two hosts.
            var ascii = host.All(char.IsAscii)
                ? host
                : new IdnMapping { UseStd3AsciiRules = true }.GetAscii(host.ToLowerInvariant());
            ascii = ascii.EndsWith('.') ? ascii[..^1] : ascii;
            return ascii.Length <= 253 && ascii.Split('.').All(IsLabel) ? ascii.ToLowerInvariant() : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= 63 && !label.StartsWith('-') && !label.EndsWith('-')
        && label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsSchemeCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '.' or '-';
}
