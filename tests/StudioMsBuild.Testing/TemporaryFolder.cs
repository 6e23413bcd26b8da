namespace StudioMsBuild.Testing;

/// <summary>A new folder below the system's temporary one, gone when disposed; its path is the physical one, as Git prints it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Physical(Directory.CreateTempSubdirectory("studio-").FullName);

    /// <summary>A path in the folder, from one with / between its names.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    public string Write(string relative, string text)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Delete(Path);

    /// <summary>Deletes a folder with all that is in it, also Git's objects: they are read-only, and Windows keeps such files.</summary>
    public static void Delete(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
                file.Attributes = FileAttributes.Normal;
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Without the links of macOS (/var) and the short names of Windows (RUNNER~1).</summary>
    private static string Physical(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is not { } parent)
            return path;
        var entry = new DirectoryInfo(Physical(parent)).EnumerateDirectories(System.IO.Path.GetFileName(path)).Single();
        return entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? entry.FullName;
    }
}
