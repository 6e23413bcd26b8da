using Microsoft.AspNetCore.WebUtilities;
using StudioMsBuild.Emulator.Api;
using StudioMsBuild.Emulator.Requests;

namespace StudioMsBuild.Emulator.Pages;

internal static class ErrorPages
{
    /// <summary>Gives an answer without a body one: JSON for programs, a page for people.</summary>
    public static void UseErrorPages(this WebApplication app) => app.UseStatusCodePages(async status =>
    {
        var context = status.HttpContext;
        var code = context.Response.StatusCode;
        IResult answer = context.Request.IsApi() || context.Request.IsEmulatorApi()
            ? ApiError.Create(code, ReasonPhrases.GetReasonPhrase(code))
            : await RazorPage.RenderAsync<ErrorPage>(context, code, (nameof(ErrorPage.Status), code));
        await answer.ExecuteAsync(context);
    });
}
