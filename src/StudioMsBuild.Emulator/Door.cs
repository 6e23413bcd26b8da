using StudioMsBuild.Emulator.Api;

namespace StudioMsBuild.Emulator;

/// <summary>Keeps the web pages of others out, which a browser on this machine would let in.</summary>
internal static class Door
{
    public static void UseDoor(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;

        // A DNS rebinding needs a name, and the header goes into the projects' URLs.
        if (!IsAddress(request.Host.Host))
            return Refusal.Of(StatusCodes.Status400BadRequest, "The Host header must name localhost or an IP address.").ExecuteAsync(context);

        // A browser says where a script comes from; no page of this server has one.
        return request.Headers.Origin.Count > 0 && request.Headers.Origin != $"{request.Scheme}://{request.Host}"
            ? Refusal.Of(StatusCodes.Status403Forbidden, "Pages of another origin have no access.").ExecuteAsync(context)
            : next(context);
    });

    private static bool IsAddress(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || Uri.CheckHostName(host) is UriHostNameType.IPv4 or UriHostNameType.IPv6;
}
