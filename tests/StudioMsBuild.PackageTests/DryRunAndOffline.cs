using Microsoft.Build.Framework;

namespace StudioMsBuild.PackageTests;

/// <summary>Builds that send nothing on purpose.</summary>
public sealed class DryRunAndOffline(PackedPackage package) : EmulatorTest(package)
{
    [Fact]
    public void A_dry_run_shows_what_is_set_with_its_source_and_all_settings_to_those_who_ask_and_sends_nothing()
    {
        Repository.Write("models/.dvc/config", "");

        var run = User.Plain("models/iris.proj").Property("StudioTeamName", "lab").Property("StudioPublic", "true").Register(("StudioDryRun", "true"));

        run.ShouldSucceed();
        Requests.ShouldBeEmpty();
        Row(run, "StudioUrl").ShouldContain("environment variable DVC_STUDIO_URL");
        Row(run, "StudioRepoUrl").ShouldContain("origin");
        Row(run, "StudioTeamName").ShouldContain("property StudioTeamName");
        Row(run, "StudioSubdir").ShouldContain("models");
        run.Lines("StudioTimeout").ShouldBeEmpty(run.Screen);
        run.GetConsoleLog(LoggerVerbosity.Normal).Split('\n').ShouldContain(line => line.Contains("StudioTimeout ", StringComparison.Ordinal) && line.Contains("(default)", StringComparison.Ordinal));
        Row(run, "token").ShouldContain("set, from environment variable DVC_STUDIO_TOKEN");
        run.Screen.ShouldNotContain(Workspace.Token);
        foreach (var line in new[] { $"\"repo_url\": \"{Workspace.RepositoryUrl}\"", "\"public\": true", "\"team_name\": \"lab\"", "\"subdir\": \"models\"" })
            run.Screen.ShouldContain(line);
    }

    [Fact]
    public void A_dry_run_needs_no_token_and_no_network()
    {
        Repository.Set("DVC_STUDIO_TOKEN", null).Set("DVC_STUDIO_URL", null);

        var run = User.Plain().Register(("StudioDryRun", "true"));

        run.ShouldSucceed();
        run.Screen.ShouldContain("POST https://studio.iterative.ai/api/create-project");
        Row(run, "token").ShouldContain("STUDIO1005");
    }

    [Fact]
    public void A_dry_run_gives_no_item()
    {
        var run = User.Plain().Property("StudioDryRun", "true").Register();

        run.ShouldSucceed();
        run.Items("StudioProject").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DVC_STUDIO_OFFLINE", "1")]
    [InlineData("STUDIOOFFLINE", "true")]
    public void Offline_shows_a_message_and_succeeds_without_a_token(string variable, string value)
    {
        Repository.Set("DVC_STUDIO_TOKEN", null).Set(variable, value);

        var run = User.Plain().Register();

        run.ShouldSucceed();
        run.Lines("offline").ShouldHaveSingleItem();
        Requests.ShouldBeEmpty();
    }

    private static string Row(IBuildRun run, string setting) =>
        run.Screen.ReplaceLineEndings("\n").Split('\n').Where(line => line.TrimStart().StartsWith(setting + " ", StringComparison.Ordinal)).ShouldHaveSingleItem(run.Screen);
}
