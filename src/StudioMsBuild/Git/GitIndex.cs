namespace StudioMsBuild.Git;

/// <summary>
/// What Git's index knows and a work tree may hide: a sparse checkout has fewer files than the commit that Studio reads.
/// </summary>
/// <param name="HasLockFile">Whether the lock file is tracked.</param>
/// <param name="DvcFolders">The folders with a tracked .dvc folder, relative to the Git root with / between; empty for the root.
/// Sorted.</param>
internal sealed record GitIndex(bool HasLockFile, IReadOnlyList<string> DvcFolders)
{
    private const string DvcFolder = ".dvc/";

    /// <summary>Asks git, in one process.</summary>
    /// <param name="lockFile">The lock file's path relative to the Git root with / between; null where it is outside.</param>
    public static Result<GitIndex> Read(WorkTree workTree, string? lockFile)
    {
        string[] arguments = ["ls-files", "-z", "--full-name", "--", $":(top,glob)**/{DvcFolder}*"];
        if (!workTree.Git.Run(lockFile is null ? arguments : [.. arguments, $":(top,literal){lockFile}"])
            .TryGetValue(out var output, out var failure))
            return failure;
        if (output.ExitCode != 0)
            return GitFailure.From(output, workTree.Git.Folder);

        var files = output.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var folders = files.Select(FolderOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new GitIndex(lockFile is not null && files.Contains(lockFile, StringComparer.Ordinal), folders.ToList());
    }

    // models/churn/.dvc/config is of models/churn.
    private static string? FolderOf(string file)
    {
        var end = $"/{file}".LastIndexOf($"/{DvcFolder}", StringComparison.Ordinal);
        return end < 0 ? null : file[..Math.Max(end - 1, 0)];
    }
}
