namespace StudioMsBuild.Settings;

/// <summary>DVC's config files in DVC's order: .dvc/config.local, .dvc/config, the user's, the system's.</summary>
internal sealed class DvcConfig
{
    private const int MaxBytes = 1 << 20;

    private readonly List<Located> files = [];

    /// <summary>Reads the files that are there.</summary>
    /// <param name="dvcFolder">The repository's nearest .dvc folder, or null.</param>
    public static Result<DvcConfig> Read(string? dvcFolder, IReadOnlyDictionary<string, string> environment)
    {
        var config = new DvcConfig();
        var failure = config.Add(Origin.LocalConfig, dvcFolder, "config.local")
            ?? config.Add(Origin.RepositoryConfig, dvcFolder, "config")
            ?? config.Add(Origin.UserConfig, UserFolder(environment), "config")
            ?? config.Add(Origin.SystemConfig, SystemFolder(environment), "config");
        return failure is null ? config : failure;
    }

    /// <summary>The first file's non-empty value of a key such as studio.url.</summary>
    public Setting<string>? Find(string key) => files.Select(file => Value(file, key)).FirstOrDefault(static value => value is not null);

    /// <summary>The non-empty value of a key in one of the files.</summary>
    public Setting<string>? Find(string key, Origin origin) => files.Where(file => file.Origin == origin).Select(file => Value(file, key)).FirstOrDefault();

    /// <summary>A key's file and line, for a diagnostic that points there.</summary>
    public (string Path, int Line) Place(string key, Origin origin)
    {
        var file = files.First(file => file.Origin == origin).File;
        return (file.Path, file.Find(key)!.Value.Line);
    }

    private static Setting<string>? Value(Located entry, string key) =>
        entry.File.Find(key) is var (value, line) && value.Trim().Length > 0
            ? new Setting<string>(value.Trim(), new Source(entry.Origin, $"{Text.Clean(entry.File.Path)}:{line}"))
            : null;

    private sealed class Located(Origin origin, DvcConfigFile file)
    {
        public Origin Origin { get; } = origin;
        public DvcConfigFile File { get; } = file;
    }

    /// <summary>Adds a file that is there; says why where it cannot be read.</summary>
    private Failure? Add(Origin origin, string? folder, string name)
    {
        if (folder is null)
            return null;
        var path = Path.Combine(folder, name);
        try
        {
            if (ReadText(path) is not { } text)
                return null;
            if (!DvcConfigFile.Parse(path, text).TryGetValue(out var file, out var failure))
                return failure;
            files.Add(new Located(origin, file));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.BadDvcConfig(path, 0, Text.FirstLine(e.Message));
        }
    }

    // The folders of DVC's dvc/dirs.py and the platformdirs library behind it.
    private static string? UserFolder(IReadOnlyDictionary<string, string> environment)
    {
        if (Variable("DVC_GLOBAL_CONFIG_DIR") is { } set)
            return set;
        if (OperatingSystem.IsWindows())
            return Join(Variable("LOCALAPPDATA"), "iterative", "dvc");
        var home = Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS()
            ? Join(home, "Library", "Application Support", "dvc")
            : Join(Variable("XDG_CONFIG_HOME") ?? Join(home, ".config"), "dvc");

        string? Variable(string name) => Absolute(environment, name);
    }

    private static string? SystemFolder(IReadOnlyDictionary<string, string> environment)
    {
        if (Absolute(environment, "DVC_SYSTEM_CONFIG_DIR") is { } set)
            return set;
        if (OperatingSystem.IsWindows())
            return Join(Absolute(environment, "ALLUSERSPROFILE"), "iterative", "dvc");
        if (OperatingSystem.IsMacOS())
            return "/Library/Application Support/dvc";
        var first = environment.GetValueOrDefault("XDG_CONFIG_DIRS", "").Split(':')[0];
        return Join(Path.IsPathFullyQualified(first) ? first : "/etc/xdg", "dvc");
    }

    private static string? Absolute(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && Path.IsPathFullyQualified(value) ? value : null;

    private static string? Join(string? first, params string[] rest) => first is null ? null : Path.Combine([first, .. rest]);

    /// <summary>The file's text; null where there is none. A link to a device or a pipe has no length and reads as nothing.</summary>
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
