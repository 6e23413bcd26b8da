using System.Text.RegularExpressions;

namespace StudioMsBuild.Studio;

/// <summary>What a failure of the network means: before the request was sent nothing can have been created.</summary>
internal static class NetworkFailure
{
    // .NET names a refusing proxy with the password of HTTPS_PROXY.
    private const string UserInfo = @"//[^/\s]*@";

    public static Failure From(Exception exception, StudioAddress studio, bool wasSent)
    {
        // The outer messages only say "see inner exception" (dotnet/msbuild#8407).
        var reason = Text.FirstLine(Regex.Replace(exception.GetBaseException().Message, UserInfo, "//", RegexOptions.None, TimeSpan.FromSeconds(1))).TrimEnd('.');
        if (wasSent)
            return Diagnostics.ConnectionLost(studio.Value, reason);
        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Diagnostics.NameNotFound(studio.Host, reason),
            HttpRequestError.SecureConnectionError => Diagnostics.TlsFailed(studio.Value, reason),
            HttpRequestError.ProxyTunnelError => Diagnostics.ProxyFailed(studio.Value, reason),
            _ => Diagnostics.Unreachable(studio.Value, reason),
        };
    }
}
