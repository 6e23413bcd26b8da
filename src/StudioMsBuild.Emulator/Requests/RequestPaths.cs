using System.Globalization;

namespace StudioMsBuild.Emulator.Requests;

/// <summary>The parts of the server by path; case-insensitive, as routing is.</summary>
internal static class RequestPaths
{
    /// <summary>Studio's own API.</summary>
    public static bool IsApi(this HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>The emulator's API, which Studio doesn't have.</summary>
    public static bool IsEmulatorApi(this HttpRequest request) => request.Path.StartsWithSegments("/_emulator", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the request is recorded: all but pages and the emulator's API. A POST to a wrong address is recorded too.</summary>
    public static bool IsRecorded(this HttpRequest request) =>
        request.IsApi() || (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !request.IsEmulatorApi());

    /// <summary>A number of the query; null if it is missing or invalid.</summary>
    public static long? NumberInQuery(this HttpRequest request, string name) =>
        long.TryParse(request.Query[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
