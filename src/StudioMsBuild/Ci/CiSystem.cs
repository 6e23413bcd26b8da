namespace StudioMsBuild.Ci;

/// <summary>A CI system: how a build sees that it runs there, and what the build gives to later steps.</summary>
internal abstract class CiSystem
{
    /// <summary>Those that get outputs, and the others that the telemetry of the .NET SDK knows.</summary>
    /// <remarks>https://learn.microsoft.com/dotnet/core/tools/telemetry: "Continuous integration detection".</remarks>
    public static IReadOnlyList<CiSystem> All { get; } =
    [
        new GitHubActions(),
        new AzurePipelines(),
        new GitLab(),
        new OtherCiSystem("AppVeyor", ["APPVEYOR"]),
        new OtherCiSystem("AWS CodeBuild", ["CODEBUILD_BUILD_ID"]),
        new OtherCiSystem("CircleCI", ["CIRCLECI"]),
        new OtherCiSystem("Google Cloud Build", ["BUILD_ID", "PROJECT_ID"]),
        new OtherCiSystem("Jenkins", ["JENKINS_URL"], ["BUILD_ID", "BUILD_URL"]),
        new OtherCiSystem("JetBrains Space", ["JB_SPACE_API_URL"]),
        new OtherCiSystem("TeamCity", ["TEAMCITY_VERSION"]),
        new OtherCiSystem("Travis CI", ["TRAVIS"]),
        // Most of the systems set it, known or not.
        new OtherCiSystem("CI", ["CI"]),
    ];

    public abstract string Name { get; }

    public static bool IsAnySeen(IReadOnlyDictionary<string, string> environment) =>
        All.Any(system => system.IsSeen(environment));

    /// <summary>Whether the build runs there.</summary>
    public abstract bool IsSeen(IReadOnlyDictionary<string, string> environment);

    /// <summary>Whether this job takes outputs.</summary>
    public virtual bool TakesOutputs(CiJob job) => false;

    /// <summary>Gives the outputs to later steps; returns logging commands, and warnings of what could not be written.</summary>
    public virtual IEnumerable<Diagnostic> Write(CiOutput output, CiJob job) => [];

    /// <summary>Whether a variable is set, and not to a value that means no.</summary>
    protected static bool IsSet(IReadOnlyDictionary<string, string> environment, string variable) =>
        Setting.Variable(environment, variable)?.Value.ToUpperInvariant() is { } value
            && value is not ("FALSE" or "0" or "NO" or "OFF");
}

/// <summary>The job that a build is part of.</summary>
/// <param name="DotEnvFile">The file of StudioDotEnvFile; null where the property is not set.</param>
internal sealed record CiJob(IReadOnlyDictionary<string, string> Environment, SafeFile? DotEnvFile);
