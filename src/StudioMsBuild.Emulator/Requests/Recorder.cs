using System.Text.Json;
using StudioMsBuild.Emulator.Api;
using StudioMsBuild.Emulator.Data;

namespace StudioMsBuild.Emulator.Requests;

/// <summary>Records every request to the API with its response.</summary>
internal static class Recorder
{
    private const int LongestMethod = 32;
    private const int LongestPath = 2048;
    private const int LongestUserAgent = 256;

    public static void UseRecorder(this WebApplication app, RequestStore store) => app.Use(async (context, next) =>
    {
        if (!context.Request.IsRecorded())
        {
            await next(context);
            return;
        }

        var (body, failure) = await ReadAsync(context.Request);
        var exchange = Begin(store, context.Request, body);
        context.Features.Set(exchange);

        var client = context.Response.Body;
        await using var answer = new RecordedBody(client, bytes => End(store, exchange, context, bytes));
        context.Response.Body = answer;
        if (failure is null)
            await next(context);
        else
            await ApiError.Create(failure.StatusCode, failure.Message).ExecuteAsync(context);

        if (!context.HasNoAnswer())
            await answer.FlushAsync(CancellationToken.None);
        context.Response.Body = client;
    });

    /// <summary>Reads the whole body first, because a delayed project is created without the client.</summary>
    private static async Task<(ReadOnlyMemory<byte> Body, BadHttpRequestException? Failure)> ReadAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException failure)
        {
            return (default, failure);
        }

        body.Position = 0;
        request.Body = body;
        return (body.ToArray(), null);
    }

    private static Exchange Begin(RequestStore store, HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var redaction = Redaction.From(request);
        var userAgent = request.Headers.UserAgent.ToString();
        var client = userAgent.Length == 0 ? null : RecordedJson.Shorten(redaction.In(userAgent), LongestUserAgent);
        var json = RecordedJson.From(body, redaction);
        var id = store.Add(new RecordedRequest(
            Id: 0,
            DateTimeOffset.UtcNow,
            RecordedJson.Shorten(redaction.In(request.Method), LongestMethod),
            RecordedJson.Shorten(redaction.In(request.Path.ToUriComponent() + request.QueryString.ToUriComponent()), LongestPath),
            client,
            request.Headers.Authorization.Count > 0,
            json));
        return new Exchange(id, client, json, redaction);
    }

    private static void End(RequestStore store, Exchange exchange, HttpContext context, ReadOnlyMemory<byte> answer)
    {
        var encoding = context.Response.Headers.ContentEncoding.ToString();
        var json = encoding.Length == 0
            ? RecordedJson.From(answer, exchange.Redaction)
            : JsonSerializer.Serialize($"{answer.Length} bytes, {encoding}");
        store.SetAnswer(exchange.Id, context.Response.StatusCode, json);
    }
}
