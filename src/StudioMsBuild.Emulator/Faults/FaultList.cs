using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using StudioMsBuild.Emulator.Api;

namespace StudioMsBuild.Emulator.Faults;

/// <summary>The faults: what a Studio, or a proxy before it, was seen to do to a client.</summary>
internal static class FaultList
{
    private const string Project =
        """{"projects": [{"id": "tsanhawn9y", "name": "iris", "url": "https://studio.example.com/user/ada/projects/iris-tsanhawn9y"}]}""";

    private const string WrongTypes = """{"projects": [{"id": {}, "name": 5, "url": ["https://studio.example.com"]}]}""";
    private const string ScriptUrl = """{"projects": [{"id": "a", "name": "iris", "url": "javascript:alert(1)"}]}""";
    private const string NoAccess = """{"detail": "Permission denied or repo not found, check that origin is a self-hosted gitlab repo"}""";
    private const string Throttled = """{"detail": "Request was throttled."}""";
    private const string Maintenance = """{"detail": "Down for maintenance."}""";
    private const string Page = "<!doctype html><html><body><h1>Sign in</h1></body></html>";

    public static IReadOnlyList<FaultGroup> Groups { get; } =
    [
        new("Errors",
        [
            Error("400", 400, """{"repo_url": ["Enter a valid repository URL."]}""", "status 400 with the error of a field"),
            Error("400-repository", 400, NoAccess, "status 400: a repository that Studio can't reach"),
            Error("400-scope", 400, """{"detail": "Invalid token scope"}""", "status 400: a token without the scope PROJECT"),
            Error("400-quota", 400, $$"""{"detail": "{{CreateProject.Quota(100)}}"}""", "status 400: as many projects as this Studio allows"),
            Error("401", 401, """{"detail": "Invalid token"}""", "status 401: a token that is unknown, expired or revoked"),
            Error("403", 403, """{"detail": "You do not have permission to perform this action."}""", "status 403"),
            Error("404", 404, """{"detail": "Not found."}""", "status 404"),
            Error("409", 409, """{"detail": "Already exists."}""", "status 409"),
            Error("422", 422, """{"detail": [{"loc": ["body", "subdir"], "msg": "str type expected"}]}""", "status 422 with a list of errors"),
        ]),
        new("Busy or down",
        [
            Error("429", 429, Throttled, "status 429"),
            Error("429-retry-after", 429, Throttled, "status 429 with Retry-After: 1", retryAfter: "1"),
            Error("429-retry-after-minute", 429, Throttled, "status 429 with Retry-After: 60", retryAfter: "60"),
            Error("500", 500, """{"detail": "Server error."}""", "status 500"),
            new("502", "status 502 with a proxy's web page", Body(502, "text/html", Page), IsError: true),
            Error("503", 503, Maintenance, "status 503"),
            Error("503-retry-after", 503, Maintenance, "status 503 with Retry-After: 1", retryAfter: "1"),
            new("504", "status 504 with a proxy's plain text", Body(504, "text/plain", "upstream request timeout"), IsError: true),
        ]),
        new("Slow or broken connections",
        [
            new("delay", "the proper answer, two seconds late", AnswerLateAsync),
            new("hang", "no answer, and the connection stays open", (context, _) => NeverEndAsync(context)),
            new("half-silent", "half an answer, and the connection stays open", async (context, _) =>
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(Project[..40]);
                await context.Response.Body.FlushAsync();
                await NeverEndAsync(context);
            }),
            new("reset", "the connection is reset without an answer", (context, _) =>
            {
                context.Break();
                return Task.CompletedTask;
            }),
            new("close", "the connection is closed in order without an answer", (context, _) =>
            {
                // As a server closes an idle connection that a client is about to reuse.
                context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Both);
                context.Break();
                return Task.CompletedTask;
            }),
            new("cut-off", "the connection is reset in the middle of the answer", async (context, _) =>
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = Project.Length;
                await context.Response.WriteAsync(Project[..40]);
                await context.Response.Body.FlushAsync();
                context.Break();
            }),
        ]),
        new("Success with a wrong body",
        [
            new("empty", "status 200 without a body", Body(200, "application/json", "")),
            new("not-json", "status 200 with text that isn't JSON", Body(200, "application/json", "OK, thanks")),
            new("html", "status 200 with a login page", Body(200, "text/html", Page)),
            new("no-projects", "status 200 with an empty list of projects", Body(200, "application/json", """{"projects": []}""")),
            new("wrong-types", "status 200 with fields of wrong types", Body(200, "application/json", WrongTypes)),
            new("bad-url", "status 200 with a URL that runs script", Body(200, "application/json", ScriptUrl)),
            new("http-url", "the proper answer, with http:// in the project's URL", async (context, create) =>
            {
                context.Request.Scheme = "http";
                await create().ExecuteAsync(context);
            }),
            new("huge", "status 200 with a body of 2 MB", Body(200, "application/json", Project + new string(' ', 2 << 20))),
            new("compressed", "status 200 with a gzip body that the client didn't ask for", async (context, _) =>
            {
                context.Response.ContentType = "application/json";
                context.Response.Headers.ContentEncoding = "gzip";
                await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
                await packed.WriteAsync(Encoding.UTF8.GetBytes(Project));
            }),
        ]),
        new("Redirects",
        [
            Redirect("redirect-301-slash", 301, "/api/create-project/", "status 301 to the address with a slash, which creates"),
            Redirect("redirect-302-slash", 302, "/api/create-project/", "status 302 to the address with a slash, which creates"),
            Redirect("redirect-307", 307, "/api/create-project?moved=1", "status 307 to an address that creates"),
            Redirect("redirect-308", 308, "/api/create-project?moved=1", "status 308 to an address that creates"),
            Redirect("redirect-elsewhere", 301, "https://studio.example.com/api/create-project", "status 301 to another host"),
            Redirect("redirect-login", 302, "/login?next=%2Fapi%2Fcreate-project", "status 302 to a login page"),
        ]),
    ];

    public static IReadOnlyList<FaultKind> All { get; } = [.. Groups.SelectMany(group => group.Faults)];

    public static Task DelayAsync(HttpContext context) => context.RequestServices.GetRequiredService<EmulatorOptions>().Delay();

    private static FaultKind Error(string name, int status, string json, string summary, string? retryAfter = null) => new(
        name,
        summary,
        (context, create) =>
        {
            // Keeps a Retry-After that is given with the fault's name.
            if (retryAfter is not null && context.Response.Headers.RetryAfter.Count == 0)
                context.Response.Headers.RetryAfter = retryAfter;
            return Body(status, "application/json", json)(context, create);
        },
        IsError: true);

    // Creates the project even if the client has gone.
    private static async Task AnswerLateAsync(HttpContext context, Func<IResult> create)
    {
        await DelayAsync(context);
        await create().ExecuteAsync(context);
    }

    private static Task NeverEndAsync(HttpContext context) =>
        Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    private static FaultAnswer Body(int status, string contentType, string body) => (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    };

    private static FaultKind Redirect(string name, int status, string location, string summary) => new(name, summary, (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    });
}
