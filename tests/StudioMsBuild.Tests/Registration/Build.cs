using StudioMsBuild.LockFile;
using StudioMsBuild.Settings;
using StudioMsBuild.Studio;
using StudioMsBuild.Tests.Studio;

namespace StudioMsBuild.Tests.Registration;

/// <summary>What one build made of its registration, and what it said.</summary>
internal sealed record Build(Result<RegistrationResult> Result, IReadOnlyList<Diagnostic> Told)
{
    public RegistrationResult Registered => Result.Value();

    public Outcome Outcome => Registered.Outcome;

    public Failure Failure => Result.Failure();

    public string Url => Registered.Projects.All.ShouldHaveSingleItem().Url;

    public string AllText => string.Join('\n', [.. Told.Select(diagnostic => diagnostic.Text), Result.TryGetValue(out _, out var failure) ? "" : failure.Text]);

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
        Action<Diagnostic>? tell = null)
    {
        var told = new List<Diagnostic>();
        var result = repository.PlanFor(studio, with, project, token).TryGetValue(out var plan, out var failure) ? plan.Register(Tell, cancel ?? TestContext.Current.CancellationToken) : failure;
        if (result.TryGetValue(out var registered, out _))
            told.AddRange(CommitAdvice.For([registered], plan!.Context));
        return new Build(result, told);

        void Tell(Diagnostic diagnostic)
        {
            told.Add(diagnostic);
            tell?.Invoke(diagnostic);
        }
    }

    /// <summary>One registration by itself.</summary>
    public static Result<RegistrationResult> Register(this RegistrationPlan plan, Action<Diagnostic> tell, CancellationToken cancel)
    {
        using var client = new StudioClient(new StudioConnection
        {
            Studio = plan.Settings.Studio.Value,
            Timeout = TimeSpan.FromSeconds(plan.Settings.Timeout.Value),
            Retries = plan.Settings.Retries.Value,
            CaCertificates = plan.Settings.CaCertificateFile,
        });
        return plan.RegistrationWorkflow(client, tell, cancel).Register();
    }

    public static RegistrationWorkflow RegistrationWorkflow(this RegistrationPlan plan, StudioClient? client, Action<Diagnostic> tell, CancellationToken cancel) =>
        new(plan, new LockFileStore(plan.Context.File(plan.Context.LockFilePath), plan.Context.StateFolder), () => client!, tell, cancel);

    public static Result<RegistrationPlan> PlanFor(
        this GitRepository repository,
        string studio,
        Func<ProjectProperties, ProjectProperties>? with = null,
        string? project = null,
        string? token = Call.Token)
    {
        var environment = new Dictionary<string, string>(repository.Environment, StringComparer.Ordinal);
        if (token is not null)
            environment["DVC_STUDIO_TOKEN"] = token;
        var properties = new ProjectProperties { ProjectFile = project ?? repository["app.csproj"] }.Set("StudioUrl", studio).Set("StudioRetries", "0");
        var read = ProjectContext.Read(with is null ? properties : with(properties), environment, TestContext.Current.CancellationToken);
        return read.TryGetValue(out var context, out var failure) ? RegistrationPlan.Make(context, static _ => { }).Only() : failure;
    }

    public static string LockFilePath(this GitRepository repository) => repository["studio.lock.json"];

    public static LockFileContent LockFile(this GitRepository repository) => new LockFileStore(new SafeFile(repository.LockFilePath(), repository.Path), new StateFolder(repository[".git"])).Read().Value();

    /// <summary>The URLs in the record.</summary>
    public static IEnumerable<string> Recorded(this GitRepository repository) => repository.LockFile().Entries.Select(entry => entry.Project.Url);

    /// <summary>The mark of the one registration of this clone.</summary>
    public static string MarkPath(this GitRepository repository) =>
        Directory.EnumerateFiles(repository[".git/studio-msbuild"], "*.mark").ShouldHaveSingleItem();
}
