namespace StudioMsBuild;

/// <summary>The project's surroundings: its work tree, DVC's config and the settings. Reads no remote and no token.</summary>
internal sealed class Checkout(
    ProjectProperties properties,
    IReadOnlyDictionary<string, string> environment,
    Result<WorkTree> workTree,
    string recordPath,
    string prefix,
    string? dvcWay,
    DvcConfig config,
    StudioSettings settings)
{
    public readonly ProjectProperties Properties = properties;
    public readonly IReadOnlyDictionary<string, string> Environment = environment;
    /// <summary>The work tree around the project, or what git said instead.</summary>
    public readonly Result<WorkTree> WorkTree = workTree;
    /// <summary>studio.lock.json, there or not.</summary>
    public readonly string RecordPath = recordPath;
    /// <summary>The way from the root to the project.</summary>
    public readonly string Prefix = prefix;
    /// <summary>The way from the root to the nearest folder with a .dvc folder; null where there is none.</summary>
    public readonly string? DvcWay = dvcWay;
    public readonly DvcConfig Config = config;
    public readonly StudioSettings Settings = settings;

    private const string RecordName = "studio.lock.json";

    // What makes it this registration.
    private static readonly string[] Repeated = ["StudioUrl", "StudioRepoUrl", "StudioGitRemote", "StudioTeamName", "StudioLockFile"];

    /// <summary>Where locks and marks lie: in the Git folder that all worktrees share, without Git beside the record.</summary>
    public string StateFolder => Path.Combine(WorkTree.Is(out var workTree, out _) ? workTree.CommonFolder : Path.GetDirectoryName(RecordPath)!, Records.StateFile.FolderName);

    /// <summary>
    /// What is told of one registration: of several, or of one that was picked, it names the folder; a command in it repeats the
    /// properties of this command line, as without a team it would be for another project.
    /// </summary>
    public Diagnostic Of(Registration registration, Diagnostic told)
    {
        var repeated = Properties.GlobalProperties.Where(static given => Repeated.Contains(given.Key, StringComparer.OrdinalIgnoreCase))
            .Select(static given => Argument(given.Key, given.Value, "AS-BEFORE"));
        var folder = registration.Subdir ?? ".";
        var isNamed = Properties.Registrations.Count > 1 || Properties.IsGlobal(nameof(Properties.StudioSubdir));
        if (isNamed)
            repeated = repeated.Append(Argument(nameof(Properties.StudioSubdir), folder, "ITS-FOLDER"));
        var text = told.Text.Replace(Diagnostics.RegisterCommand, Diagnostics.RegisterCommand + string.Concat(repeated), StringComparison.Ordinal);
        return told with { Text = isNamed ? $"{Text.Clean(folder)}: {text}" : text };

        static string Argument(string property, string value, string otherwise) => $" -p:{property}={(Diagnostics.IsPlainArgument(value) ? value : otherwise)}";
    }

    public static Result<Checkout> Read(ProjectProperties properties, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        if (TokenSources.OnCommandLine(properties.GlobalProperties) is { } property)
            return Diagnostics.TokenAsProperty(property);

        var located = GitProgram.Find(properties.Folder, environment, cancel).Is(out var git, out var failure) ? Git.WorkTree.Locate(git) : failure;
        var hasWorkTree = located.Is(out var workTree, out _);
        var root = hasWorkTree ? workTree!.Root : FolderOfRecordAbove(properties.Folder) ?? properties.Folder;
        var prefix = hasWorkTree ? workTree!.Prefix : Subdir.Join("", Path.GetRelativePath(root, properties.Folder));
        var dvcWay = Subdir.Nearest(root, prefix);

        if (!DvcConfig.Read(dvcWay is null ? null : Path.Combine(root, dvcWay, ".dvc"), environment).Is(out var config, out failure))
            return failure;
        return StudioSettings.Read(properties, environment, config).Is(out var settings, out failure)
            ? new Checkout(properties, environment, located, properties.LockFile ?? Path.Combine(root, RecordName), prefix, dvcWay, config, settings)
            : failure;
    }

    /// <summary>Whether a record is to be seen before git is asked: then nothing is likely to be created.</summary>
    public static bool HasRecordNear(ProjectProperties properties) => properties.LockFile is { } file ? File.Exists(file) : FolderOfRecordAbove(properties.Folder) is not null;

    private static string? FolderOfRecordAbove(string folder)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(Path.Combine(above, RecordName)))
                return above;
        }

        return null;
    }
}
