using System.Net;

namespace StudioMsBuild.Settings;

/// <summary>Studio's base URL: https://host[:port][/prefix], or plain http on loopback.</summary>
internal sealed class StudioAddress
{
    /// <summary>Studio's addresses over the years, in DVC's own defaults: one Studio.</summary>
    private static readonly string[] PublicStudio =
        ["https://studio.iterative.ai", "https://studio.dvc.ai", "https://studio.datachain.ai"];

    /// <summary>
    /// The public Studio's current address, where nothing names a Studio and the default host doesn't take the request.
    /// </summary>
    public static readonly StudioAddress Current = new(new Uri(PublicStudio[^1]), new Uri(PublicStudio[^1]).Host, "");

    public static readonly StudioAddress Default = new(new Uri(PublicStudio[0]), new Uri(PublicStudio[0]).Host, "");

    private StudioAddress(Uri uri, string host, string prefix)
    {
        Host = host;
        Origin = $"{uri.Scheme}://{Host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";
        Value = Origin + prefix;
        Endpoint = new Uri(Value + "/api/create-project");
        IsLoopback = Host == "localhost" || uri.IsLoopback;
        IsThisMachine = IsLoopback
            || Host.EndsWith(".localhost", StringComparison.Ordinal)
            || (IPAddress.TryParse(Host, out var address) && IsOfThisMachine(address));
        Key = Canonical(Value);
    }

    /// <summary>Without a trailing slash, in A-labels.</summary>
    public string Value { get; }

    public string Host { get; }

    /// <summary>Scheme, host and port, without the path prefix.</summary>
    public string Origin { get; }

    public Uri Endpoint { get; }

    public bool IsLoopback { get; }

    /// <summary>
    /// Whether the address surely leads to the machine that sends: loopback in any spelling, or the address that is none.
    /// </summary>
    public bool IsThisMachine { get; }

    /// <summary>The one spelling of this Studio: the public Studio's addresses have the same.</summary>
    public string Key { get; }

    /// <summary>Whether it is the public Studio by a name that it had before.</summary>
    public bool IsFormerName => PublicStudio.Contains(Value) && Value != Current.Value;

    /// <summary>Whether both are one Studio: the same origin and path, or two of the public Studio's addresses.</summary>
    public bool IsSameAs(StudioAddress other) => Key == other.Key;

    /// <summary>Whether the URL of a page has this Studio's own origin.</summary>
    public bool IsSameOriginAs(Uri page) => Canonical(Origin) == Canonical(page.GetLeftPart(UriPartial.Authority));

    /// <summary>
    /// Whether it is a plain http page on this https Studio's host: Studio takes the scheme of its pages from a setting of its
    /// own.
    /// </summary>
    public bool IsPlainHttpPageOf(Uri page) =>
        page.Scheme == "http"
            && Endpoint.Scheme == "https"
            && AsciiHost(page)?.Equals(Host, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether a page is on this Studio's own host.</summary>
    public bool IsOwnPage(Uri page) => IsSameOriginAs(page) || IsPlainHttpPageOf(page);

    /// <summary>Whether both URLs are of one origin, or of two of the public Studio's addresses.</summary>
    public static bool IsOneStudio(Uri first, Uri second) =>
        Canonical(first.GetLeftPart(UriPartial.Authority)) == Canonical(second.GetLeftPart(UriPartial.Authority));

    private static bool IsOfThisMachine(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any);
    }

    private static string Canonical(string value) => PublicStudio.Contains(value) ? PublicStudio[0] : value;

    /// <summary>Parses the URL of <paramref name="source"/>; rejects it without echoing it, as it may contain a secret.</summary>
    public static Result<StudioAddress> Parse(string text, string source)
    {
        text = text.Trim();
        if (text.Length > 2048 || Text.HasControl(text) || text.Any(static c => char.IsWhiteSpace(c) || c == '\\'))
            return Diagnostics.BadStudioUrl(
                source,
                "has a blank, a backslash or a control character in it, or over 2048 characters");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || !text.Contains("://", StringComparison.Ordinal)
            || uri.Scheme is not ("http" or "https")
            || AsciiHost(uri) is not { } host)
            return Diagnostics.BadStudioUrl(source, "is not an absolute https URL");
        // Anywhere: an unescaped / in a password ends the host before the @.
        if (text.Contains('@'))
            return Diagnostics.BadStudioUrl(source, "contains a user name or a password");
        if (text.AsSpan().IndexOfAny('?', '#') >= 0)
            return Diagnostics.BadStudioUrl(source, "has a query or a fragment (? or #)");
        if (Text.Unescape(text).Contains('%'))
            return Diagnostics.BadStudioUrl(source, "has a % in it that escapes no character");

        var prefix = uri.AbsolutePath.TrimEnd('/');
        prefix = prefix.EndsWith("/api", StringComparison.Ordinal) ? prefix[..^4].TrimEnd('/') : prefix;
        var address = new StudioAddress(uri, host, prefix);
        return uri.Scheme == "http" && !address.IsLoopback ? Diagnostics.PlainHttpStudioUrl(source) : address;
    }

    /// <summary>The host in A-labels, an IPv6 address in brackets; null where there is none.</summary>
    public static string? AsciiHost(Uri uri)
    {
        try
        {
            if (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
                return uri.Host;
            var host = uri.IdnHost.TrimEnd('.');
            // Without its root dot the name 10. would be the address 0.0.0.10; what cannot be an A-label is left as it is.
            return host.Length > 0 && host.All(char.IsAscii) && !IPAddress.TryParse(host, out _) ? host : null;
        }
        catch (UriFormatException)
        {
            // Uri accepts xn--é, IdnHost does not.
            return null;
        }
    }
}
