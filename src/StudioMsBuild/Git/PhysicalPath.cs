namespace StudioMsBuild.Git;

/// <summary>
/// A folder's path as the system itself has it, whatever links and spellings lead there: one folder has one path.
/// </summary>
internal static class PhysicalPath
{
    /// <summary>
    /// The path without symbolic links; on Windows and macOS with each name's own case, and the drive in upper case.
    /// </summary>
    public static string Of(string folder)
    {
        var root = Path.GetPathRoot(folder)!;
        folder = Path.GetFullPath(folder, root);
        var path = OperatingSystem.IsWindows() ? root.ToUpperInvariant() : root;
        foreach (var name in folder[root.Length..]
            .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(path, NameOnDisk(path, name));
            path = new DirectoryInfo(next) is { LinkTarget: not null } link
                && link.ResolveLinkTarget(returnFinalTarget: true) is { } target
                ? Of(target.FullName)
                : next;
        }

        return path;
    }

    private static string NameOnDisk(string parent, string name)
    {
        if (!OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS())
            return name;
        try
        {
            var names = Directory.EnumerateFileSystemEntries(parent)
                .Select(Path.GetFileName)
                .Where(entry => name.Equals(entry, StringComparison.OrdinalIgnoreCase))
                .ToList();
            return names.Contains(name, StringComparer.Ordinal) ? name : names.FirstOrDefault() ?? name;
        }
        catch (UnauthorizedAccessException)
        {
            // A folder that may be passed but not listed.
            return name;
        }
    }
}
