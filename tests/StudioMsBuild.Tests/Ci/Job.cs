using StudioMsBuild.Ci;
using StudioMsBuild.Studio;
using StudioMsBuild.Tests.Registration;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Ci;

/// <summary>A job of a CI system: its variables, its files, and a build in it.</summary>
internal sealed class Job : IDisposable
{
    public const string Studio = "https://studio.example.com";

    private string? ciOutputs;
    private string? dotEnvFile;

    public GitRepository Repository { get; } = BuildExtensions.CreateRepository();

    /// <summary>The file of GITHUB_OUTPUT.</summary>
    public string Outputs => Repository.Box["runner/output"];

    /// <summary>The file of GITHUB_STEP_SUMMARY.</summary>
    public string Summary => Repository.Box["runner/summary"];

    /// <summary>The file of StudioDotEnvFile, which is relative to the project.</summary>
    public string DotEnv => Repository["out/studio.env"];

    public static Job OfGitHub()
    {
        var job = new Job();
        job.Repository.Box.Write("runner/output", "");
        job.Repository.Box.Write("runner/summary", "");
        job.Repository.Set("CI", "true").Set("GITHUB_ACTIONS", "true").Set("GITHUB_OUTPUT", job.Outputs).Set("GITHUB_STEP_SUMMARY", job.Summary);
        return job;
    }

    public static Job OfAzure()
    {
        var job = new Job();
        job.Repository.Set("TF_BUILD", "True");
        return job;
    }

    public static Job OfGitLab()
    {
        var job = new Job { dotEnvFile = "out/studio.env" };
        job.Repository.Set("CI", "true").Set("GITLAB_CI", "true");
        return job;
    }

    /// <summary>All three at once: what one must not get, no other gets either.</summary>
    public static Job OfEverySystem()
    {
        var job = OfGitHub();
        job.Repository.Set("TF_BUILD", "True");
        job.dotEnvFile = "out/studio.env";
        return job;
    }

    public Job With(string? ciOutputs)
    {
        this.ciOutputs = ciOutputs;
        return this;
    }

    public static StudioProject Project(string id = "tsanhawn9y", string? url = null) => new(id, "iris", url ?? $"{Studio}/user/ada/projects/iris-{id}");

    /// <summary>What is reported after one build registered these projects.</summary>
    public IReadOnlyList<Diagnostic> Write(params StudioProject[] projects) => Write(Studio, projects);

    /// <param name="studioUrl">StudioUrl; null where something else names the Studio.</param>
    public IReadOnlyList<Diagnostic> Write(string? studioUrl, StudioProject[] projects) =>
        [.. CiOutputs.Write([new RegistrationResult(Keys.Registration(studio: Studio), new(projects), Outcome.Created)], Plan(studioUrl).Context)];

    /// <summary>Registers at a Studio that runs, and returns everything that was reported.</summary>
    public IReadOnlyList<Diagnostic> Register(string studio)
    {
        var reported = new List<Diagnostic>();
        var plan = Plan(studio);
        if (plan.Register(reported.Add, TestContext.Current.CancellationToken).TryGetValue(out var registered, out var failure))
            reported.AddRange(CiOutputs.Write([registered], plan.Context));
        else
            reported.Add(failure.Diagnostic);
        return reported;
    }

    public void Dispose() => Repository.Dispose();

    private RegistrationPlan Plan(string? studio) => Repository.PlanFor(
        studio ?? "",
        properties => properties.Set("StudioCiOutputs", ciOutputs).Set("StudioDotEnvFile", dotEnvFile)).Value();
}
