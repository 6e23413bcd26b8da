using StudioMsBuild.LockFile;
using StudioMsBuild.Settings;
using StudioMsBuild.Studio;
using StudioMsBuild.Tests.Studio;

namespace StudioMsBuild.Tests.Registration;

/// <summary>One build's registration, and what it reported.</summary>
internal sealed record Build(Result<RegistrationResult> Result, IReadOnlyList<Diagnostic> Reported)
{
    public RegistrationResult Registered => Result.Value();

    public Outcome Outcome => Registered.Outcome;

    public Failure Failure => Result.Failure();

    public string Url => Registered.Projects.All.ShouldHaveSingleItem().Url;

    public string AllText => string.Join('\n', [.. Reported.Select(diagnostic => diagnostic.Text), Result.TryGetValue(out _, out var failure) ? "" : failure.Text]);

    /// <summary>-p:NAME=VALUE of the command line, for the properties that count only there.</summary>
    public static ProjectProperties Force(ProjectProperties properties) => (properties with { GlobalProperties = OnCommandLine("StudioForce") }).Set("StudioForce", "true");

    public static Func<ProjectProperties, ProjectProperties> Adopt(string url) =>
        properties => (properties with { GlobalProperties = OnCommandLine("StudioAdopt") }).Set("StudioAdopt", url);

    public static Dictionary<string, string> OnCommandLine(params string[] properties) =>
        properties.ToDictionary(property => property, _ => "set", StringComparer.Ordinal);
}

internal static class BuildExtensions
{
    /// <summary>The repository of most tests: one remote, one project in its root.</summary>
    public static GitRepository CreateRepository(string remote = "https://github.com/owner/repository") =>
        GitRepository.Create().Remote("origin", remote).Write("app.csproj", "<Project />");

    /// <summary>What the task does, with the Studio at <paramref name="studio"/> and a token in the environment.</summary>
    public static Build Register(
        this GitRepository repository,
        string studio,
        Func<ProjectProperties, ProjectProperties>? with = null,
        string? project = null,
        string? token = Call.Token,
        CancellationToken? cancel = null,
        Action<Diagnostic>? report = null)
    {
        var reported = new List<Diagnostic>();
        using var cache = new BuildCache();
        var result = repository.PlanFor(studio, with, project, token, cache).TryGetValue(out var plan, out var failure) ? plan.Register(Report, cancel ?? TestContext.Current.CancellationToken) : failure;
        if (result.TryGetValue(out var registered, out _))
            reported.AddRange([.. CommitAdvice.For([registered], plan!.Context), .. CommitAdvice.NextSteps([registered], plan.Context).Select(line => Diagnostics.Message(line))]);
        return new Build(result, reported);

        void Report(Diagnostic diagnostic)
        {
            reported.Add(diagnostic);
            report?.Invoke(diagnostic);
        }
    }

    /// <summary>One registration by itself.</summary>
    public static Result<RegistrationResult> Register(this RegistrationPlan plan, Action<Diagnostic> report, CancellationToken cancel, TimeSpan? patience = null)
    {
        using var client = new StudioClient(new StudioConnection
        {
            Studio = plan.Settings.Studio.Value,
            Timeout = TimeSpan.FromSeconds(plan.Settings.Timeout.Value),
            Retries = plan.Settings.Retries.Value,
            CaCertificates = plan.Settings.CaCertificateFile,
        });
        var workflow = plan.Workflow(client, report, cancel, patience);
        var decision = workflow.Decide();
        foreach (var advice in BeforeSending.Advise([plan], [decision]))
            report(advice);
        return workflow.Execute(decision);
    }

    /// <summary>What a registration would come to.</summary>
    public static Decision Decide(this RegistrationPlan plan) => plan.Workflow(client: null, static _ => { }, CancellationToken.None).Decide();

    /// <summary>What is advised after a project was created in a Studio that is no rehearsal on this machine.</summary>
    public static (string Url, IReadOnlyList<Diagnostic> Advice) AdviseAfterCreating(this GitRepository repository, string studio = "https://studio.example.com", bool inTeam = false, params RegistrationPlan[] plans)
    {
        if (plans.Length == 0)
            plans = [repository.PlanFor(studio).Value()];
        string UrlOf(int at) => $"{studio}/{(inTeam ? "team/vision" : "user/ada")}/projects/iris-a{at}";
        var results = plans.Select((plan, at) => new RegistrationResult(plan.Registration, new([new($"a{at}", "iris", UrlOf(at))]), Outcome.Created)).ToList();
        return (UrlOf(0), [.. CommitAdvice.For(results, plans[0].Context), .. CommitAdvice.NextSteps(results, plans[0].Context).Select(line => Diagnostics.Message(line))]);
    }

    /// <summary>The scope of a build's project.</summary>
    public static BuildScope Scope(this BuildCache cache) => new(cache, static () => { }, static () => { });

    /// <summary>The dry run's text.</summary>
    public static string DryRun(this RegistrationPlan plan) => DryRunText.From([plan], [plan.Decide()]).ToString();

    private static RegistrationWorkflow Workflow(this RegistrationPlan plan, StudioClient? client, Action<Diagnostic> report, CancellationToken cancel, TimeSpan? patience = null) =>
        new(plan, new LockFileStore(plan.Context.File(plan.Context.LockFilePath), plan.Context.StateFolder), new(() => CheckoutState.Read(plan.Context)), () => client!, patience ?? StudioMsBuild.Registration.RegistrationWorkflow.PatienceFor(plan.Settings), report, cancel);

    public static Result<RegistrationPlan> PlanFor(
        this GitRepository repository,
        string studio,
        Func<ProjectProperties, ProjectProperties>? with = null,
        string? project = null,
        string? token = Call.Token,
        BuildCache? cache = null)
    {
        var environment = new Dictionary<string, string>(repository.Environment, StringComparer.Ordinal);
        if (token is not null)
            environment["DVC_STUDIO_TOKEN"] = token;
        var properties = new ProjectProperties { ProjectFile = project ?? repository["app.csproj"] }.Set("StudioUrl", studio).Set("StudioRetries", "0");
        var read = ProjectContext.Read(with is null ? properties : with(properties), environment, TestContext.Current.CancellationToken, scope: cache?.Scope());
        return read.TryGetValue(out var context, out var failure) ? RegistrationPlan.Make(context, static _ => { }).Only() : failure;
    }

    public static string LockFilePath(this GitRepository repository) => repository["studio.lock.json"];

    public static LockFileContent LockFile(this GitRepository repository) => new LockFileStore(new SafeFile(repository.LockFilePath(), repository.Path), new StateFolder(repository[".git"])).Read().Value();

    /// <summary>The URLs in the lock file.</summary>
    public static IEnumerable<string> Recorded(this GitRepository repository) => repository.LockFile().Entries.Select(entry => entry.Project.Url);

    /// <summary>The attempt marker of the one registration of this clone.</summary>
    public static string MarkerPath(this GitRepository repository) =>
        Directory.EnumerateFiles(repository[".git/studio-msbuild"], "*.mark").ShouldHaveSingleItem();
}
