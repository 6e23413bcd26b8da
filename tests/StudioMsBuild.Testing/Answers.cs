using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace StudioMsBuild.Testing;

/// <summary>What a Studio, or a proxy in front of it, may answer.</summary>
public static partial class Answers
{
    /// <summary>The API page's answer: one project, its id and URL made as Studio makes them, below the server's own address.</summary>
    public static Task Created(HttpContext context) => Several(1)(context);

    /// <summary>As many projects of one registration.</summary>
    public static RequestDelegate Several(int count) => async context =>
    {
        var registration = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        var repository = (string)registration["repo_url"]!;
        var name = (string?)registration["name"] ?? Path.GetFileNameWithoutExtension(repository[(repository.LastIndexOfAny(['/', ':']) + 1)..]);
        var space = (string?)registration["team_name"] is { } team ? $"team/{team}" : "user/ada";
        var projects = Enumerable.Range(0, count).Select(_ =>
        {
            var id = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 10);
            var slug = NotInSlugs().Replace(name.ToLowerInvariant(), "-");
            return (JsonNode)new JsonObject
            {
                ["id"] = id,
                ["url"] = $"{Origin(context)}/{space}/projects/{slug}-{id}",
                ["name"] = name,
            };
        });
        await Json(200, new JsonObject { ["projects"] = new JsonArray([.. projects]) }.ToJsonString())(context);
    };

    /// <summary>One project with these very values; the URL is <paramref name="url"/> or lies below the server's address.</summary>
    public static RequestDelegate Project(string id = "tsanhawn9y", string name = "iris", string? url = null) => context => Json(200, new JsonObject
    {
        ["projects"] = new JsonArray(new JsonObject
        {
            ["id"] = id,
            ["url"] = url ?? $"{Origin(context)}/user/ada/projects/iris-tsanhawn9y",
            ["name"] = name,
        }),
    }.ToJsonString())(context);

    public static RequestDelegate Json(int status, string body) => Text(status, "application/json", body);

    public static RequestDelegate Text(int status, string contentType, string body) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body, context.RequestAborted);
    };

    public static RequestDelegate Redirect(int status, string location) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    /// <summary>A success, compressed although nobody asked for it.</summary>
    public static async Task Compressed(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await packed.WriteAsync("""{ "projects": [ { "id": "a", "name": "a", "url": "https://studio.example.com/a" } ] }"""u8.ToArray(), context.RequestAborted);
    }

    /// <summary>Takes the request, and resets the connection.</summary>
    public static Task Reset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Promises more than comes before the connection is reset.</summary>
    public static async Task CutOff(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("""{"projects": [{"id": "tsanh""", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    /// <summary>Never answers; ends when the client has gone.</summary>
    public static async Task Silence(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static string Origin(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInSlugs();
}
