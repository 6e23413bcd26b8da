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
    private readonly ProjectProperties inputs = new();

    /// <summary>The project's full path: its folder is where Git is asked, and its name starts the line on the screen.</summary>
    [Required]
    public string ProjectFile { get => inputs.ProjectFile; set => inputs.ProjectFile = value; }

    /// <summary>Studio's base URL. Default: DVC_STUDIO_URL; DVC's studio.url; https://studio.iterative.ai. Errors: STUDIO1003, STUDIO1004.</summary>
    public string? StudioUrl { get => inputs.StudioUrl; set => inputs.StudioUrl = value; }

    /// <summary>The repository's URL. Default: DVC_STUDIO_REPO_URL; STUDIO_REPO_URL; DVC's studio.repo_url; the Git remote. Error: STUDIO2020.</summary>
    public string? StudioRepoUrl { get => inputs.StudioRepoUrl; set => inputs.StudioRepoUrl = value; }

    /// <summary>A remote's name, or a repository URL. Default: DVC_EXP_GIT_REMOTE; DVC's exp.git_remote; the branch's remote; origin; the only remote. Errors: STUDIO2010 to STUDIO2012.</summary>
    public string? StudioGitRemote { get => inputs.StudioGitRemote; set => inputs.StudioGitRemote = value; }

    /// <summary>Whether anyone may see the project. Default: false. Error: STUDIO1001.</summary>
    public string? StudioPublic { get => inputs.StudioPublic; set => inputs.StudioPublic = value; }

    /// <summary>The team whose space the project goes to. Default: none, the user's own space. Error: STUDIO1016.</summary>
    public string? StudioTeamName { get => inputs.StudioTeamName; set => inputs.StudioTeamName = value; }

    /// <summary>The project's folder below the Git root; . is the root. Default: the nearest folder at or above the project that holds a .dvc folder. Error: STUDIO1015.</summary>
    public string? StudioSubdir { get => inputs.StudioSubdir; set => inputs.StudioSubdir = value; }

    /// <summary>The project's name in Studio. Default: none, Studio takes the repository's name. Error: STUDIO1016.</summary>
    public string? StudioProjectName { get => inputs.StudioProjectName; set => inputs.StudioProjectName = value; }

    /// <summary>The NAME of the environment variable that holds the token. Default: none. Errors: STUDIO1009, STUDIO1011, STUDIO1012.</summary>
    public string? StudioTokenVariable { get => inputs.StudioTokenVariable; set => inputs.StudioTokenVariable = value; }

    /// <summary>A file that holds the token. Default: none. Errors: STUDIO1009, STUDIO1010.</summary>
    public string? StudioTokenFile { get => inputs.StudioTokenFile; set => inputs.StudioTokenFile = value; }

    /// <summary>Seconds for one request, headers and body. Default: 30. Error: STUDIO1002.</summary>
    public string? StudioTimeout { get => inputs.StudioTimeout; set => inputs.StudioTimeout = value; }

    /// <summary>PEM certificates to trust besides the system's. Default: REQUESTS_CA_BUNDLE. Error: STUDIO1022.</summary>
    public string? StudioCaCertificateFile { get => inputs.StudioCaCertificateFile; set => inputs.StudioCaCertificateFile = value; }

    /// <summary>Further tries, only where the first surely created nothing. Default: 0 in the build hook, else 3. Error: STUDIO1021.</summary>
    public string? StudioRetries { get => inputs.StudioRetries; set => inputs.StudioRetries = value; }

    /// <summary>The record. Default: studio.lock.json at the Git root; without Git the nearest one above the project, else beside it. Errors: STUDIO4001 to STUDIO4004.</summary>
    public string? StudioLockFile { get => inputs.StudioLockFile; set => inputs.StudioLockFile = value; }

    /// <summary>Whether a missing record is an error (in the build hook a warning) instead of a request. Default: true in the build hook where CI is seen, else false. Error: STUDIO4009.</summary>
    public string? StudioLockedMode { get => inputs.StudioLockedMode; set => inputs.StudioLockedMode = value; }

    /// <summary>Whether to register although a record, a near miss or an unclear attempt exists; only on the command line. Default: false. Errors: STUDIO1017, STUDIO1018.</summary>
    public string? StudioForce { get => inputs.StudioForce; set => inputs.StudioForce = value; }

    /// <summary>The URL of a project that exists in Studio, to be recorded instead of created; only on the command line. Default: none. Errors: STUDIO1017 to STUDIO1019.</summary>
    public string? StudioAdopt { get => inputs.StudioAdopt; set => inputs.StudioAdopt = value; }

    /// <summary>Whether to show the plan and send nothing. Default: false. Error: STUDIO1001.</summary>
    public string? StudioDryRun { get => inputs.StudioDryRun; set => inputs.StudioDryRun = value; }

    /// <summary>Whether to send nothing and succeed; a record still answers. Default: true where DVC_STUDIO_OFFLINE or DVC's studio.offline says so, else false. Error: STUDIO1001.</summary>
    public string? StudioOffline { get => inputs.StudioOffline; set => inputs.StudioOffline = value; }

    /// <summary>Whether each build of the project registers it too: the build hook. Default: false. Error: STUDIO1001.</summary>
    public string? StudioRegisterOnBuild { get => inputs.StudioRegisterOnBuild; set => inputs.StudioRegisterOnBuild = value; }

    /// <summary>Whether every STUDIO error but that of a bad property value is a warning. Default: true in the build hook, else false. Error: STUDIO1001.</summary>
    public string? StudioContinueOnError { get => inputs.StudioContinueOnError; set => inputs.StudioContinueOnError = value; }

    /// <summary>Whether CI systems are told the project's URL and id. Default: true. Error: STUDIO1001. Warning: STUDIO1024.</summary>
    public string? StudioCiOutputs { get => inputs.StudioCiOutputs; set => inputs.StudioCiOutputs = value; }

    /// <summary>A dotenv file that gets the project's URL and id, for GitLab CI. Default: none. Warning: STUDIO1024.</summary>
    public string? StudioDotEnvFile { get => inputs.StudioDotEnvFile; set => inputs.StudioDotEnvFile = value; }

    /// <summary>Whether a build runs the task after Build, and not the user: then it must not hold up or break the build.</summary>
    public bool IsBuildHook { get => inputs.IsBuildHook; set => inputs.IsBuildHook = value; }

    /// <summary>
    /// The folders to register: a subdir from the Git root, or a .dvc/config or dvc.yaml that stands for its folder; the metadata
    /// ProjectName, TeamName, Public and Adopt override the properties. Default: none, the properties make one registration. Errors: STUDIO1015, STUDIO1016.
    /// </summary>
    public ITaskItem[] Registrations { get; set; } = [];

    /// <summary>The files that may declare such items: a wildcard that matched nothing is told. Warning: STUDIO1023.</summary>
    public string[] ProjectFiles { get => inputs.ProjectFiles; set => inputs.ProjectFiles = value; }

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
        var environment = ProcessEnvironment.Read();
        if (inputs.IsBuildHook && StudioSettings.IsStage(environment))
            return true;
        inputs.Registrations = Array.ConvertAll(Registrations, static item => new RegistrationItem(
            item.ItemSpec, item.GetMetadata("ProjectName"), item.GetMetadata("TeamName"), item.GetMetadata("Public"), item.GetMetadata("Adopt")));
        inputs.GlobalProperties = (BuildEngine as IBuildEngine6)?.GetGlobalProperties() ?? inputs.GlobalProperties;

        if (!ProjectContext.Read(inputs, environment, cancel.Token).TryGetValue(out var context, out var failure))
            return Fail(failure);
        var settings = context.Settings;
        if (inputs.IsBuildHook && !settings.RegisterOnBuild.Value)
            return true;
        var isOffline = settings.Offline.Value && !settings.DryRun.Value;
        if (!RegistrationPlan.Make(context, isOffline ? static _ => { } : Report).TryGetValue(out var plans, out failure))
            return isOffline ? ShowOffline(settings) : Fail(failure);
        if (settings.DryRun.Value)
            return plans.Length == 0 ? !Log.HasLoggedErrors : Show(DryRunText.From(plans));

        using var run = new RegistrationBatch(context, plans, Report, cancel.Token);
        var registered = run.Register();
        foreach (var advice in CommitAdvice.For(registered, context).Concat(CiOutputs.Write(registered, context)))
            Report(advice);

        Projects = registered.SelectMany(static one => one.Projects.All.Select(project => Item(project, one.Registration, one.Outcome))).ToArray();
        if (isOffline && registered.Count < plans.Length)
            ShowOffline(settings);
        return registered.Count > 0
            ? Show(ResultText.From(registered, context.LockFilePath), !inputs.IsBuildHook || registered.Any(static one => one.Outcome == Outcome.Created))
            : !Log.HasLoggedErrors;
    }

    /// <summary>
    /// The terminal logger shows, of all messages, the one that starts with the project's name and an arrow. In a build that the user
    /// started for something else, its own result stays there unless a project was created.
    /// </summary>
    private bool Show(string text, bool isResult = true)
    {
        Log.LogMessage(MessageImportance.High, isResult ? $"{Text.Clean(Path.GetFileNameWithoutExtension(inputs.ProjectFile))} -> {text}" : text);
        return !Log.HasLoggedErrors;
    }

    private bool ShowOffline(StudioSettings settings) => Show($"Studio is offline ({settings.Offline.Source}): nothing was sent", !inputs.IsBuildHook);

    private void Report(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == Severity.Error && !diagnostic.IsAlwaysError && StudioSettings.ContinuesOnError(inputs))
            diagnostic = diagnostic with { Severity = Severity.Warning };

        Log.Log(diagnostic, inputs.ProjectFile);
    }

    private bool Fail(Failure failure)
    {
        Report(failure.Diagnostic);
        return !Log.HasLoggedErrors;
    }

    private static TaskItem Item(StudioProject project, CreateProjectRequest registration, Outcome outcome)
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
        !itemSpec.Any(IsSpecial) ? itemSpec : string.Concat(itemSpec.Select(static c => IsSpecial(c) ? $"%{(int)c:X2}" : c.ToString()));

    private static bool IsSpecial(char c) => "%*?@$();'".Contains(c);
}
