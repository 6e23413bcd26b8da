using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using StudioMsBuild.Settings;
using StudioMsBuild.Tests.Registration;
using StudioMsBuild.Tests.Studio;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>One build's items, and what it reported.</summary>
internal sealed record SeveralBuild(IReadOnlyList<RegistrationResult> Registered, IReadOnlyList<Diagnostic> Reported)
{
    /// <summary>The folders that are registered now; "." is the root.</summary>
    public IEnumerable<string> Folders => Registered.Select(one => one.Registration.Subdir ?? ".");

    public IEnumerable<Outcome> Outcomes => Registered.Select(one => one.Outcome).Distinct();

    public IReadOnlyList<string> Urls => [.. Registered.SelectMany(one => one.Projects.All).Select(project => project.Url)];

    public IReadOnlyList<Diagnostic> Errors => [.. Reported.Where(diagnostic => diagnostic.Severity == Severity.Error)];

    public IEnumerable<string?> Codes => Reported.Where(diagnostic => diagnostic.Code is not null).Select(diagnostic => diagnostic.Code);

    public IEnumerable<string> Messages => Reported.Where(diagnostic => diagnostic.Severity == Severity.Message).Select(diagnostic => diagnostic.Text);

    /// <summary>The line on the screen.</summary>
    public string Shown(GitRepository repository) => ResultText.From(Registered, repository.LockFilePath()).ToString();
}

internal static class SeveralExtensions
{
    private const string Project = "studio.proj";

    public static GitRepository CreateMonorepo() => BuildExtensions.CreateRepository().Write(Project, "<Project />");

    public static RegistrationItem[] Items(params string[] includes) => Array.ConvertAll(includes, include => new RegistrationItem(include));

    /// <summary>models/0 and so on.</summary>
    public static RegistrationItem[] Models(int count) => Items([.. Enumerable.Range(0, count).Select(at => $"models/{at}")]);

    /// <summary>What the task does with these items, with the Studio at <paramref name="studio"/> and a token in the environment.</summary>
    /// <param name="project">The project's file, from the Git root.</param>
    /// <param name="report">Gets each diagnostic as soon as it is reported.</param>
    /// <param name="prepare">Whether the folders that the items represent are made.</param>
    public static SeveralBuild RegisterAll(
        this GitRepository repository,
        string studio,
        IReadOnlyList<RegistrationItem> items,
        Func<ProjectProperties, ProjectProperties>? with = null,
        string project = Project,
        string? token = Call.Token,
        CancellationToken? cancel = null,
        Action<Diagnostic>? report = null,
        bool prepare = true)
    {
        var reported = new ConcurrentQueue<Diagnostic>();
        using var cache = new BuildCache();
        if (!repository.PlanAll(studio, items, Report, with, project, token, cache, prepare).TryGetValue(out var plans, out var failure))
            return new([], [.. reported, failure.Diagnostic]);
        if (plans.Length == 0)
            return new([], [.. reported]);
        using var run = new RegistrationBatch(plans[0].Context, plans, Report, cancel ?? TestContext.Current.CancellationToken);
        var registered = run.Register();
        return new(registered, [.. reported, .. CommitAdvice.For(registered, plans[0].Context), .. CommitAdvice.NextSteps(registered, plans[0].Context).Select(line => Diagnostics.Message(line))]);

        void Report(Diagnostic diagnostic)
        {
            reported.Enqueue(diagnostic);
            report?.Invoke(diagnostic);
        }
    }

    public static Result<RegistrationPlan[]> PlanAll(
        this GitRepository repository,
        string studio,
        IReadOnlyList<RegistrationItem> items,
        Action<Diagnostic>? report = null,
        Func<ProjectProperties, ProjectProperties>? with = null,
        string project = Project,
        string? token = Call.Token,
        BuildCache? cache = null,
        bool prepare = true)
    {
        var environment = new Dictionary<string, string>(repository.Environment, StringComparer.Ordinal);
        if (token is not null)
            environment["DVC_STUDIO_TOKEN"] = token;
        if (prepare)
            repository.Prepare(items, project);
        var properties = new ProjectProperties { ProjectFile = repository[project], Registrations = items }.Set("StudioUrl", studio).Set("StudioRetries", "0");
        var read = ProjectContext.Read(with is null ? properties : with(properties), environment, TestContext.Current.CancellationToken, scope: cache?.Scope());
        return read.TryGetValue(out var context, out var failure) ? RegistrationPlan.Make(context, report ?? (static _ => { })) : failure;
    }

    /// <summary>Makes the folders that the items represent, each with a .dvc folder that Git knows.</summary>
    private static void Prepare(this GitRepository repository, IReadOnlyList<RegistrationItem> items, string project)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(repository[project])!).FullName;
        var prefix = Path.GetRelativePath(repository.Path, folder).Replace('\\', '/');
        var isNew = false;
        foreach (var item in items.Where(item => !item.IsTemporary && !item.Include.Contains('*') && !item.Include.Contains('?')))
        {
            if (item.Subdir(folder, prefix == "." ? "" : prefix).Value is not { } subdir || Path.Exists(repository[subdir]) && subdir.Length > 0)
                continue;
            repository.Write(Path.Combine(subdir, ".dvc/config"), "");
            isNew = true;
        }

        if (isNew)
            repository.Git("add", "--", ":(glob)**/.dvc/config");
    }

    /// <summary>The folders that the items represent, none of them reported as wrong; "." is the root.</summary>
    public static IEnumerable<string> FoldersOf(this GitRepository repository, string project, params string[] includes) =>
        repository.PlanAll("https://studio.invalid", Items(includes), static reported => throw new ShouldAssertException(reported.Text), project: project).Value()
            .Select(plan => plan.Registration.Subdir ?? ".");

    /// <summary>Picks one of the items, as -p:StudioSubdir=... does.</summary>
    public static ProjectProperties Pick(this ProjectProperties properties, string folder) =>
        (properties with { GlobalProperties = properties.GlobalProperties.Append(new("StudioSubdir", folder)).ToDictionary(StringComparer.OrdinalIgnoreCase) }).Set("StudioSubdir", folder);

    /// <summary>Answers the requests for one folder so, and all others as the API page shows.</summary>
    public static RequestDelegate For(string folder, RequestDelegate answer) => async context =>
    {
        var isIt = await FolderOf(context) == folder;
        await (isIt ? answer : Answers.Created)(context);
    };

    /// <summary>The folders that requests were for, sorted.</summary>
    public static IEnumerable<string> Asked(this ScriptedStudio studio) =>
        studio.Requests.Select(request => (string?)request.Json["subdir"] ?? ".").Order(StringComparer.Ordinal);

    private static async Task<string?> FolderOf(HttpContext context)
    {
        var registration = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        context.Request.Body.Position = 0;
        return (string?)registration!["subdir"];
    }
}
