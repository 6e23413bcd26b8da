using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace StudioMsBuild.Emulator.Pages;

/// <summary>Renders a component to HTML. AddRazorComponents would add data protection, which writes keys to the user's home directory.</summary>
internal static class RazorPage
{
    public static async Task<IResult> RenderAsync<TPage>(HttpContext context, int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        var values = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        await using var renderer = new HtmlRenderer(context.RequestServices, context.RequestServices.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(values))).ToHtmlString());
        return TypedResults.Content(html, "text/html; charset=utf-8", statusCode: status);
    }
}
