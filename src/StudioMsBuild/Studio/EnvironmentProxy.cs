using System.Net;

namespace StudioMsBuild.Studio;

/// <summary>
/// The proxy that this build's environment names for https, as curl reads it. .NET's own is that of the process's first build.
/// </summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    // The lower-case name wins, as it does for curl; an empty value means none.
    private static readonly string[] Variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

    private const int SocksPort = 1080;

    private readonly Uri url;
    private readonly NoProxyList exceptions;

    private EnvironmentProxy(Uri url, string variable, NoProxyList exceptions, ICredentials? credentials) =>
        (this.url, Variable, this.exceptions, Credentials) = (url, variable, exceptions, credentials);

    /// <summary>The variable that names the proxy.</summary>
    public string Variable { get; }

    public string Host => url.IdnHost;

    /// <summary>The proxy's host and port; never its password.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Host}:{url.Port}");

    public ICredentials? Credentials { get; set; }

    public Uri GetProxy(Uri destination) => url;

    public bool IsBypassed(Uri host) => exceptions.Contains(host);

    /// <summary>The proxy for <paramref name="target"/>; null where there is none.</summary>
    public static Result<EnvironmentProxy>? For(Uri target, IReadOnlyDictionary<string, string> environment)
    {
        var bypassed = new NoProxyList(environment.GetValueOrDefault("no_proxy") ?? environment.GetValueOrDefault("NO_PROXY"));
        var variable = Array.Find(Variables, environment.ContainsKey);
        if (variable is null || environment[variable].Trim() is not { Length: > 0 } text || bypassed.Contains(target))
            return null;
        if (text[0] is '"' or '\'' || text[^1] is '"' or '\'')
            return Diagnostics.BadProxyVariable(variable, "has quotes around it");
        text = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || StudioAddress.AsciiHost(uri) is null)
            return Diagnostics.BadProxyVariable(variable, "is not the URL of a proxy");
        if (!Schemes.Contains(uri.Scheme))
            return Diagnostics.BadProxyVariable(variable, "has a scheme other than http, https and socks5");
        // A / or # in a password ends the host too early.
        if (uri.PathAndQuery is not ("/" or "") || uri.Fragment.Length > 0)
        {
            const string Reason =
                "has something after its port, or a character in its password that has to be escaped (%2F for /, %23 for #)";
            return Diagnostics.BadProxyVariable(variable, Reason);
        }

        // .NET's socks5 leaves the look-up to the proxy, as curl's socks5h does.
        var scheme = uri.Scheme == "socks5h" ? "socks5" : uri.Scheme;
        var port = uri.IsDefaultPort && scheme.StartsWith("socks", StringComparison.Ordinal) ? SocksPort : uri.Port;
        return new EnvironmentProxy(
            new UriBuilder(scheme, uri.Host, port).Uri,
            variable,
            bypassed,
            ReadCredentials(uri.UserInfo));
    }

    private static NetworkCredential? ReadCredentials(string userInfo)
    {
        if (userInfo.Length == 0)
            return null;
        var colon = userInfo.IndexOf(':');
        return colon < 0
            ? new NetworkCredential(Uri.UnescapeDataString(userInfo), "")
            : new NetworkCredential(Uri.UnescapeDataString(userInfo[..colon]), Uri.UnescapeDataString(userInfo[(colon + 1)..]));
    }
}
