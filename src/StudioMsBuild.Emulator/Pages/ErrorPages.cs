using Microsoft.AspNetCore.WebUtilities;
using StudioMsBuild.Emulator.Api;

namespace StudioMsBuild.Emulator.Pages;

internal static class ErrorPages
{
    /// <summary>An answer without a body gets one: JSON for the API, a page for people.</summary>
    public static void UseErrorPages(this WebApplication app) => app.UseStatusCodePages(async status =>
    {
        var context = status.HttpContext;
        var code = context.Response.StatusCode;
        var isForPrograms = context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/_emulator", StringComparison.Ordinal);
        IResult answer = isForPrograms
            ? Refusal.Of(code, ReasonPhrases.GetReasonPhrase(code))
            : await RazorPage.RenderAsync<ErrorPage>(context, code, (nameof(ErrorPage.Status), code));
        await answer.ExecuteAsync(context);
    });
}
