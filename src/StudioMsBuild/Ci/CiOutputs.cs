namespace StudioMsBuild.Ci;

/// <summary>Tells each CI system the projects' URL and id, and nothing else: a name is somebody's text.</summary>
internal static class CiOutputs
{
    /// <summary>Writes what a later step reads; what could not be written, and what a logging command says, is to be told.</summary>
    public static List<Diagnostic> Write(IEnumerable<RegistrationResult> registered, ProjectContext context)
    {
        var (environment, studio, file) = (context.Environment, context.Settings.Studio.Value, context.Settings.DotEnvFile?.Value);
        var told = new List<Diagnostic>();
        if (!context.Settings.CiOutputs.Value || (!GitHubActions.IsHere(environment) && !AzurePipelines.IsHere(environment) && file is null))
            return told;
        // A page on another address than Studio's is for people to look at first.
        var projects = registered.SelectMany(static one => one.Projects.All).Where(project => studio.IsSameOriginAs(new Uri(project.Url))).ToList();
        if (projects.Count == 0)
            return told;
        var output = CiOutput.From(projects);
        if (GitHubActions.IsHere(environment))
            told.AddRange(GitHubActions.Write(output, environment));
        if (AzurePipelines.IsHere(environment))
            told.Add(AzurePipelines.Command(output));
        if (file is not null && DotEnvFile.Write(context.File(file), output) is { } failure)
            told.Add(failure);
        return told;
    }
}
