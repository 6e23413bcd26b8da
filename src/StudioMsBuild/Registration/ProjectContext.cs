namespace StudioMsBuild.Registration;

/// <summary>The project's surroundings: its work tree, DVC's config and the settings. Reads no remote and no token.</summary>
internal sealed class ProjectContext(
    SettingSources sources,
    GitRoot? gitRoot,
    Result<WorkTree> workTree,
    string root,
    string lockFilePath,
    string prefix,
    string? dvcFolder,
    StudioSettings settings,
    KnownTokens tokens,
    BuildScope scope)
{
    /// <summary>What the settings and the token are read from.</summary>
    public SettingSources Sources { get; } = sources;
    public ProjectProperties Properties => Sources.Properties;
    public IReadOnlyDictionary<string, string> Environment => Sources.Environment;
    /// <summary>The work tree around the project, or what git said instead.</summary>
    public Result<WorkTree> WorkTree { get; } = workTree;
    /// <summary>The Git root; without Git the lock file's folder, or the project's.</summary>
    public string Root { get; } = root;
    /// <summary>studio.lock.json, there or not.</summary>
    public string LockFilePath { get; } = lockFilePath;
    /// <summary>The path from the root to the project.</summary>
    public string Prefix { get; } = prefix;
    /// <summary>The path from the root to the nearest folder with a .dvc folder; null where there is none.</summary>
    public string? DvcFolder { get; } = dvcFolder;
    public StudioSettings Settings { get; } = settings;
    /// <summary>Blanks the tokens that are read.</summary>
    public KnownTokens Tokens { get; } = tokens;
    /// <summary>What the build's projects share.</summary>
    public BuildScope Scope { get; } = scope;

    private const string LockFileName = "studio.lock.json";

    /// <summary>
    /// Where locks and attempt markers are: in the Git folder that all worktrees share, without Git beside the lock file.
    /// </summary>
    public StateFolder StateFolder => new(gitRoot?.CommonFolder ?? Path.GetDirectoryName(LockFilePath)!);

    /// <summary>A file of the checkout, or one that a property names.</summary>
    public SafeFile File(string path) => new(path, PhysicalPath.Of(Root));

    /// <summary>What is reported of one registration: of several, or of one that was picked, it names the folder.</summary>
    public Diagnostic Of(CreateProjectRequest registration, Diagnostic reported) => Of([registration], reported, isAll: false);

    /// <summary>What is reported of some registrations: of several it names the folders, or the number of all of them.</summary>
    public Diagnostic Of(IReadOnlyList<CreateProjectRequest> registrations, Diagnostic reported, bool isAll) =>
        Properties.Registrations.Count <= 1 && !Properties.IsGlobal(StudioSettings.StudioSubdir.Name) ? reported
        : reported with { Subject = new Subject(registrations.Select(static one => one.Subdir ?? ".").ToList(), isAll) };

    public static Result<ProjectContext> Read(
        ProjectProperties properties,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancel,
        KnownTokens? tokens = null,
        BuildScope? scope = null)
    {
        tokens ??= new KnownTokens();
        scope ??= BuildScope.OfOneProject();
        TokenSources.Learn(tokens, properties, environment);
        if (TokenSources.OnCommandLine(properties.GlobalProperties) is { } property)
            return Diagnostics.TokenAsProperty(property);

        var gitRoot = GitRoot.Find(properties.Folder);
        var timeout = StudioSettings.ReadTimeout(properties);
        var located = GitProgram.Find(properties.Folder, TokenSources.WithoutTokens(environment, properties), timeout, cancel)
            .TryGetValue(out var git, out var failure)
            ? Locate(git, gitRoot, scope)
            : failure;
        if (!located.TryGetValue(out var workTree, out failure) && failure.Kind == FailureKind.UntrustedRepository)
            return failure;
        // A repository that only the caller's GIT_DIR names has no .git above the project.
        gitRoot ??= workTree is null ? null : new GitRoot(workTree.Root, workTree.Prefix, workTree.CommonFolder);
        var root = gitRoot?.Folder ?? FolderOfLockFileAbove(properties.Folder) ?? properties.Folder;
        var prefix = gitRoot?.Prefix ?? Subdir.Join("", Path.GetRelativePath(root, properties.Folder));
        var dvcFolder = Subdir.Nearest(root, prefix);

        if (!scope.GetOrAdd($"{root}\0{dvcFolder}", () => DvcConfig.Read(root, dvcFolder, environment))
            .TryGetValue(out var config, out failure))
            return failure;
        foreach (var token in config.FindAll("studio.token"))
            tokens.Learn(token.Value);
        var sources = new SettingSources(properties, environment, config) { Cancel = cancel };
        return StudioSettings.Read(sources).TryGetValue(out var settings, out failure)
            ? new ProjectContext(
                sources,
                gitRoot,
                located,
                root,
                settings.LockFile?.Value ?? Path.Combine(root, LockFileName),
                prefix,
                dvcFolder,
                settings,
                tokens,
                scope)
            : failure;
    }

    /// <summary>The remotes of the repository, read once in a build.</summary>
    public Result<Remotes> ReadRemotes() =>
        WorkTree.TryGetValue(out var workTree, out var failure)
            ? Scope.GetOrAdd(workTree.Root, () => Remotes.Read(workTree))
            : failure;

    /// <summary>
    /// Only the first project of a repository asks git; the .git folder above a project shows where it is in it.
    /// </summary>
    private static Result<WorkTree> Locate(GitProgram git, GitRoot? root, BuildScope scope)
    {
        if (root?.CommonFolder is not { } commonFolder)
            return Git.WorkTree.Locate(git, root);
        var first = scope.GetOrAdd(root.Folder, () => Git.WorkTree.Locate(git, root));
        return first.TryGetValue(out var workTree, out var failure)
            ? new WorkTree(git, root.Folder, root.Prefix, commonFolder, workTree.Branch)
            : failure;
    }

    /// <summary>
    /// Without Git: the nearest folder with a lock file; never in or above a folder where a stranger may have put one.
    /// </summary>
    private static string? FolderOfLockFileAbove(string folder)
    {
        for (var above = folder;
            above is not null && (above == folder || !SharedFolder.IsWritableForOthers(above, folder));
            above = Path.GetDirectoryName(above))
        {
            if (System.IO.File.Exists(Path.Combine(above, LockFileName)))
                return above;
        }

        return null;
    }
}
