using StudioMsBuild.Settings;
using StudioMsBuild.Tests.Registration;

namespace StudioMsBuild.Tests;

/// <summary>The plan that a build would make, and what it would have reported.</summary>
internal sealed record Planned(Result<RegistrationPlan> Outcome, IReadOnlyList<Diagnostic> Reported)
{
    public RegistrationPlan Plan => Outcome.Value();

    public Failure Failure => Outcome.Failure();

    public string RepoUrl => Plan.Registration.Repository.Value;

    public string? Subdir => Plan.Registration.Subdir;

    public string Token => Plan.Token.Value().Value;

    public Failure TokenFailure => Plan.Token.Failure();

    public IEnumerable<Diagnostic> Warnings => Reported.Where(diagnostic => diagnostic.Severity == Severity.Warning);

    /// <summary>Everything that a user could read of it.</summary>
    public string AllText => string.Join('\n', [.. Reported.Select(diagnostic => diagnostic.Text), Outcome.TryGetValue(out var plan, out var failure) ? plan.DryRun() : failure.Text]);

    public static Planned For(
        string projectFile,
        IReadOnlyDictionary<string, string> environment,
        Func<ProjectProperties, ProjectProperties>? with,
        CancellationToken cancel)
    {
        var properties = new ProjectProperties { ProjectFile = projectFile };
        var reported = new List<Diagnostic>();
        var read = ProjectContext.Read(with is null ? properties : with(properties), environment, cancel);
        var outcome = read.TryGetValue(out var context, out var failure) ? RegistrationPlan.Make(context, reported.Add).Only() : failure;
        // Reading the token reports what there is to say about it.
        _ = outcome.TryGetValue(out var plan, out _) && plan.Token.TryGetValue(out _, out _);
        return new Planned(outcome, reported);
    }
}

internal static class PlannedExtensions
{
    /// <summary>Plans the project of one file in the repository; its folder is made if need be.</summary>
    public static Planned Plan(
        this GitRepository repository,
        string project = "app.csproj",
        Func<ProjectProperties, ProjectProperties>? with = null)
    {
        repository.Write(project, "<Project />");
        return Planned.For(repository[project], repository.Environment, with, TestContext.Current.CancellationToken);
    }
}
