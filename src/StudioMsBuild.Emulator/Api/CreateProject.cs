using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using StudioMsBuild.Emulator.Data;
using StudioMsBuild.Emulator.Faults;
using StudioMsBuild.Emulator.Requests;

namespace StudioMsBuild.Emulator.Api;

/// <summary>POST /api/create-project, with the rules of Studio's API page.</summary>
internal static class CreateProject
{
    private const string IdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static void MapCreateProject(this WebApplication app) => app.MapPost("/api/create-project", AnswerAsync);

    private static async Task<IResult> AnswerAsync(
        HttpRequest request,
        ProjectStore projects,
        RequestStore requests,
        EmulatorOptions options,
        FaultQueue faults)
    {
        var fault = faults.Next();
        var name = request.Headers[FaultQueue.Header].ToString();
        if (name.Length > 0 && !FaultPlan.TryParseFault(name, out fault))
            return ApiError.Create(StatusCodes.Status400BadRequest, FaultPlan.Unknown(name));

        var exchange = request.HttpContext.Features.GetRequiredFeature<Exchange>();
        if (fault is not null)
        {
            exchange.Fault = exchange.Redaction.In(fault.Name);
            requests.SetFault(exchange.Id, exchange.Fault);
        }

        await Task.Delay(options.Latency, CancellationToken.None);
        return fault is null ? Create() : new FaultyResult(fault, Create);

        IResult Create() => CreateAs(request, exchange, projects, options);
    }

    private static IResult CreateAs(HttpRequest request, Exchange exchange, ProjectStore projects, EmulatorOptions options)
    {
        if (TokenOf(request) is not { } token)
            return Unauthorized(request, "Authentication credentials were not provided.");
        if (options.Holder(token) is not { } holder)
            return Unauthorized(request, "Invalid token");
        if (!holder.MayCreateProjects)
            return ApiError.Create(StatusCodes.Status400BadRequest, "Invalid token scope");

        if (!request.HasJsonContentType())
            return ApiError.Create(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type in request: send application/json.");

        CreateProjectRequest wanted;
        try
        {
            using var json = JsonDocument.Parse(request.Body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return ApiError.Create(StatusCodes.Status400BadRequest, "Invalid data: expected a JSON object.");

            var fields = new Fields(json.RootElement, exchange.Redaction);
            wanted = CreateProjectRequest.Read(fields, options);
            if (fields.Errors.Count > 0)
                return TypedResults.Json(fields.Errors, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (JsonException failure)
        {
            return ApiError.Create(StatusCodes.Status400BadRequest, $"JSON parse error: {failure.Message}");
        }

        // As in Studio, a repeated request creates another project.
        var project = new Project(
            RandomNumberGenerator.GetString(IdCharacters, 10),
            wanted.Name ?? wanted.Repository.Name,
            wanted.Repository.Text,
            wanted.Subdir,
            wanted.TeamName,
            holder.User,
            wanted.Public,
            DateTimeOffset.UtcNow,
            exchange.Client,
            exchange.Id);
        if (!projects.TryAdd(project))
            return ApiError.Create(StatusCodes.Status400BadRequest, Quota(options.MaxProjects));

        (exchange.Created, exchange.IsDuplicate) = (project, projects.IsDuplicate(project));
        return new CreatedResult(project);
    }

    /// <summary>The error of a Studio that has reached its project limit.</summary>
    public static string Quota(int max) => $"Project limit reached: this Studio allows at most {max} projects (maxViews).";

    private static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header]
        && header.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var scheme, var token]
        && scheme.Equals("token", StringComparison.OrdinalIgnoreCase) ? token : null;

    private static JsonHttpResult<ApiError> Unauthorized(HttpRequest request, string detail)
    {
        request.HttpContext.Response.Headers.WWWAuthenticate = "Token";
        return ApiError.Create(StatusCodes.Status401Unauthorized, detail);
    }

    /// <summary>Studio's response to a success.</summary>
    private sealed class CreatedResult(Project project) : IResult
    {
        // The URL is built when it is sent, because a fault can change the scheme after the project was created.
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var url = $"{httpContext.Request.Scheme}://{httpContext.Request.Host}{project.Path}";
            return TypedResults.Json(new { projects = new[] { new { id = project.Id, url, name = project.Name } } }).ExecuteAsync(httpContext);
        }
    }
}
