using System.Text.Json;
using StudioMsBuild.Emulator.Api;
using StudioMsBuild.Emulator.Data;

namespace StudioMsBuild.Emulator.Requests;

/// <summary>Lists the requests for a pipeline's test, page by page.</summary>
internal static class RequestEndpoints
{
    public const string Address = "/_emulator/requests";

    private const int MostOnPage = 100;
    private const int MostBytesOnPage = 1 << 20;

    public static void MapRequests(this WebApplication app) => app.MapGet(Address, ListAsync);

    private static Task ListAsync(HttpContext context, RequestStore store)
    {
        var after = context.Request.NumberInQuery("after");
        if (after is null && context.Request.Query.ContainsKey("after"))
            return ApiError.Create(StatusCodes.Status400BadRequest, "after takes the id of a request.").ExecuteAsync(context);

        var page = store.After(after ?? 0, MostOnPage, MostBytesOnPage);
        var next = page.Count > 0 && store.HasAfter(page[^1].Id)
            ? $"{context.Request.Scheme}://{context.Request.Host}{Address}?after={page[^1].Id}"
            : null;
        context.Response.ContentType = "application/json; charset=utf-8";
        return WriteAsync(context, new RequestPage(page, store.Count, store.Dropped, next));
    }

    private static async Task WriteAsync(HttpContext context, RequestPage page)
    {
        // Written straight to the response: the bodies are JSON already.
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("total", page.Total);
        json.WriteNumber("dropped", page.Dropped);
        json.WriteString("next", page.Next);
        json.WriteStartArray("requests");
        foreach (var request in page.Requests)
        {
            Write(json, request);
            await json.FlushAsync(context.RequestAborted);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, RecordedRequest request)
    {
        json.WriteStartObject();
        json.WriteNumber("id", request.Id);
        json.WriteString("time", request.Time);
        json.WriteString("method", request.Method);
        json.WriteString("path", request.Path);
        json.WriteString("user_agent", request.UserAgent);
        json.WriteBoolean("authorization", request.HasAuthorization);
        WriteRaw(json, "body", request.Body);
        if (request.Status is { } status)
            json.WriteNumber("status", status);
        else
            json.WriteNull("status");
        WriteRaw(json, "answer", request.Answer);
        json.WriteString("fault", request.Fault);
        json.WriteStartArray("projects");
        foreach (var project in request.Projects ?? [])
            json.WriteStringValue(project);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, string? value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value ?? "null", skipInputValidation: true);
    }

    private sealed record RequestPage(IReadOnlyList<RecordedRequest> Requests, int Total, long Dropped, string? Next);
}
