namespace StudioMsBuild.Git;

/// <summary>Which folders Git ignores.</summary>
internal static class GitIgnore
{
    /// <summary>Those of the folders that Git ignores; a tracked one is never ignored.</summary>
    /// <param name="folders">Relative to the Git root with / between.</param>
    public static Result<HashSet<string>> Find(WorkTree workTree, IEnumerable<string> folders)
    {
        var paths = folders.Where(static folder => folder.Length > 0)
            .Select(folder => Path.Combine(workTree.Root, folder) + '\0');
        if (!workTree.Git.Run(["check-ignore", "-z", "--stdin"], input: string.Concat(paths))
            .TryGetValue(out var output, out var failure))
            return failure;
        // 1: none of them.
        return output.ExitCode is 0 or 1
            ? output.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(path => Path.GetRelativePath(workTree.Root, path).Replace(Path.DirectorySeparatorChar, '/'))
                .ToHashSet(StringComparer.Ordinal)
            : GitFailure.From(output, workTree.Git.Folder);
    }
}
