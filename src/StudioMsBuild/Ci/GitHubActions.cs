namespace StudioMsBuild.Ci;

/// <summary>GitHub Actions: step outputs in the file of GITHUB_OUTPUT, one line of the job summary in that of GITHUB_STEP_SUMMARY.</summary>
/// <remarks>https://docs.github.com/actions: "Workflow commands", "Environment files".</remarks>
internal static class GitHubActions
{
    private const int MostLinks = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static bool IsHere(IReadOnlyDictionary<string, string> environment) => environment.GetValueOrDefault("GITHUB_ACTIONS") == "true";

    public static IEnumerable<Diagnostic> Write(CiOutput output, IReadOnlyDictionary<string, string> environment)
    {
        var links = string.Join(", ", output.Urls.Take(MostLinks).Select(static url => $"<{url}>"));
        var more = output.Urls.Count > MostLinks ? $" and {output.Urls.Count - MostLinks} more" : "";
        return new[]
        {
            Append("GITHUB_OUTPUT", $"studio-project-url={output.Url}\nstudio-project-id={output.Id}\n", environment),
            Append("GITHUB_STEP_SUMMARY", $"DVC Studio: {links}{more}\n\n", environment),
        }.OfType<Diagnostic>();
    }

    private static Diagnostic? Append(string variable, string text, IReadOnlyDictionary<string, string> environment)
    {
        if (Setting.Variable(environment, variable) is not { } file)
            return null;
        try
        {
            // Alone: .NET's FileMode.Append writes over what another project of a parallel build has just appended.
            using var held = FileLock.TryTake(new SafeFile(file.Value), mode: null, Patience, static () => { }, CancellationToken.None) ?? throw new IOException("another process holds it");
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
