using Microsoft.AspNetCore.Http.HttpResults;
using StudioMsBuild.Emulator.Api;
using StudioMsBuild.Emulator.Data;
using StudioMsBuild.Emulator.Faults;
using StudioMsBuild.Emulator.Pages;
using StudioMsBuild.Emulator.Requests;

namespace StudioMsBuild.Emulator;

/// <summary>Clears data, sets faults and notifies pages: DELETE and PUT for scripts, POST for the forms of the pages.</summary>
internal static class ControlEndpoints
{
    private const string InvalidFault =
        "This combination is no fault: only an error takes a Retry-After, of printable ASCII characters without double quotes.";

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

    /// <summary>The body has the syntax of --fail.</summary>
    private static async Task<IResult> SetFaultsAsync(HttpRequest request, FaultQueue faults, ChangeFeed changes)
    {
        using var reader = new StreamReader(request.Body);
        if (!FaultPlan.TryParse((await reader.ReadToEndAsync(request.HttpContext.RequestAborted)).Trim(), out var plan, out var error))
            return ApiError.Create(StatusCodes.Status400BadRequest, error);

        return Done(() => Replace(faults, plan, changes));
    }

    /// <summary>Sets the fault of the settings page's form, or none.</summary>
    private static async Task<IResult> PickFaultAsync(HttpContext context, FaultQueue faults, ChangeFeed changes)
    {
        var request = context.Request;
        var form = request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var retryAfter = form["retry_after"] is [{ Length: > 0 } text] ? $":Retry-After=\"{text}\"" : "";
        if (!FaultPlan.TryParse($"{form["delay"]}{form["fault"]}{form["created"]}{retryAfter}{form["repeat"]}", out var plan, out _))
            return await PageEndpoints.ShowSettings(context, faults.Upcoming, InvalidFault);

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

    /// <summary>Redirects a browser from a form to a page.</summary>
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
