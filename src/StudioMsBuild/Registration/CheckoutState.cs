namespace StudioMsBuild.Registration;

/// <summary>What the work tree and Git's index say of the lock file and the .dvc folders.</summary>
/// <param name="HasLockFile">Whether the lock file is on disk.</param>
/// <param name="DvcFoldersAbove">The folders at or above the project that have a .dvc folder on disk, relative to the root; empty
/// for the root.</param>
/// <param name="Index">Git's index; null where Git can't read it.</param>
internal sealed record CheckoutState(bool HasLockFile, IReadOnlyList<string> DvcFoldersAbove, GitIndex? Index)
{
    /// <summary>Reads the disk, and Git's index with one process.</summary>
    public static Result<CheckoutState> Read(ProjectContext context)
    {
        GitIndex? index = null;
        if (context.WorkTree.TryGetValue(out var workTree, out _))
        {
            var lockFile = Path.Combine(
                PhysicalPath.Of(Path.GetDirectoryName(context.LockFilePath)!),
                Path.GetFileName(context.LockFilePath));
            var relative = Path.GetRelativePath(workTree.Root, lockFile).Replace(Path.DirectorySeparatorChar, '/');
            var inside = Path.IsPathRooted(relative) || relative.StartsWith("../", StringComparison.Ordinal) ? null : relative;
            // The projects of one build ask once.
            if (!context.Scope.GetOrAdd($"{workTree.Root}\0{inside}", () => GitIndex.Read(workTree, inside))
                .TryGetValue(out index, out var failure))
                return failure;
        }

        return new CheckoutState(File.Exists(context.LockFilePath), Subdir.AllAbove(context.Root, context.Prefix), index);
    }
}
