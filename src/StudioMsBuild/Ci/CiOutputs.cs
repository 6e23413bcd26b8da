namespace StudioMsBuild.Ci;

/// <summary>Tells each CI system the projects' URL and id, and nothing else: a name is somebody's text.</summary>
internal static class CiOutputs
{
    /// <summary>Writes what a later step reads; what could not be written, and what a logging command says, is to be told.</summary>
    public static IEnumerable<Diagnostic> Write(IEnumerable<Registered> registered, Checkout checkout)
    {
        var studio = checkout.Settings.Studio.Value;
        // A page on another address than Studio's is for people to look at first.
        var projects = registered.SelectMany(static one => one.Projects.All).Where(project => studio.IsSameOriginAs(new Uri(project.Url))).ToList();
        if (projects.Count == 0 || !checkout.Settings.CiOutputs.Value)
            return [];
        var output = CiOutput.Of(projects);
        var told = GitHubActions.Write(output, checkout.Environment).Append(AzurePipelines.Command(output, checkout.Environment));
        if (checkout.Properties.DotEnvFile is { } file)
            told = told.Append(DotEnvFile.Write(file, output));
        return told.OfType<Diagnostic>().ToList();
    }
}
