using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using StudioMsBuild.Emulator.Data;
using StudioMsBuild.Emulator.Faults;

namespace StudioMsBuild.Emulator.Api;

/// <summary>POST /api/create-project, with the rules of Studio's API page.</summary>
internal static class CreateProject
{
    private const string IdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static void MapCreateProject(this WebApplication app) => app.MapPost("/api/create-project", AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpRequest request, ProjectStore store, EmulatorOptions options, FaultQueue faults)
    {
        try
        {
            // The whole request is here before anything goes wrong: a late creation does without the client.
            request.EnableBuffering();
            await request.Body.DrainAsync(request.HttpContext.RequestAborted);
            request.Body.Position = 0;
        }
        catch (BadHttpRequestException failure)
        {
            return Detail(failure.StatusCode, failure.Message);
        }

        var fault = faults.Next();
        var name = request.Headers[FaultQueue.Header].ToString();
        if (name.Length > 0 && !Fault.TryParse(name, out fault))
            return Detail(StatusCodes.Status400BadRequest, FaultQueue.Unknown(name));
        return fault is null ? await CreateAsync(request, store, options) : new FaultyResult(fault, () => CreateAsync(request, store, options));
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, ProjectStore store, EmulatorOptions options)
    {
        if (!HasToken(request))
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "Token";
            return Detail(StatusCodes.Status401Unauthorized, "Authentication credentials were not provided.");
        }

        if (!request.HasJsonContentType())
            return Detail(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type in request: send application/json.");

        CreateProjectRequest wanted;
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: CancellationToken.None);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return Detail(StatusCodes.Status400BadRequest, "Invalid data: expected a JSON object.");

            var fields = new Fields(json.RootElement);
            wanted = CreateProjectRequest.Read(fields);
            if (fields.Errors.Count > 0)
                return TypedResults.Json(fields.Errors, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (JsonException failure)
        {
            return Detail(StatusCodes.Status400BadRequest, $"JSON parse error: {failure.Message}");
        }

        // No look-up before: a repeated create makes another project, as in Studio.
        var project = new Project(
            RandomNumberGenerator.GetString(IdCharacters, 10),
            wanted.Name ?? wanted.Repository.Name,
            wanted.Repository.Text,
            wanted.Subdir,
            wanted.TeamName,
            options.User,
            wanted.Public,
            DateTimeOffset.UtcNow);
        store.Add(project);

        var url = $"{request.Scheme}://{request.Host}{project.Path}";
        return TypedResults.Created(url, new { projects = new[] { new { id = project.Id, url, name = project.Name } } });
    }

    /// <summary>Any token will do; its value is looked at no further.</summary>
    private static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var scheme, _]
        && scheme.Equals("token", StringComparison.OrdinalIgnoreCase);

    private static JsonHttpResult<Refusal> Detail(int status, string detail) => TypedResults.Json(new Refusal(detail), statusCode: status);

    private sealed record Refusal(string Detail);
}
