using System.Net;

namespace StudioMsBuild.Studio;

/// <summary>The statuses of Cloudflare, a content delivery network before a Studio, that no Studio sends.</summary>
internal static class ContentNetwork
{
    /// <summary>What a status means by Cloudflare's documentation; null where it is none of these.</summary>
    public static string? Meaning(int status) => status switch
    {
        520 => "an answer that it does not understand",
        521 => "the server refused the connection",
        522 => "the connection timed out",
        523 => "the server cannot be reached",
        524 => "no answer in time",
        525 => "the TLS handshake with the server failed",
        526 => "the server's certificate is not valid",
        527 => "the connection to the server was interrupted",
        _ => null,
    };

    /// <summary>
    /// Whether the request surely never reached Studio: without a connection (521, 523) or before its TLS stood (525, 526)
    /// Cloudflare sends nothing. 522 also covers a connection that stood and then fell silent. Only where the answer is
    /// Cloudflare's own, by its headers: from anything else these numbers mean nothing.
    /// </summary>
    public static bool NeverReached(HttpResponseMessage response) =>
        (int)response.StatusCode is 521 or 523 or 525 or 526
        && response.Headers.NonValidated.Contains("CF-RAY")
        && response.Headers.NonValidated.TryGetValues("Server", out var servers)
        && servers.Any(static server => server.Equals("cloudflare", StringComparison.OrdinalIgnoreCase));
}
