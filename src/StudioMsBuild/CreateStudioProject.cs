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

    /// <summary>
    /// One item a project: its URL, with ProjectId, Name, RepoUrl, Subdir, TeamName, StudioUrl and Outcome (Created, Recorded or
    /// Adopted).
    /// </summary>
    [Output]
    public ITaskItem[] Projects { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        var tokens = new KnownTokens();
        var reporter = new Reporter(new MSBuildLog(Log), Inputs, tokens);
        try
        {
            return Register(reporter, tokens);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            reporter.Trace(e);
            return Fail(reporter, Diagnostics.Unexpected(e.GetType().Name));
        }
    }

    /// <summary>Stops git and the request at once.</summary>
    public void Cancel() => cancel.Cancel();

    /// <inheritdoc />
    public void Dispose() => cancel.Dispose();

    private bool Register(Reporter reporter, KnownTokens tokens)
    {
        var environment = ProcessEnvironment.Read();
        if (Inputs.IsBuildHook && StudioSettings.IsStage(environment))
            return true;
        foreach (var warning in UnknownProperties.Find(Inputs))
            reporter.Report(warning);
        if (!ProjectContext.Read(Inputs, environment, cancel.Token, tokens, FindScope())
            .TryGetValue(out var context, out var failure))
            return Fail(reporter, failure);
        var settings = context.Settings;
        if (Inputs.IsBuildHook && !settings.RegisterOnBuild.Value)
            return true;
        var isOffline = settings.Offline.Value && !settings.DryRun.Value;
        if (!RegistrationPlan.Make(context, isOffline ? static _ => { } : reporter.Report)
            .TryGetValue(out var plans, out failure))
            return isOffline ? ShowOffline(reporter, settings) : Fail(reporter, failure);
        using var run = new RegistrationBatch(context, plans, reporter.Report, cancel.Token);
        if (settings.DryRun.Value)
            return plans.Length == 0 ? !reporter.HasErrors : ShowDryRun(reporter, plans, run.Decide());

        // One build can build a project several times, with other properties.
        var keys = plans.Select(static plan => RegistrationKey.From(plan.Registration).Joined);
        var isRepeated = Inputs.IsBuildHook && !context.Scope.IsFirst($"{Inputs.ProjectFile}\0{string.Join('\0', keys)}");
        var registered = isRepeated ? run.FindRecorded() : run.Register();
        Projects = registered.SelectMany(
            one => one.Projects.All.Select(project => Item(project, one.Registration, one.Outcome, reporter)))
            .ToArray();
        return isRepeated || ShowResult(reporter, registered, context, plans.Length);
    }

    /// <summary>What the user needs comes before what CI systems get: that may fail.</summary>
    private bool ShowResult(Reporter reporter, IReadOnlyList<RegistrationResult> registered, ProjectContext context, int asked)
    {
        var isNew = registered.Any(static one => one.Outcome == Outcome.Created);
        if (registered.Count > 0)
            reporter.Show(
                Lines([ResultText.From(registered, context.LockFilePath), .. CommitAdvice.NextSteps(registered, context)]),
                !Inputs.IsBuildHook || isNew);
        if (context.Settings.Offline.Value && registered.Count < asked)
            ShowOffline(reporter, context.Settings);
        foreach (var reported in CommitAdvice.For(registered, context).Concat(CiOutputs.Write(registered, context)))
            reporter.Report(reported);
        return !reporter.HasErrors;
    }

    private static bool ShowDryRun(Reporter reporter, IReadOnlyList<RegistrationPlan> plans, IReadOnlyList<Decision> decisions)
    {
        reporter.Show(DryRunText.From(plans, decisions));
        reporter.ShowDetails(DryRunText.AllSettings(plans));
        return !reporter.HasErrors;
    }

    /// <summary>The type is the key, so that a version of the package shares nothing with another one.</summary>
    private BuildScope FindScope()
    {
        if (BuildEngine is not IBuildEngine4 engine)
            return BuildScope.OfOneProject();
        const RegisteredTaskObjectLifetime Lifetime = RegisteredTaskObjectLifetime.Build;
        // Of two tasks at once the first registers its own, and both get that.
        if (engine.GetRegisteredTaskObject(typeof(BuildCache), Lifetime) is null)
            engine.RegisterTaskObject(typeof(BuildCache), new BuildCache(), Lifetime, allowEarlyCollection: false);
        return new BuildScope((BuildCache)engine.GetRegisteredTaskObject(typeof(BuildCache), Lifetime), engine.Yield, Reacquire);

        void Reacquire()
        {
            try
            {
                engine.Reacquire();
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                // The engine aborts a cancelled build here; what was registered until then is still reported.
            }
        }
    }

    private static bool Show(Reporter reporter, ReportText text, bool isResult = true)
    {
        reporter.Show(text, isResult);
        return !reporter.HasErrors;
    }

    private bool ShowOffline(Reporter reporter, StudioSettings settings) =>
        Show(reporter, $"Studio is offline ({Unquoted($"{settings.Offline.Source}")}): nothing was sent", !Inputs.IsBuildHook);

    private static bool Fail(Reporter reporter, Failure failure)
    {
        reporter.Report(failure.Diagnostic);
        return !reporter.HasErrors;
    }

    private static TaskItem Item(StudioProject project, CreateProjectRequest registration, Outcome outcome, Reporter reporter)
    {
        var item = new TaskItem(Escape(reporter.Value(project.Url)));
        Set("ProjectId", project.Id);
        Set("Name", project.Name);
        Set("RepoUrl", registration.Repository.Value);
        Set("Subdir", registration.Subdir ?? "");
        Set("TeamName", registration.TeamName ?? "");
        Set("StudioUrl", registration.Studio.Value);
        Set("Outcome", outcome.ToString());
        return item;

        // Literally: a raw "$([System.IO.File]::ReadAllText(...))" in a name would read the file.
        void Set(string name, string value) => ((ITaskItem2)item).SetMetadataValueLiteral(name, reporter.Value(value));
    }

    private static string Escape(string itemSpec) =>
        !itemSpec.Any(IsSpecial)
            ? itemSpec
            : string.Concat(itemSpec.Select(static c => IsSpecial(c) ? $"%{(int)c:X2}" : c.ToString()));

    private static bool IsSpecial(char c) => "%*?@$();'".Contains(c);
}
