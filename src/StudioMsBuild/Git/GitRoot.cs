namespace StudioMsBuild.Git;

/// <summary>
/// The repository around a project, found without git: the nearest folder at or above it that contains a .git folder or file. It
/// stays the same where git is missing, slow or refuses, so that none of these moves the lock file, the attempt markers or the
/// subdir.
/// </summary>
/// <param name="Folder">The work tree's top folder.</param>
/// <param name="Prefix">The project's path relative to it, with / between and at its end; empty in the top folder.</param>
/// <param name="CommonFolder">The Git folder that all worktrees of a clone share; null where the .git file leads nowhere.</param>
internal sealed record GitRoot(string Folder, string Prefix, string? CommonFolder)
{
    /// <summary>The repository around a folder; null where there is none.</summary>
    public static GitRoot? Find(string projectFolder)
    {
        var project = PhysicalPath.Of(projectFolder);
        for (var folder = project; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var git = Path.Combine(folder, ".git");
            if (File.Exists(git))
                return new GitRoot(folder, PrefixOf(folder, project), CommonFolderOf(FolderOfGitFile(git)));
            if (Directory.Exists(git) && IsGitFolder(git))
                return new GitRoot(folder, PrefixOf(folder, project), CommonFolderOf(git));
        }

        return null;
    }

    private static string PrefixOf(string root, string project) =>
        project.Length == root.Length ? "" : Path.GetRelativePath(root, project).Replace(Path.DirectorySeparatorChar, '/') + "/";

    /// <summary>Git passes an empty .git folder over, and so must this.</summary>
    private static bool IsGitFolder(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder, "HEAD").Any() && Directory.Exists(Path.Combine(folder, "refs"));
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's: what git makes of it is git's to say.
            return true;
        }
    }

    // "gitdir: PATH", of a linked worktree, a submodule or git init --separate-git-dir.
    private static string? FolderOfGitFile(string file)
    {
        const string Start = "gitdir:";
        return ReadLine(file) is { } line && line.StartsWith(Start, StringComparison.Ordinal)
            ? Path.GetFullPath(line[Start.Length..].Trim(), Path.GetDirectoryName(file)!)
            : null;
    }

    // A linked worktree's own Git folder names the one that it shares.
    private static string? CommonFolderOf(string? gitFolder)
    {
        if (!Directory.Exists(gitFolder))
            return null;
        var common = ReadLine(Path.Combine(gitFolder, "commondir")) is { Length: > 0 } line
            ? Path.GetFullPath(line, gitFolder)
            : gitFolder;
        return Directory.Exists(common) ? common : null;
    }

    private static string? ReadLine(string file)
    {
        const int MaxLength = 4096;
        try
        {
            return new FileInfo(file) is { Exists: true, Length: > 0 and <= MaxLength }
                ? File.ReadAllText(file).TrimEnd('\n', '\r')
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
