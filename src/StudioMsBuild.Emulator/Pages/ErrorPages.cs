using Microsoft.AspNetCore.WebUtilities;

namespace StudioMsBuild.Emulator.Pages;

internal static class ErrorPages
{
    /// <summary>An answer without a body gets one: JSON for the API, a page for people.</summary>
    public static void UseErrorPages(this WebApplication app) => app.UseStatusCodePages(async status =>
    {
        var context = status.HttpContext;
        var code = context.Response.StatusCode;
        IResult answer = context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? TypedResults.Json(new { detail = ReasonPhrases.GetReasonPhrase(code) }, statusCode: code)
            : await RazorPage.RenderAsync<ErrorPage>(context, code, (nameof(ErrorPage.Status), code));
        await answer.ExecuteAsync(context);
    });
}
