using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace StudioMsBuild;

/// <summary>
/// Registers the Git repository of a project as a DVC Studio project, by one call of the create-project API.
/// Every parameter but <see cref="ProjectFile"/> is optional, and an empty value is an unset one.
/// There is no parameter for the token: parameters are written to every log.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CreateStudioProject : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource cancel = new();

    /// <summary>The project's full path: its folder is where Git is asked, and its name starts the line on the screen.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Studio's base URL; plain http only to loopback. Default: DVC_STUDIO_URL, studio.url of DVC's config, https://studio.iterative.ai. Errors: STUDIO1003, STUDIO1004.</summary>
    public string? StudioUrl { get; set; }

    /// <summary>The repository's URL. Default: DVC_STUDIO_REPO_URL, STUDIO_REPO_URL, studio.repo_url of DVC's config, the Git remote. Error: STUDIO2020.</summary>
    public string? StudioRepoUrl { get; set; }

    /// <summary>A remote's name, or a repository URL. Default: DVC_EXP_GIT_REMOTE, exp.git_remote of DVC's config, the branch's remote, origin, the only remote. Errors: STUDIO2010 to STUDIO2012.</summary>
    public string? StudioGitRemote { get; set; }

    /// <summary>Whether anyone may see the project. Default: false. Error: STUDIO1001.</summary>
    public string? StudioPublic { get; set; }

    /// <summary>The team whose space the project goes to, at most 256 characters. Default: none, the user's own space. Error: STUDIO1016.</summary>
    public string? StudioTeamName { get; set; }

    /// <summary>The way from the Git root to the project's folder; "." is the root. Default: the nearest folder at or above the project that holds a .dvc folder. Error: STUDIO1015.</summary>
    public string? StudioSubdir { get; set; }

    /// <summary>The project's name in Studio, at most 256 characters. Default: none, Studio takes the repository's name. Error: STUDIO1016.</summary>
    public string? StudioProjectName { get; set; }

    /// <summary>The NAME of the environment variable that holds the token. Default: none. Errors: STUDIO1009, STUDIO1011, STUDIO1012.</summary>
    public string? StudioTokenVariable { get; set; }

    /// <summary>A file that holds the token, relative to the project. Default: none. Errors: STUDIO1009, STUDIO1010.</summary>
    public string? StudioTokenFile { get; set; }

    /// <summary>Seconds for one request, headers and body: 1 to 3600. Default: 30. Error: STUDIO1002.</summary>
    public string? StudioTimeout { get; set; }

    /// <summary>PEM certificates to trust besides the system's, relative to the project. Default: REQUESTS_CA_BUNDLE. Error: STUDIO1022.</summary>
    public string? StudioCaCertificateFile { get; set; }

    /// <summary>Further tries where the first surely created nothing: 0 to 20. Default: 3. Error: STUDIO1021.</summary>
    public string? StudioRetries { get; set; }

    /// <summary>The record, relative to the project. Default: studio.lock.json at the Git root; without Git the nearest above the project, else beside it. Errors: STUDIO4001 to STUDIO4004.</summary>
    public string? StudioLockFile { get; set; }

    /// <summary>Whether a missing record is an error instead of a request. Default: false. Error: STUDIO4009.</summary>
    public string? StudioLockedMode { get; set; }

    /// <summary>Whether to register although a record, a near miss or an unclear attempt exists; counts only on the command line. Default: false. Errors: STUDIO1017, STUDIO1018.</summary>
    public string? StudioForce { get; set; }

    /// <summary>The URL of a project that exists in Studio, to be recorded instead of created; counts only on the command line. Default: none. Errors: STUDIO1017 to STUDIO1019.</summary>
    public string? StudioAdopt { get; set; }

    /// <summary>Whether to show the plan and send nothing. Default: false. Error: STUDIO1001.</summary>
    public string? StudioDryRun { get; set; }

    /// <summary>Whether to send nothing and succeed. Default: true where DVC_STUDIO_OFFLINE or studio.offline of DVC's config says so. Error: STUDIO1001.</summary>
    public string? StudioOffline { get; set; }

    /// <summary>One item a project: its URL, with ProjectId, Name, RepoUrl, Subdir, TeamName, StudioUrl and Outcome (Created, Recorded or Adopted).</summary>
    [Output]
    public ITaskItem[] Projects { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        try
        {
            return Register();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            Log.LogMessage(MessageImportance.Low, string.Join('\n', e.ToString().Split('\n').Select(static line => Text.Clean(line.TrimEnd(), 1024))));
            return Fail(Diagnostics.Unexpected(e.GetType().Name));
        }
    }

    /// <summary>Stops git and the request at once.</summary>
    public void Cancel() => cancel.Cancel();

    /// <inheritdoc />
    public void Dispose() => cancel.Dispose();

    private bool Register()
    {
        if (!Checkout.Read(Properties(), ProcessEnvironment.Read(), cancel.Token).Is(out var checkout, out var failure))
            return Fail(failure);

        var settings = checkout.Settings;
        var isOffline = settings.Offline.Value && !settings.DryRun.Value;
        if (!Plan.Make(checkout, isOffline ? static _ => { } : Tell).Is(out var plan, out failure))
            return isOffline ? ShowOffline(settings) : Fail(failure);
        if (settings.DryRun.Value)
            return Show(PlanText.Of(plan));

        var registrar = new Registrar(plan, Tell, cancel.Token);
        if (isOffline && settings.Adopt is null && registrar.FindRecorded() is null)
            return ShowOffline(settings);
        if (!registrar.Register().Is(out var registered, out failure))
            return Fail(failure);
        foreach (var advice in CommitAdvice.Of(registered, checkout))
            Tell(advice);

        Projects = registered.Projects.All.Select(project => Item(project, plan.Registration, registered.Outcome)).ToArray();
        return Show(ResultText.Of(registered, checkout.RecordPath));
    }

    private ProjectProperties Properties() => new()
    {
        ProjectFile = ProjectFile,
        StudioUrl = StudioUrl, StudioRepoUrl = StudioRepoUrl, StudioGitRemote = StudioGitRemote,
        StudioPublic = StudioPublic, StudioTeamName = StudioTeamName, StudioSubdir = StudioSubdir,
        StudioProjectName = StudioProjectName, StudioTokenVariable = StudioTokenVariable, StudioTokenFile = StudioTokenFile,
        StudioTimeout = StudioTimeout, StudioCaCertificateFile = StudioCaCertificateFile, StudioRetries = StudioRetries,
        StudioLockFile = StudioLockFile, StudioLockedMode = StudioLockedMode, StudioForce = StudioForce,
        StudioAdopt = StudioAdopt, StudioDryRun = StudioDryRun, StudioOffline = StudioOffline,
        GlobalProperties = (BuildEngine as IBuildEngine6)?.GetGlobalProperties() ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>The terminal logger shows, of all messages, the one that starts with the project's name and an arrow.</summary>
    private bool Show(string text)
    {
        Log.LogMessage(MessageImportance.High, $"{Text.Clean(Path.GetFileNameWithoutExtension(ProjectFile))} -> {text}");
        return true;
    }

    private bool ShowOffline(StudioSettings settings) => Show($"Studio is offline ({settings.Offline.Source}): nothing was sent");

    private void Tell(Diagnostic diagnostic) => Log.Log(diagnostic, ProjectFile);

    private bool Fail(Diagnostic failure)
    {
        Tell(failure);
        return false;
    }

    private static TaskItem Item(StudioProject project, Registration registration, Outcome outcome)
    {
        var item = new TaskItem(Escape(project.Url));
        Set("ProjectId", project.Id);
        Set("Name", project.Name);
        Set("RepoUrl", registration.Repository.Value);
        Set("Subdir", registration.Subdir ?? "");
        Set("TeamName", registration.TeamName ?? "");
        Set("StudioUrl", registration.Studio.Value);
        Set("Outcome", outcome.ToString());
        return item;

        // Literally: a raw "$([System.IO.File]::ReadAllText(...))" in a name would read the file.
        void Set(string name, string value) => ((ITaskItem2)item).SetMetadataValueLiteral(name, value);
    }

    private static string Escape(string itemSpec) =>
        string.Concat(itemSpec.Select(static c => "%*?@$();'".Contains(c) ? $"%{(int)c:X2}" : c.ToString()));
}
