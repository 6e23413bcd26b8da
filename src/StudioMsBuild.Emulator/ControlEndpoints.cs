using Microsoft.AspNetCore.Http.HttpResults;
using StudioMsBuild.Emulator.Api;
using StudioMsBuild.Emulator.Data;
using StudioMsBuild.Emulator.Faults;
using StudioMsBuild.Emulator.Pages;
using StudioMsBuild.Emulator.Requests;

namespace StudioMsBuild.Emulator;

/// <summary>Clears, sets faults, and reports changes: by HTTP methods for scripts, by the forms of the pages for people.</summary>
internal static class ControlEndpoints
{
    public static void MapControls(this WebApplication app)
    {
        app.MapDelete(RequestEndpoints.Address, (RequestStore requests) => Done(requests.Clear));
        app.MapDelete("/_emulator/projects", (ProjectStore projects) => Done(projects.Clear));
        app.MapPut("/_emulator/faults", SetFaultsAsync);

        app.MapPost("/_emulator/requests/clear", (RequestStore requests) => Done(requests.Clear, "/requests"));
        app.MapPost("/_emulator/projects/clear", (ProjectStore projects) => Done(projects.Clear, "/"));
        app.MapPost("/_emulator/faults", PickFaultAsync);

        app.MapGet("/_emulator/events", Watch);
    }

    private static NoContent Done(Action clear)
    {
        clear();
        return TypedResults.NoContent();
    }

    private static SeeOther Done(Action clear, string page)
    {
        clear();
        return new SeeOther(page);
    }

    /// <summary>The body is what --fail takes.</summary>
    private static async Task<IResult> SetFaultsAsync(HttpRequest request, FaultQueue faults, ChangeFeed changes)
    {
        using var reader = new StreamReader(request.Body);
        if (!FaultPlan.TryParse((await reader.ReadToEndAsync(request.HttpContext.RequestAborted)).Trim(), out var plan, out var error))
            return ApiError.Create(StatusCodes.Status400BadRequest, error);

        return Done(() => Replace(faults, plan, changes));
    }

    /// <summary>One fault, or none, from the form of the settings page.</summary>
    private static async Task<IResult> PickFaultAsync(HttpContext context, FaultQueue faults, ChangeFeed changes)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var retryAfter = form["retry_after"].ToString();
        var name = $"{form["delay"]}{form["fault"]}{form["created"]}{(retryAfter.Length > 0 ? $":Retry-After=\"{retryAfter}\"" : "")}{form["repeat"]}";
        if (!FaultPlan.TryParse(name, out var plan, out _))
            return await PageEndpoints.ShowSettings(context, faults.Upcoming, "This combination is no fault: only an error takes a Retry-After, of printable ASCII characters without double quotes.");

        return Done(() => Replace(faults, plan, changes), "/settings");
    }

    private static void Replace(FaultQueue faults, FaultPlan plan, ChangeFeed changes)
    {
        faults.Replace(plan);
        changes.Publish();
    }

    private static IResult Watch(HttpContext context, ChangeFeed changes, IHostApplicationLifetime lifetime)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(stop);
        return changes.Watch(stop.Token) is { } versions
            ? TypedResults.ServerSentEvents(versions)
            : ApiError.Create(StatusCodes.Status503ServiceUnavailable, "Too many pages are open.");
    }

    /// <summary>Sends a browser from a form to a page.</summary>
    private sealed class SeeOther(string page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = page;
            return Task.CompletedTask;
        }
    }
}
