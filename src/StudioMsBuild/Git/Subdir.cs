namespace StudioMsBuild.Git;

/// <summary>The project's folder in the repository: the path from the Git root with / between; empty is the root.</summary>
internal static class Subdir
{
    /// <summary>
    /// The nearest folder at or above <paramref name="prefix"/> that contains a .dvc folder, never outside the root; null where
    /// none does.
    /// </summary>
    public static string? Nearest(string root, string prefix) => AllAbove(root, prefix).FirstOrDefault();

    /// <summary>
    /// The folders at or above <paramref name="prefix"/> that contain a .dvc folder, never outside the root; the nearest first.
    /// </summary>
    public static List<string> AllAbove(string root, string prefix)
    {
        var all = new List<string>();
        for (var path = prefix.TrimEnd('/'); ; path = path[..Math.Max(path.LastIndexOf('/'), 0)])
        {
            if (Directory.Exists(Path.Combine(root, path, ".dvc")))
                all.Add(path);
            if (path.Length == 0)
                return all;
        }
    }

    /// <summary>Whether a folder is another one or contains it; both relative to the root.</summary>
    public static bool IsAtOrAbove(string folder, string path) =>
        folder.Length == 0 || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>
    /// Joins a path to a folder below the root; a path out of the root still starts with "..".
    /// </summary>
    public static string Join(string prefix, string path)
    {
        var parts = new List<string>();
        foreach (var part in $"{prefix}/{path.Replace('\\', '/')}".Split('/').Where(static part => part is not ("" or ".")))
        {
            if (part == ".." && parts is [.., not ".."])
                parts.RemoveAt(parts.Count - 1);
            else
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    /// <summary>The path in one spelling, or why it is not a path down from the root.</summary>
    public static (string? Value, string? UrlRejection) Normalize(string text)
    {
        var path = text.Trim().Replace('\\', '/');
        if (Text.HasControl(path))
            return (null, "has a control or format character in it");
        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])))
            return (null, "is an absolute path");
        var parts = path.Split('/').Where(static part => part is not ("" or ".")).ToArray();
        if (parts.Contains(".."))
            return (null, "leads upwards (..)");
        return path.Length > 1024 ? (null, "has over 1024 characters") : (string.Join('/', parts), null);
    }
}
