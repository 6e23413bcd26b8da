namespace StudioMsBuild.Settings;

/// <summary>Where a config file really is: a link in a repository can make it another file's double.</summary>
internal static class ConfigPath
{
    private const int MaxLinks = 40;

    /// <summary>The first component of a relative path, seen from <paramref name="root"/>, that is a symbolic link or a junction; null where none is.</summary>
    public static string? FirstLink(string root, string relative)
    {
        var path = root;
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            if (LinkTarget(path) is not null)
                return path;
        }

        return null;
    }

    /// <summary>Whether a file lies below a folder once every link is followed.</summary>
    public static bool IsBelow(string file, string folder)
    {
        var relative = Path.GetRelativePath(Resolve(folder), Resolve(file));
        // On another drive it stays absolute.
        return !Path.IsPathRooted(relative) && relative.Split(Path.DirectorySeparatorChar)[0] != "..";
    }

    private static string? LinkTarget(string path) => (Directory.Exists(path) ? (FileSystemInfo)new DirectoryInfo(path) : new FileInfo(path)).LinkTarget;

    /// <summary>The path without links in any of its components.</summary>
    private static string Resolve(string path)
    {
        var links = 0;
        var resolved = Path.GetPathRoot(path)!;
        var rest = new Stack<string>(FromLast(path));
        while (rest.TryPop(out var part))
        {
            var next = Path.GetFullPath(part, resolved);
            if (LinkTarget(next) is not { } target || ++links > MaxLinks)
            {
                resolved = next;
                continue;
            }

            foreach (var one in FromLast(target))
                rest.Push(one);
            if (Path.IsPathRooted(target))
                resolved = Path.GetPathRoot(Path.GetFullPath(target, resolved))!;
        }

        return resolved;

        static IEnumerable<string> FromLast(string path) =>
            Enumerable.Reverse(path[Path.GetPathRoot(path)!.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries));
    }
}
