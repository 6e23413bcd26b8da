namespace StudioMsBuild.Settings;

/// <summary>DVC's config files in DVC's order: .dvc/config.local, .dvc/config, the user's, the system's.</summary>
internal sealed class DvcConfig
{
    private const int MaxBytes = 1 << 20;

    private readonly List<ReadFile> files = [];

    private sealed record ReadFile(SourceKind Kind, DvcConfigFile File);

    /// <summary>No file at all.</summary>
    public static readonly DvcConfig None = new();

    /// <summary>Reads the files that are there.</summary>
    /// <param name="root">The Git root, or the folder that replaces it without Git.</param>
    /// <param name="dvcPath">The path from there to the nearest folder that contains a .dvc folder; null where there is
    /// none.</param>
    public static Result<DvcConfig> Read(string root, string? dvcPath, IReadOnlyDictionary<string, string> environment)
    {
        var config = new DvcConfig();
        var failure = config.AddRepositoryFile(SourceKind.LocalConfig, root, dvcPath, "config.local")
            ?? config.AddRepositoryFile(SourceKind.RepositoryConfig, root, dvcPath, "config")
            ?? config.AddOutsideFile(SourceKind.UserConfig, root, UserFolder(environment))
            ?? config.AddOutsideFile(SourceKind.SystemConfig, root, SystemFolder(environment));
        return failure is null ? config : failure;
    }

    /// <summary>The first file's non-empty value of a key such as studio.url.</summary>
    public Setting<string>? Find(string key) =>
        files.Select(file => Value(file.Kind, file.File, key)).FirstOrDefault(static value => value is not null);

    /// <summary>The non-empty value of a key in one of the files.</summary>
    public Setting<string>? Find(string key, SourceKind kind) =>
        files.Where(file => file.Kind == kind).Select(file => Value(kind, file.File, key)).FirstOrDefault();

    /// <summary>The non-empty values of a key in all of the files.</summary>
    public IEnumerable<Setting<string>> FindAll(string key) =>
        files.Select(file => Value(file.Kind, file.File, key)).OfType<Setting<string>>();

    private static Setting<string>? Value(SourceKind kind, DvcConfigFile file, string key) =>
        file.Find(key) is var (value, line) ? Setting.Create(value, new Source(kind, key, file.Path, line)) : null;

    /// <summary>
    /// A pull request can commit a link to the user's own file or to another checkout's, whose token would then be the
    /// repository's.
    /// </summary>
    private Failure? AddRepositoryFile(SourceKind kind, string root, string? dvcPath, string name)
    {
        if (dvcPath is null)
            return null;
        var relative = $"{dvcPath}/.dvc/{name}";
        return FirstLink(root, relative) is { } link
            ? Diagnostics.LinkedDvcConfig(link)
            : Add(kind, Path.GetFullPath(Path.Combine(dvcPath, ".dvc", name), root));
    }

    /// <summary>A file of the user's or the system's counts only outside the repository, which a pull request can edit.</summary>
    private Failure? AddOutsideFile(SourceKind kind, string root, string? folder) =>
        folder is not null && Path.IsPathFullyQualified(folder) ? Add(kind, Path.Combine(folder, "config"), root) : null;

    /// <summary>Adds a file that is there; says why where it can't be read.</summary>
    /// <param name="except">The folder that the file must not be in.</param>
    private Failure? Add(SourceKind kind, string path, string? except = null)
    {
        try
        {
            if (ReadText(path) is not { } text || (except is not null && IsBelow(path, except)))
                return null;
            if (!DvcConfigFile.Parse(path, text).TryGetValue(out var file, out var failure))
                return failure;
            files.Add(new(kind, file));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.BadDvcConfig(path, 0, Text.FirstLine(e.Message));
        }
    }

    /// <summary>
    /// The first component of a path below <paramref name="root"/> that is a symbolic link or a junction; null where none is.
    /// </summary>
    private static string? FirstLink(string root, string relative)
    {
        var path = root;
        foreach (var name in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, name);
            if ((Directory.Exists(path) ? (FileSystemInfo)new DirectoryInfo(path) : new FileInfo(path)).LinkTarget is not null)
                return path;
        }

        return null;
    }

    /// <summary>Whether a file is in a folder once every link is followed.</summary>
    private static bool IsBelow(string file, string folder)
    {
        var relative = Path.GetRelativePath(PhysicalPath.Of(folder), PhysicalPath.Of(file));
        // On another drive it stays absolute.
        return !Path.IsPathRooted(relative) && relative.Split(Path.DirectorySeparatorChar)[0] != "..";
    }

    // The folders of DVC's dvc/dirs.py and the platformdirs library behind it. A path that isn't absolute depends on the current
    // directory, which may be the project's: then there is no such file.
    private static string? UserFolder(IReadOnlyDictionary<string, string> environment)
    {
        if (Variable(environment, "DVC_GLOBAL_CONFIG_DIR") is { } set)
            return set;
        if (OperatingSystem.IsWindows())
            return Join(Variable(environment, "LOCALAPPDATA"), "iterative", "dvc");
        var home = Variable(environment, "HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS()
            ? Join(home, "Library", "Application Support", "dvc")
            : Join(Variable(environment, "XDG_CONFIG_HOME") ?? Join(home, ".config"), "dvc");
    }

    private static string? SystemFolder(IReadOnlyDictionary<string, string> environment)
    {
        if (Variable(environment, "DVC_SYSTEM_CONFIG_DIR") is { } set)
            return set;
        if (OperatingSystem.IsWindows())
            return Join(Variable(environment, "ALLUSERSPROFILE"), "iterative", "dvc");
        return OperatingSystem.IsMacOS()
            ? "/Library/Application Support/dvc"
            : Join(Variable(environment, "XDG_CONFIG_DIRS")?.Split(':')[0] ?? "/etc/xdg", "dvc");
    }

    private static string? Variable(IReadOnlyDictionary<string, string> environment, string name) =>
        Setting.Variable(environment, name)?.Value;

    private static string? Join(string? first, params string[] rest) => first is null ? null : Path.Combine([first, .. rest]);

    /// <summary>The file's text; null where there is none. A device or a pipe has no length and counts as none.</summary>
    private static string? ReadText(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            return null;
        if (file.LinkTarget is not null)
            file = (FileInfo)(file.ResolveLinkTarget(returnFinalTarget: true) ?? file);
        if (!file.Exists || file.Length == 0)
            return null;
        if (file.Length > MaxBytes)
            throw new IOException("the file has over 1 MB");
        return File.ReadAllText(file.FullName, Encoding.UTF8);
    }
}
