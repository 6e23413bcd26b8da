using StudioMsBuild.Emulator.Api;

namespace StudioMsBuild.Emulator;

/// <summary>Rejects requests that a web page of another site could make through a browser on this machine.</summary>
internal static class HostFilter
{
    public static void UseHostFilter(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;

        // DNS rebinding needs a host name, and the Host header becomes part of the projects' URLs.
        if (!IsAddress(request.Host.Host))
            return ApiError.Create(StatusCodes.Status400BadRequest, "The Host header must name localhost or an IP address.").ExecuteAsync(context);

        // A browser names the origin of a script or a form; only the pages of this server may send one.
        return request.Headers.Origin.Count > 0 && request.Headers.Origin != $"{request.Scheme}://{request.Host}"
            ? ApiError.Create(StatusCodes.Status403Forbidden, "Pages of another origin have no access.").ExecuteAsync(context)
            : next(context);
    });

    private static bool IsAddress(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || Uri.CheckHostName(host) is UriHostNameType.IPv4 or UriHostNameType.IPv6;
}
