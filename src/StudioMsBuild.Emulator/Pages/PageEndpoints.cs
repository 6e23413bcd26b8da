using Microsoft.AspNetCore.Http.HttpResults;
using StudioMsBuild.Emulator.Data;

namespace StudioMsBuild.Emulator.Pages;

/// <summary>The pages and what they are dressed in. Rendered here, without script; Razor encodes every value.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/", (HttpContext context, ProjectStore store) => RazorPage.RenderAsync<ProjectListPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(ProjectListPage.Projects), store.All()),
            (nameof(ProjectListPage.BaseUrl), $"{context.Request.Scheme}://{context.Request.Host}")));

        app.MapGet("/user/{owner}/projects/{slug}", ShowProject);
        app.MapGet("/team/{owner}/projects/{slug}", ShowProject);

        app.MapGet("/studio.css", () => Embedded("studio.css", "text/css; charset=utf-8"));
        app.MapGet("/icon.svg", () => Embedded("icon.svg", "image/svg+xml"));
    }

    /// <summary>The id at the slug's end decides; the whole address has to be the project's own.</summary>
    private static Task<IResult> ShowProject(HttpContext context, ProjectStore store, string slug) =>
        store.Find(slug[(slug.LastIndexOf('-') + 1)..]) is { } project && IsAt(project, context)
            ? RazorPage.RenderAsync<ProjectPage>(context, StatusCodes.Status200OK, (nameof(ProjectPage.Project), project))
            : Task.FromResult<IResult>(TypedResults.NotFound());

    private static bool IsAt(Project project, HttpContext context) =>
        PathString.FromUriComponent(project.Path) == context.Request.Path;

    private static FileStreamHttpResult Embedded(string name, string contentType) =>
        TypedResults.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream(name)!, contentType);
}
