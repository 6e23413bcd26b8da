namespace StudioMsBuild.Ci;

/// <summary>GitHub Actions: step outputs in the file of GITHUB_OUTPUT, one line of the job summary in that of GITHUB_STEP_SUMMARY.</summary>
/// <remarks>https://docs.github.com/actions: "Workflow commands", "Environment files".</remarks>
internal static class GitHubActions
{
    public static IEnumerable<Diagnostic?> Write(CiOutput output, IReadOnlyList<StudioProject> projects, IReadOnlyDictionary<string, string> environment)
    {
        yield return Append("GITHUB_OUTPUT", $"studio-project-url={output.Url}\nstudio-project-id={output.Id}\n", environment);
        yield return Append("GITHUB_STEP_SUMMARY", $"DVC Studio: {string.Join(", ", projects.Take(10).Select(Link))}{(projects.Count > 10 ? $" and {projects.Count - 10} more" : "")}\n\n", environment);
    }

    /// <summary>An autolink; nothing in it may end it and begin HTML or Markdown.</summary>
    private static string Link(StudioProject project) =>
        $"<{string.Concat(project.Url.Select(static c => "<>\"`|{}^[]()".Contains(c) ? $"%{(int)c:X2}" : c.ToString()))}>";

    private static Diagnostic? Append(string variable, string text, IReadOnlyDictionary<string, string> environment)
    {
        if (environment.GetValueOrDefault("GITHUB_ACTIONS") != "true" || Setting.Variable(environment, variable) is not { } file)
            return null;
        try
        {
            using var stream = new FileStream(file.Value, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            stream.Write(Encoding.UTF8.GetBytes(text));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.CiOutputFailed($"the file of {variable}", Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }
}
