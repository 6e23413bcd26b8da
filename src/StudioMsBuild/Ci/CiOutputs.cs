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
        if (projects.Count == 0)
            return [];
        var output = new CiOutput(string.Join(';', projects.Select(static project => project.Url)), string.Join(';', projects.Select(static project => project.Id)));
        var told = checkout.Properties.DotEnvFile is { } file ? [DotEnvFile.Write(file, output)] : new List<Diagnostic?>();
        if (checkout.Settings.CiOutputs.Value)
            told.AddRange(GitHubActions.Write(output, projects, checkout.Environment).Append(AzurePipelines.Command(output, checkout.Environment)));
        return told.OfType<Diagnostic>();
    }
}

/// <summary>What CI is told; several values have ; between them.</summary>
internal sealed class CiOutput(string url, string id)
{
    /// <summary>Printable ASCII without blanks.</summary>
    public string Url { get; } = url;
    /// <summary>Letters, digits, _ and -.</summary>
    public string Id { get; } = id;
}
