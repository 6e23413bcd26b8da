using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace StudioMsBuild.Studio;

/// <summary>
/// What a failure of the network means: before the request was sent nothing can have been created. The reasons are a fixed
/// vocabulary: .NET's own texts quote the server's bytes and the proxy's password.
/// </summary>
internal static class NetworkFailure
{
    /// <param name="proxy">The proxy in front of Studio; null where there is none.</param>
    /// <param name="wasSent">Whether any of the request went out.</param>
    /// <param name="isAskedForCertificate">Whether the server asked for a client certificate.</param>
    public static Failure From(
        Exception exception,
        StudioAddress studio,
        EnvironmentProxy? proxy,
        bool wasSent,
        bool isAskedForCertificate = false)
    {
        if (Causes(exception).OfType<TlsRejectedException>().FirstOrDefault() is { } rejected)
        {
            return rejected.Host == proxy?.Host ? Diagnostics.ProxyFailed(studio.Value, proxy, rejected.Reason)
                : rejected.WantsClientCertificate ? Diagnostics.ClientCertificateWanted(studio.Value)
                : Diagnostics.TlsFailed(studio, rejected.Reason) with { Kind = FailureKind.Final };
        }

        var reason = Reason(exception);
        if (wasSent)
            return Diagnostics.ConnectionLost(studio.Value, reason);
        var error = (exception as HttpRequestException)?.HttpRequestError;
        if (proxy is not null && error != HttpRequestError.SecureConnectionError)
        {
            // A proxy that refuses is not asked again: an account could be locked.
            var kind = error == HttpRequestError.ProxyTunnelError ? FailureKind.Final : FailureKind.Retryable;
            return Diagnostics.ProxyFailed(studio.Value, proxy, reason) with { Kind = kind };
        }

        return error switch
        {
            HttpRequestError.NameResolutionError => Diagnostics.NameNotFound(studio, reason),
            HttpRequestError.SecureConnectionError when isAskedForCertificate =>
                Diagnostics.ClientCertificateWanted(studio.Value),
            HttpRequestError.SecureConnectionError => Diagnostics.TlsFailed(studio, reason),
            _ => Diagnostics.Unreachable(studio, reason),
        };
    }

    /// <summary>Whether the request surely didn't reach the host, and the proxy is not to blame.</summary>
    public static bool IsOfHost(Exception exception, EnvironmentProxy? proxy) =>
        proxy is null || exception is HttpRequestException http && http.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError =>
                !Causes(exception).OfType<TlsRejectedException>().Any(rejected => rejected.Host == proxy.Host),
            // The proxy looked for the host, and could not connect to it.
            HttpRequestError.ProxyTunnelError => http.StatusCode >= HttpStatusCode.InternalServerError,
            _ => false,
        };

    /// <summary>Why it failed, by the innermost exception that has a kind of its own.</summary>
    public static string Reason(Exception exception)
    {
        var causes = Causes(exception).ToList();
        return causes.OfType<SocketException>().LastOrDefault() is { } socket ? Reason(socket.SocketErrorCode)
            : causes.OfType<HttpRequestException>().FirstOrDefault() is { } http ? Reason(http)
            : causes.OfType<HttpIOException>().FirstOrDefault() is { } io ? Reason(io.HttpRequestError)
            : causes.Exists(static cause => cause is AuthenticationException) ? Reason(HttpRequestError.SecureConnectionError)
            : Reason(HttpRequestError.Unknown);
    }

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static string Reason(HttpRequestException exception) =>
        exception is { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status }
            ? ProxyStatus((int)status)
            : Reason(exception.HttpRequestError);

    /// <summary>What a proxy's refusal means.</summary>
    public static string ProxyStatus(int status) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"it answered with status {status}{(status == 407 ? ", so it wants other credentials" : "")}");

    private static string Reason(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "the name look-up failed",
        HttpRequestError.ConnectionError => "no connection could be made",
        HttpRequestError.SecureConnectionError =>
            "the TLS handshake failed; the server may not speak TLS on this port, or none of this system's protocol versions",
        HttpRequestError.ProxyTunnelError => "it opened no tunnel",
        HttpRequestError.ResponseEnded => "the connection was closed early",
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => "what came back is not HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "the answer's headers are too large",
        _ => "the connection failed",
    };

    private static string Reason(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData => "no name server knows the name",
        SocketError.TryAgain or SocketError.NoRecovery => "the name server gave no answer",
        SocketError.ConnectionRefused => "the connection was refused",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "the connection was reset",
        SocketError.TimedOut => "the connection timed out",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            "there is no route to the server",
        SocketError.AccessDenied => "this system does not allow the connection",
        SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => "this system cannot use the server's address",
        _ => $"socket error {error}",
    };
}
