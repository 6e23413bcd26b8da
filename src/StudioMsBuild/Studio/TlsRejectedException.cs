using System.Security.Authentication;

namespace StudioMsBuild.Studio;

/// <summary>Carries the reason why a TLS connection isn't used through .NET's own exceptions.</summary>
internal sealed class TlsRejectedException(
    string host,
    string reason,
    bool wantsClientCertificate = false) : AuthenticationException(reason)
{
    /// <summary>The host at the other end: Studio's, or the proxy's.</summary>
    public string Host { get; } = host;

    public string Reason { get; } = reason;

    /// <summary>Whether the server asked for a client certificate and hung up without one.</summary>
    public bool WantsClientCertificate { get; } = wantsClientCertificate;
}
