namespace StudioMsBuild.Ci;

/// <summary>
/// GitHub Actions: step outputs in the file of GITHUB_OUTPUT, the projects in the job summary of GITHUB_STEP_SUMMARY.
/// </summary>
/// <remarks>https://docs.github.com/actions: "Workflow commands", "Environment files".</remarks>
internal sealed class GitHubActions : CiSystem
{
    private const int MostLinks = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public override string Name => "GitHub Actions";

    public override bool IsSeen(IReadOnlyDictionary<string, string> environment) => IsSet(environment, "GITHUB_ACTIONS");

    public override bool TakesOutputs(CiJob job) => IsSeen(job.Environment);

    public override IEnumerable<Diagnostic> Write(CiOutput output, CiJob job) =>
        new[]
        {
            Append("GITHUB_OUTPUT", $"studio-project-url={output.Url}\nstudio-project-id={output.Id}\n", job),
            Append("GITHUB_STEP_SUMMARY", Summary(output), job),
        }.OfType<Diagnostic>();

    /// <summary>Markdown: a line for one project, a list of folders and links for several.</summary>
    private static string Summary(CiOutput output)
    {
        if (output.Projects.Count == 1)
            return $"DVC Studio: <{output.Projects[0].Url}>\n\n";
        var links = output.Projects.Take(MostLinks)
            .Select(static project => project.Folder is { } folder ? $"- {folder}: <{project.Url}>" : $"- <{project.Url}>");
        var more = output.Projects.Count > MostLinks
            ? string.Create(CultureInfo.InvariantCulture, $"\n- and {output.Projects.Count - MostLinks} more")
            : "";
        return $"DVC Studio:\n\n{string.Join('\n', links)}{more}\n\n";
    }

    private static Diagnostic? Append(string variable, string text, CiJob job)
    {
        if (Setting.Variable(job.Environment, variable) is not { } file)
            return null;
        try
        {
            // Alone: .NET's FileMode.Append writes over what another project of a parallel build has just appended.
            using var held = FileLock.TryTake(
                new SafeFile(file.Value),
                mode: null,
                Patience,
                static () => { },
                CancellationToken.None) ?? throw new IOException("another process has it open");
            // A step's own last line may have no end yet.
            held.Append(last => last is null or (byte)'\n' ? Encoding.UTF8.GetBytes(text) : Encoding.UTF8.GetBytes($"\n{text}"));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.CiOutputFailed($"the file of {variable}", $"{Text.FirstLine(e.Message).TrimEnd('.')}");
        }
    }
}
