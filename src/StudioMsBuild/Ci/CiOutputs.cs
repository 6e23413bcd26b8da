namespace StudioMsBuild.Ci;

/// <summary>Gives each CI system the projects' URL and id, and nothing else: a name is somebody's text.</summary>
internal static class CiOutputs
{
    /// <summary>Writes what a later step reads; returns logging commands, and warnings of what was not written.</summary>
    public static IReadOnlyList<Diagnostic> Write(IEnumerable<RegistrationResult> registered, ProjectContext context)
    {
        var settings = context.Settings;
        var job = new CiJob(context.Environment, settings.DotEnvFile is { } file ? context.File(file.Value) : null);
        var systems = CiSystem.All.Where(system => system.TakesOutputs(job)).ToList();
        if (!settings.CiOutputs.Value || systems.Count == 0)
            return [];

        // A page on another address than Studio's is for people to look at first.
        var projects = registered
            .SelectMany(static one => one.Projects.All.Select(project => (Project: project, Folder: one.Registration.Subdir)))
            .Where(one => settings.Studio.Value.IsOwnPage(new Uri(one.Project.Url)))
            .ToList();
        if (projects.Count == 0)
            return [];
        if (settings.Studio.Source.IsRepositoryData)
            return [Diagnostics.CiOutputsOfRepository(settings.Studio.Value.Value, settings.Studio.Source)];

        var pages = projects.Where(one => ProjectPage.IsOf(one.Project, settings.Studio.Value)).ToList();
        var warnings = projects.Except(pages)
            .Take(1)
            .Select(one => Diagnostics.CiOutputsWithoutPage(one.Project.Url, one.Project.Id));
        if (pages.Count == 0)
            return [.. warnings];
        var output = CiOutput.From(pages);
        return [.. warnings, .. systems.SelectMany(system => system.Write(output, job))];
    }
}
