using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Settings;

/// <summary>A misspelled property of the command line would be passed over in silence.</summary>
public class UnknownPropertiesTests
{
    [Theory]
    [InlineData("StudioTeam", "StudioTeamName")]
    [InlineData("studioteam", "StudioTeamName")]
    [InlineData("StudioTimout", "StudioTimeout")]
    [InlineData("StudioURI", "StudioUrl")]
    [InlineData("StudioRemote", "StudioGitRemote")]
    [InlineData("StudioLockfiles", "StudioLockFile")]
    [InlineData("STUDIO_REPO_URL", "StudioRepoUrl")]
    [InlineData("StudioDryRuns", "StudioDryRun")]
    [InlineData("StudioForced", "StudioForce")]
    public void A_property_that_begins_like_a_setting_and_is_none_warns_with_the_setting_that_it_resembles(string name, string resembled)
    {
        var warning = Find(name).ShouldHaveSingleItem();

        (warning.Severity, warning.Code).ShouldBe((Severity.Warning, "STUDIO1028"));
        warning.Text.ShouldContain(name);
        warning.Text.ShouldContain($"Did you mean {resembled}?");
    }

    [Theory]
    [InlineData("StudioX")]
    [InlineData("StudioWindowLayout")]
    public void A_property_that_resembles_none_warns_with_the_page_of_all(string name) =>
        Find(name).ShouldHaveSingleItem().Text.ShouldContain("docs/settings.md");

    [Theory]
    [InlineData("StudioUrl")]
    [InlineData("STUDIOTEAMNAME")]
    [InlineData("Configuration")]
    [InlineData("VisualStudioVersion")]
    [InlineData("MyStudioTeam")]
    [InlineData("StudioToken")]
    public void A_setting_and_a_property_of_another_kind_do_not(string name) => Find(name).ShouldBeEmpty();

    private static List<Diagnostic> Find(string name) =>
        [.. UnknownProperties.Find(new ProjectProperties { ProjectFile = "/app.csproj", GlobalProperties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [name] = "x" } })];
}
