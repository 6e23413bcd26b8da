using Microsoft.AspNetCore.Http.HttpResults;
using StudioMsBuild.Emulator.Data;

namespace StudioMsBuild.Emulator.Pages;

/// <summary>The pages and what they are dressed in. Rendered here, without script; Razor encodes every value.</summary>
internal static class PageEndpoints
{
    private const int MostRequests = 100;

    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/", (HttpContext context, ProjectStore projects) => RazorPage.RenderAsync<ProjectListPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(ProjectListPage.Projects), projects.All()),
            (nameof(ProjectListPage.BaseUrl), $"{context.Request.Scheme}://{context.Request.Host}")));

        app.MapGet("/user/{owner}/projects/{slug}", ShowProject);
        app.MapGet("/team/{owner}/projects/{slug}", ShowProject);

        app.MapGet("/requests", (HttpContext context, RequestStore requests) => RazorPage.RenderAsync<RequestListPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(RequestListPage.Requests), requests.Newest(MostRequests)),
            (nameof(RequestListPage.Count), requests.Count)));
        app.MapGet("/requests/{id:long}", ShowRequest);

        app.MapGet("/studio.css", () => Embedded("studio.css", "text/css; charset=utf-8"));
        app.MapGet("/icon.svg", () => Embedded("icon.svg", "image/svg+xml"));
    }

    /// <summary>The id at the slug's end decides; the whole address has to be the project's own.</summary>
    private static Task<IResult> ShowProject(HttpContext context, ProjectStore projects, RequestStore requests, string slug) =>
        projects.Find(slug[(slug.LastIndexOf('-') + 1)..]) is { } project && IsAt(project, context)
            ? RazorPage.RenderAsync<ProjectPage>(
                context,
                StatusCodes.Status200OK,
                (nameof(ProjectPage.Project), project),
                (nameof(ProjectPage.Request), requests.Find(project.Request)),
                (nameof(ProjectPage.All), projects.All()))
            : NotFound;

    private static Task<IResult> ShowRequest(HttpContext context, ProjectStore projects, RequestStore requests, long id) =>
        requests.Find(id) is { } request
            ? RazorPage.RenderAsync<RequestPage>(
                context,
                StatusCodes.Status200OK,
                (nameof(RequestPage.Request), request),
                (nameof(RequestPage.Projects), projects.Of(request)))
            : NotFound;

    private static Task<IResult> NotFound => Task.FromResult<IResult>(TypedResults.NotFound());

    private static bool IsAt(Project project, HttpContext context) =>
        PathString.FromUriComponent(project.Path) == context.Request.Path;

    private static FileStreamHttpResult Embedded(string name, string contentType) =>
        TypedResults.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream(name)!, contentType);
}
