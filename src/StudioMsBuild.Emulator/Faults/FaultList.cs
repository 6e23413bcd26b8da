using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace StudioMsBuild.Emulator.Faults;

/// <summary>A faulty answer.</summary>
/// <param name="create">Creates the project, unless that was done, and gives the proper answer.</param>
internal delegate Task FaultAnswer(HttpContext context, Func<IResult> create);

/// <summary>The faults, by name. Each is what a Studio, or what stands before it, was seen to do to a client.</summary>
internal static class FaultList
{
    private const string Project = """{"projects": [{"id": "tsanhawn9y", "name": "iris", "url": "https://studio.example.com/user/ada/projects/iris-tsanhawn9y"}]}""";
    private const string Page = "<!doctype html><html><body><h1>Sign in</h1></body></html>";

    public static IReadOnlyDictionary<string, FaultAnswer> All { get; } = new Dictionary<string, FaultAnswer>(StringComparer.Ordinal)
    {
        ["400"] = Status(400, """{"repo_url": ["Enter a valid repository URL."]}"""),
        ["401"] = Status(401, """{"detail": "Invalid token."}"""),
        ["403"] = Status(403, """{"detail": "You do not have permission to perform this action."}"""),
        ["404"] = Status(404, """{"detail": "Not found."}"""),
        ["409"] = Status(409, """{"detail": "Already exists."}"""),
        ["422"] = Status(422, """{"detail": [{"loc": ["body", "subdir"], "msg": "str type expected"}]}"""),
        ["429"] = Status(429, """{"detail": "Request was throttled."}"""),
        ["429-retry-after"] = Status(429, """{"detail": "Request was throttled."}""", retryAfter: "1"),
        ["429-retry-after-minute"] = Status(429, """{"detail": "Request was throttled."}""", retryAfter: "60"),
        ["500"] = Status(500, """{"detail": "Server error."}"""),
        ["502"] = Body(502, "text/html", Page),
        ["503"] = Status(503, """{"detail": "Down for maintenance."}"""),
        ["503-retry-after"] = Status(503, """{"detail": "Down for maintenance."}""", retryAfter: "1"),
        ["504"] = Body(504, "text/plain", "upstream request timeout"),

        // The proper answer, too late for an impatient client; the project is created whether or not anybody still waits.
        ["delay"] = async (context, create) =>
        {
            await DelayAsync(context);
            await create().ExecuteAsync(context);
        },
        ["hang"] = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default),
        ["reset"] = (context, _) =>
        {
            context.Break();
            return Task.CompletedTask;
        },
        // An orderly end without an answer, as of a server that ends a connection which a client is about to use again.
        ["close"] = (context, _) =>
        {
            context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Both);
            context.Break();
            return Task.CompletedTask;
        },
        ["cut-off"] = async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Project.Length;
            await context.Response.WriteAsync(Project[..40]);
            await context.Response.Body.FlushAsync();
            context.Break();
        },
        ["half-silent"] = async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Project[..40]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        },

        ["empty"] = Body(200, "application/json", ""),
        ["not-json"] = Body(200, "application/json", "OK, thanks"),
        ["html"] = Body(200, "text/html", Page),
        ["no-projects"] = Body(200, "application/json", """{"projects": []}"""),
        ["wrong-types"] = Body(200, "application/json", """{"projects": [{"id": {}, "name": 5, "url": ["https://studio.example.com"]}]}"""),
        ["bad-url"] = Body(200, "application/json", """{"projects": [{"id": "a", "name": "iris", "url": "javascript:alert(1)"}]}"""),
        ["huge"] = Body(200, "application/json", Project + new string(' ', 2 << 20)),
        ["compressed"] = async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await packed.WriteAsync(Encoding.UTF8.GetBytes(Project));
        },

        ["redirect-301-slash"] = Redirect(301, "/api/create-project/"),
        ["redirect-302-slash"] = Redirect(302, "/api/create-project/"),
        ["redirect-307"] = Redirect(307, "/api/create-project?moved=1"),
        ["redirect-308"] = Redirect(308, "/api/create-project?moved=1"),
        ["redirect-elsewhere"] = Redirect(301, "https://studio.example.com/api/create-project"),
        ["redirect-login"] = Redirect(302, "/login?next=%2Fapi%2Fcreate-project"),
    };

    public static Task DelayAsync(HttpContext context) => context.RequestServices.GetRequiredService<EmulatorOptions>().Delay();

    private static FaultAnswer Status(int status, string json, string? retryAfter = null) => (context, create) =>
    {
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Body(status, "application/json", json)(context, create);
    };

    private static FaultAnswer Body(int status, string contentType, string body) => (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    };

    private static FaultAnswer Redirect(int status, string location) => (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };
}
