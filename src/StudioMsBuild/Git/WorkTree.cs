namespace StudioMsBuild.Git;

/// <summary>Where the project is: the work tree around it, as git itself sees it.</summary>
internal sealed class WorkTree(GitProgram git, string root, string prefix, string commonFolder, string? branch)
{
    /// <summary>The program to ask further, on the same repository.</summary>
    public GitProgram Git { get; } = git;
    /// <summary>The work tree's top folder.</summary>
    public string Root { get; } = root;
    /// <summary>The path from there to the project with a / at its end; empty in the root.</summary>
    public string Prefix { get; } = prefix;
    /// <summary>The Git folder that all worktrees of a clone share.</summary>
    public string CommonFolder { get; } = commonFolder;
    /// <summary>The branch's name without refs/heads/; null where HEAD is detached.</summary>
    public string? Branch { get; } = branch;

    private const string Heads = "refs/heads/";

    /// <summary>Asks git; a repository that the caller's GIT_DIR names counts only where discovery finds none.</summary>
    /// <param name="root">The repository that was found without git; null where there is none.</param>
    public static Result<WorkTree> Locate(GitProgram git, GitRoot? root)
    {
        if (!git.Run("rev-parse", "--show-toplevel", "--show-prefix", "--git-common-dir", "--symbolic-full-name", "HEAD")
            .TryGetValue(out var output, out var failure))
            return failure;

        // Before the first commit HEAD names nothing; the lines before it are there.
        var isUnborn = output.ExitCode == 128 && output.Error.Contains("ambiguous argument 'HEAD'", StringComparison.Ordinal);
        if (output.ExitCode != 0 && !isUnborn)
            return GitFailure.IsNoRepository(output) && git.InCallersRepository() is { } callers
                ? Locate(callers, root)
                : GitFailure.From(output, git.Folder);

        var lines = output.Out.TrimEnd('\n').Split('\n');
        if (lines.Length is < 3 or > 4)
            return Diagnostics.GitFailed("the path of the project has a line break in it");
        if (lines[2] == "--git-common-dir")
            return Diagnostics.GitBeforeWorktrees();

        // Before the first commit HEAD names nothing, and beside a branch called HEAD it names two things.
        var head = isUnborn ? null : lines.ElementAtOrDefault(3);
        if (head is null)
        {
            if (!git.Run("symbolic-ref", "-q", "HEAD").TryGetValue(out var symbolic, out failure))
                return failure;
            head = symbolic.Out.TrimEnd('\n');
        }

        var branch = head.StartsWith(Heads, StringComparison.Ordinal) ? head[Heads.Length..] : null;
        return root is { CommonFolder: { } commonFolder }
            ? new WorkTree(git, root.Folder, root.Prefix, commonFolder, branch)
            : new WorkTree(git, Path.GetFullPath(lines[0], git.Folder), lines[1], Path.GetFullPath(lines[2], git.Folder), branch);
    }
}
