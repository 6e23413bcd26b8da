namespace StudioMsBuild.Git;

/// <summary>Where the project is: the work tree around it, as git itself sees it.</summary>
internal sealed class WorkTree(GitProgram git, string root, string prefix, string commonFolder, string? branch)
{
    /// <summary>The program to ask further, on the same repository.</summary>
    public GitProgram Git { get; } = git;
    /// <summary>The work tree's top folder.</summary>
    public string Root { get; } = root;
    /// <summary>The way from there to the project with a / at its end; empty in the root.</summary>
    public string Prefix { get; } = prefix;
    /// <summary>The Git folder that all worktrees of a clone share.</summary>
    public string CommonFolder { get; } = commonFolder;
    /// <summary>The branch's name without refs/heads/; null where HEAD is detached.</summary>
    public string? Branch { get; } = branch;

    private const string Heads = "refs/heads/";

    /// <summary>Asks git; a repository that the caller's GIT_DIR names counts only where discovery finds none.</summary>
    public static Result<WorkTree> Locate(GitProgram git)
    {
        if (!git.Run("rev-parse", "--show-toplevel", "--show-prefix", "--git-common-dir", "--symbolic-full-name", "HEAD").TryGetValue(out var output, out var failure))
            return failure;

        // Before the first commit HEAD names nothing; the lines before it are there.
        var isUnborn = output.ExitCode == 128 && output.Error.Contains("ambiguous argument 'HEAD'", StringComparison.Ordinal);
        if (output.ExitCode != 0 && !isUnborn)
            return GitFailure.IsNoRepository(output) && git.InCallersRepository() is { } callers ? Locate(callers) : GitFailure.From(output, git.Folder);

        var lines = output.Out.TrimEnd('\n').Split('\n');
        if (lines.Length != (isUnborn ? 3 : 4) && !(isUnborn && lines is [_, _, _, "HEAD"]))
            return Diagnostics.GitFailed("the path of the project has a line break in it");

        var head = lines.ElementAtOrDefault(3);
        if (isUnborn)
        {
            if (!git.Run("symbolic-ref", "-q", "HEAD").TryGetValue(out var symbolic, out failure))
                return failure;
            head = symbolic.Out.TrimEnd('\n');
        }

        return new WorkTree(
            git,
            Path.GetFullPath(lines[0], git.Folder),
            lines[1],
            Path.GetFullPath(lines[2], git.Folder),
            head is not null && head.StartsWith(Heads, StringComparison.Ordinal) ? head[Heads.Length..] : null);
    }
}
