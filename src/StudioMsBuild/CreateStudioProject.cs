using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace StudioMsBuild;

/// <summary>
/// Registers the Git repository of a project as a DVC Studio project, by one call of the create-project API.
/// Every parameter but <see cref="ProjectFile"/> is optional, and an empty value is an unset one.
/// There is no parameter for the token: parameters are written to every log.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed partial class CreateStudioProject : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource cancel = new();

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
        if (Inputs.IsBuildHook && StudioSettings.IsStage(environment))
            return true;
        if (!ProjectContext.Read(Inputs, environment, cancel.Token).TryGetValue(out var context, out var failure))
            return Fail(failure);
        var settings = context.Settings;
        if (Inputs.IsBuildHook && !settings.RegisterOnBuild.Value)
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
            ? Show(ResultText.From(registered, context.LockFilePath), !Inputs.IsBuildHook || registered.Any(static one => one.Outcome == Outcome.Created))
            : !Log.HasLoggedErrors;
    }

    /// <summary>
    /// The terminal logger shows, of all messages, the one that starts with the project's name and an arrow. In a build that the user
    /// started for something else, its own result stays there unless a project was created.
    /// </summary>
    private bool Show(string text, bool isResult = true)
    {
        Log.LogMessage(MessageImportance.High, isResult ? $"{Text.Clean(Path.GetFileNameWithoutExtension(Inputs.ProjectFile))} -> {text}" : text);
        return !Log.HasLoggedErrors;
    }

    private bool ShowOffline(StudioSettings settings) => Show($"Studio is offline ({settings.Offline.Source}): nothing was sent", !Inputs.IsBuildHook);

    private void Report(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == Severity.Error && !diagnostic.IsAlwaysError && StudioSettings.ContinuesOnError(Inputs))
            diagnostic = diagnostic with { Severity = Severity.Warning };

        Log.Log(diagnostic, Inputs.ProjectFile);
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
