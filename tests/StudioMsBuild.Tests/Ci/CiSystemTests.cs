using StudioMsBuild.Ci;

namespace StudioMsBuild.Tests.Ci;

/// <summary>DESIGN section 2: "CI is seen" by the variables that the telemetry of the .NET SDK looks for.</summary>
public class CiSystemTests
{
    [Theory]
    [InlineData("GitHub Actions", "GITHUB_ACTIONS=true")]
    [InlineData("Azure Pipelines", "TF_BUILD=True")]
    [InlineData("GitLab CI", "GITLAB_CI=true")]
    [InlineData("AppVeyor", "APPVEYOR=True")]
    [InlineData("AWS CodeBuild", "CODEBUILD_BUILD_ID=app:1", "AWS_REGION=eu-west-1")]
    [InlineData("AWS CodeBuild", "CODEBUILD_BUILD_ID=app:1")]
    [InlineData("CircleCI", "CIRCLECI=true")]
    [InlineData("Google Cloud Build", "BUILD_ID=1", "PROJECT_ID=app")]
    [InlineData("Jenkins", "BUILD_ID=1", "BUILD_URL=https://ci.example.com/1")]
    [InlineData("Jenkins", "JENKINS_URL=https://ci.example.com/")]
    [InlineData("JetBrains Space", "JB_SPACE_API_URL=https://space.example.com")]
    [InlineData("TeamCity", "TEAMCITY_VERSION=2025.07")]
    [InlineData("Travis CI", "TRAVIS=true")]
    [InlineData("CI", "CI=true")]
    [InlineData("CI", "CI=1")]
    public void A_system_is_seen_by_its_variables(string name, params string[] variables)
    {
        CiSystem.All.Where(system => system.IsSeen(Environment(variables))).ShouldHaveSingleItem().Name.ShouldBe(name);
        CiSystem.IsAnySeen(Environment(variables)).ShouldBeTrue();
    }

    [Theory]
    [InlineData]
    [InlineData("CI=")]
    [InlineData("CI= ")]
    [InlineData("CI=false")]
    [InlineData("CI=0")]
    [InlineData("GITHUB_ACTIONS=False")]
    [InlineData("TF_BUILD=no")]
    [InlineData("BUILD_ID=1")]
    [InlineData("PROJECT_ID=app", "BUILD_URL=x")]
    [InlineData("AWS_REGION=eu-west-1")]
    [InlineData("BUILD_NUMBER=1")]
    public void A_developers_machine_is_none(params string[] variables) => CiSystem.IsAnySeen(Environment(variables)).ShouldBeFalse();

    private static Dictionary<string, string> Environment(string[] variables) =>
        variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
