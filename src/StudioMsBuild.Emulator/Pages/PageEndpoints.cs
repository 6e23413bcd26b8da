using Microsoft.AspNetCore.Http.HttpResults;
using StudioMsBuild.Emulator.Data;
using StudioMsBuild.Emulator.Faults;
using StudioMsBuild.Emulator.Requests;

namespace StudioMsBuild.Emulator.Pages;

/// <summary>The pages, rendered on the server, and their files. Razor encodes every value. No page grows with what clients send.</summary>
internal static class PageEndpoints
{
    private const int MostProjects = 50;
    private const int MostOfRepository = 50;
    private const int MostRequests = 20;

    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/", (HttpContext context, ProjectStore projects) =>
        {
            var count = projects.Count;
            var last = Math.Max(1, (count + MostProjects - 1) / MostProjects);
            var page = (int)Math.Clamp(context.Request.NumberInQuery("page") ?? 1, 1, last);
            return RazorPage.RenderAsync<ProjectListPage>(
                context,
                StatusCodes.Status200OK,
                (nameof(ProjectListPage.Projects), projects.Page(skip: (page - 1) * MostProjects, MostProjects)),
                (nameof(ProjectListPage.Count), count),
                (nameof(ProjectListPage.Duplicates), projects.Duplicates),
                (nameof(ProjectListPage.Newer), page > 1 ? $"/?page={page - 1}" : null),
                (nameof(ProjectListPage.Older), page < last ? $"/?page={page + 1}" : null),
                (nameof(ProjectListPage.BaseUrl), $"{context.Request.Scheme}://{context.Request.Host}"));
        });

        app.MapGet("/user/{owner}/projects/{slug}", ShowProject);
        app.MapGet("/team/{owner}/projects/{slug}", ShowProject);

        app.MapGet("/requests", (HttpContext context, RequestStore requests) =>
        {
            var before = context.Request.NumberInQuery("before");
            var shown = requests.Before(before ?? long.MaxValue, MostRequests);
            var hasOlder = shown.Count > 0 && requests.Before(shown[^1].Id, 1).Count > 0;
            return RazorPage.RenderAsync<RequestListPage>(
                context,
                StatusCodes.Status200OK,
                (nameof(RequestListPage.Requests), shown),
                (nameof(RequestListPage.Count), requests.Count),
                (nameof(RequestListPage.Dropped), requests.Dropped),
                (nameof(RequestListPage.Newest), before is null ? null : "/requests"),
                (nameof(RequestListPage.Older), hasOlder ? $"/requests?before={shown[^1].Id}" : null));
        });
        app.MapGet("/requests/{id:long}", ShowRequest);

        app.MapGet("/settings", (HttpContext context, FaultQueue faults) => ShowSettings(context, faults.Upcoming));

        app.MapGet("/studio.js", () => Embedded("studio.js", "text/javascript; charset=utf-8"));
        app.MapGet("/studio.css", () => Embedded("studio.css", "text/css; charset=utf-8"));
        app.MapGet("/icon.svg", () => Embedded("icon.svg", "image/svg+xml"));
    }

    /// <param name="error">The error of a fault that could not be set.</param>
    public static Task<IResult> ShowSettings(HttpContext context, FaultPlan upcoming, string? error = null) =>
        RazorPage.RenderAsync<SettingsPage>(
            context,
            error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(SettingsPage.Upcoming), upcoming),
            (nameof(SettingsPage.Error), error));

    /// <summary>The slug ends in the id; the rest of the address must match too.</summary>
    private static Task<IResult> ShowProject(HttpContext context, ProjectStore projects, RequestStore requests, string slug) =>
        projects.Find(slug[(slug.LastIndexOf('-') + 1)..]) is { } listed && IsAt(listed.Project, context)
            ? RazorPage.RenderAsync<ProjectPage>(
                context,
                StatusCodes.Status200OK,
                (nameof(ProjectPage.Project), listed.Project),
                (nameof(ProjectPage.Listed), listed),
                (nameof(ProjectPage.Request), requests.Find(listed.Project.Request)),
                (nameof(ProjectPage.Copies), projects.CopiesOf(listed.Project, MostOfRepository)),
                (nameof(ProjectPage.Siblings), projects.SiblingsOf(listed.Project, MostOfRepository)))
            : NotFound;

    private static Task<IResult> ShowRequest(HttpContext context, ProjectStore projects, RequestStore requests, long id) =>
        requests.Find(id) is { } request
            ? RazorPage.RenderAsync<RequestPage>(
                context,
                StatusCodes.Status200OK,
                (nameof(RequestPage.Request), request),
                (nameof(RequestPage.Projects), projects.CreatedBy(request)))
            : NotFound;

    private static Task<IResult> NotFound => Task.FromResult<IResult>(TypedResults.NotFound());

    private static bool IsAt(Project project, HttpContext context) =>
        PathString.FromUriComponent(project.Path) == context.Request.Path;

    private static FileStreamHttpResult Embedded(string name, string contentType) =>
        TypedResults.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream(name)!, contentType);
}
