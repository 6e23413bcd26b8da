using System.Globalization;

namespace StudioMsBuild.Emulator.Requests;

/// <summary>The parts of the server, told apart by path; like routing, without regard to case.</summary>
internal static class RequestPaths
{
    /// <summary>Studio's own API.</summary>
    public static bool IsApi(this HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>The emulator's API, which Studio doesn't have.</summary>
    public static bool IsEmulatorApi(this HttpRequest request) => request.Path.StartsWithSegments("/_emulator", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the request is kept: all but the pages and the emulator's API. A POST to a wrong address is kept too.</summary>
    public static bool IsRecorded(this HttpRequest request) =>
        request.IsApi() || (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !request.IsEmulatorApi());

    /// <summary>A number of the query; null where it isn't there or is none.</summary>
    public static long? NumberInQuery(this HttpRequest request, string name) =>
        long.TryParse(request.Query[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
