namespace StudioMsBuild.Git;

/// <summary>What git's words mean to the user; LC_ALL=C keeps them English.</summary>
internal static class GitFailure
{
    public static bool IsNoRepository(GitOutput output) => Says(output, "not a git repository (or any");

    public static Failure From(GitOutput output, string folder)
    {
        var line = FatalLine(output.Error);
        return output switch
        {
            _ when IsNoRepository(output) => OtherWorkspace(folder) is { } tool
                ? Diagnostics.WorkspaceWithoutGit(folder, tool)
                : Diagnostics.NoRepository(folder),
            _ when Says(output, "detected dubious ownership") => Diagnostics.DubiousOwner(QuotedPath(output.Error) ?? folder),
            _ when Says(output, "not a git repository:", "invalid gitfile format", "error reading .git", "not a valid gitfile") =>
                Diagnostics.BrokenGitFile(line),
            _ when Says(output, "must be run in a work tree", "cannot use bare repository") => Diagnostics.BareRepository(),
            _ when Says(
                output,
                "unknown repository extension",
                "Expected git repo version",
                "unknown ref storage",
                "invalid value for 'extensions.") => Diagnostics.GitTooOld(line),
            _ when Says(
                output,
                "bad config",
                "bad numeric config",
                "bad boolean config",
                "configuration files",
                "config file",
                "maximum include depth",
                "in config") => Diagnostics.BadGitConfig(line),
            _ => Diagnostics.GitFailed(line.Length > 0 ? line : $"exit code {output.ExitCode}"),
        };
    }

    /// <summary>The tool whose workspace a folder is in: it has a repository, only no .git folder.</summary>
    private static string? OtherWorkspace(string folder)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            if (Directory.Exists(Path.Combine(above, ".jj")))
                return "Jujutsu";
            if (Directory.Exists(Path.Combine(above, ".sl")))
                return "Sapling";
        }

        return null;
    }

    private static bool Says(GitOutput output, params string[] words) =>
        words.Any(word => output.Error.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string FatalLine(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var at = Math.Max(0, Array.FindIndex(lines, static line =>
            line.StartsWith("fatal:", StringComparison.Ordinal) || line.StartsWith("error:", StringComparison.Ordinal)));
        var said = string.Join(' ', lines.Skip(at).Take(lines.ElementAtOrDefault(at)?.EndsWith(':') == true ? 2 : 1));
        return Text.Clean(
            said.StartsWith("fatal: ", StringComparison.Ordinal) || said.StartsWith("error: ", StringComparison.Ordinal)
                ? said[7..]
                : said);
    }

    private static string? QuotedPath(string error)
    {
        const string Before = "repository at '";
        var start = error.IndexOf(Before, StringComparison.Ordinal);
        var end = error.IndexOf("'\n", Math.Max(start, 0), StringComparison.Ordinal);
        return start >= 0 && end > start ? error[(start + Before.Length)..end] : null;
    }
}
