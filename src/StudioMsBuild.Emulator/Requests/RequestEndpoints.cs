using System.Text.Json;
using StudioMsBuild.Emulator.Data;

namespace StudioMsBuild.Emulator.Requests;

/// <summary>What a pipeline's test asks after its build: GET /_emulator/requests. DELETE forgets them; the projects stay.</summary>
internal static class RequestEndpoints
{
    // As in Studio's own JSON: repo_url, user_agent.
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void MapRequests(this WebApplication app)
    {
        app.MapGet("/_emulator/requests", (RequestStore store) => TypedResults.Json(new { Requests = store.All().Select(Shown) }, Json));

        app.MapDelete("/_emulator/requests", (RequestStore store) =>
        {
            store.Clear();
            return TypedResults.NoContent();
        });
    }

    private static object Shown(RecordedRequest request) => new
    {
        request.Id,
        request.Time,
        request.Method,
        request.Path,
        request.UserAgent,
        Authorization = request.HasAuthorization,
        Body = Parsed(request.Body),
        request.Status,
        Answer = Parsed(request.Answer),
        request.Fault,
        request.Projects,
    };

    private static JsonElement? Parsed(string? json) => json is null ? null : JsonElement.Parse(json);
}
