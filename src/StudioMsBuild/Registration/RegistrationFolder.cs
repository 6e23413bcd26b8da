namespace StudioMsBuild.Registration;

/// <summary>The folder that an item represents.</summary>
/// <param name="Subdir">Relative to the root; null where <paramref name="Reason"/> says why the item is refused.</param>
/// <param name="IsOtherCheckout">Whether the folder belongs to another checkout in this one: a worktree, a submodule, a
/// clone.</param>
internal sealed record RegistrationFolder(string? Subdir, string? Reason = null, bool IsOtherCheckout = false)
{
    /// <summary>Looks on the disk: a folder that is not there could not be taken back from Studio.</summary>
    public static RegistrationFolder Find(RegistrationItem item, ProjectContext context)
    {
        if (item.Include.AsSpan().IndexOfAny('*', '?') >= 0)
            return new(null, "has a wildcard that MSBuild did not expand");
        var (named, reason) = item.Subdir(context.Properties.Folder, context.Prefix);
        if (named is null)
            return new(null, reason);
        var root = PhysicalPath.Of(context.Root);
        var folder = Path.Combine(root, named);
        if (File.Exists(folder) || (item.IsOtherFile && File.Exists(Path.GetFullPath(item.Slashed, context.Properties.Folder))))
            return new(null, "is a file other than .dvc/config and dvc.yaml");
        if (!Directory.Exists(folder))
            return new(null, "is a folder that does not exist");
        // Of a link and its target one is enough.
        var subdir = Path.GetRelativePath(root, PhysicalPath.Of(folder)).Replace(Path.DirectorySeparatorChar, '/');
        if (subdir == ".." || subdir.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(subdir))
            return new(null, "leads out of the repository by a link");
        subdir = subdir == "." ? "" : subdir;
        return new(subdir, IsOtherCheckout: IsOfOtherCheckout(root, subdir));
    }

    private static bool IsOfOtherCheckout(string root, string subdir)
    {
        for (var path = subdir; path.Length > 0; path = path[..Math.Max(path.LastIndexOf('/'), 0)])
        {
            if (Path.Exists(Path.Combine(root, path, ".git")))
                return true;
        }

        return false;
    }
}
