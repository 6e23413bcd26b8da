using CliWrap.Buffered;

namespace Repository.Tests;

/// <summary>
/// The scripts of the release's job 'pack', run one after the other as GitHub would, in a clone with a tag. It restores the tools of
/// .config/dotnet-tools.json from your package source, so it runs only when you ask for it: -- --explicit on.
/// </summary>
public sealed class ReleaseRehearsal : IDisposable
{
    private const string Tag = "v99.1.0-rc.2";

    private readonly TemporaryFolder folder = new();

    private string Clone => folder["clone"];

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public async Task A_tag_becomes_the_version_of_three_packages_that_each_have_a_list_of_contents()
    {
        await CheckOutAsync(Tag, $"## [{Tag[1..]}] - 2026-01-01");

        foreach (var run in await PackAsync(Tag))
            run.ExitCode.ShouldBe(0, run.StandardOutput + run.StandardError);

        foreach (var package in (string[])["StudioMsBuild", "StudioMsBuild.Emulator", "StudioMsBuild.Templates"])
        {
            File.Exists(Path.Combine(Clone, "artifacts", $"{package}.{Tag[1..]}.nupkg")).ShouldBeTrue(package);
            var contents = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Clone, "artifacts", $"{package}.cdx.json"), TestContext.Current.CancellationToken))!;
            ((string?)contents["metadata"]!["component"]!["purl"]).ShouldBe($"pkg:nuget/{package}@{Tag[1..]}");
            (contents["components"]?.AsArray() ?? []).Where(component => (string?)component!["scope"] != "excluded").Select(component => (string)component!["name"]!)
                .Contains("Microsoft.Data.Sqlite", StringComparer.Ordinal).ShouldBe(package == "StudioMsBuild.Emulator");
        }
    }

    [Theory(Explicit = true)]
    [InlineData("v99.1", "## [99.1] - 2026-01-01", "::error::The tag v99.1 is not v and the version ")]
    [InlineData("99.1.0", "## [99.1.0] - 2026-01-01", "::error::The tag 99.1.0 is not v and the version ")]
    [InlineData("v99.1.0", "## [99.1.1] - 2026-01-01", "::error::CHANGELOG.md has no section [99.1.0]")]
    public async Task A_tag_that_is_no_version_or_is_not_in_the_changelog_is_not_packed(string tag, string heading, string error)
    {
        await CheckOutAsync(tag, heading);

        var last = (await PackAsync(tag))[^1];

        last.ExitCode.ShouldBe(1);
        last.StandardOutput.ShouldStartWith(error);
        Directory.Exists(Path.Combine(Clone, "artifacts")).ShouldBeFalse();
    }

    /// <summary>Makes the clone, with a changelog that has this section, and tags it.</summary>
    private async Task CheckOutAsync(string tag, string heading)
    {
        await GitAsync(folder.Path, "-c", "safe.directory=*", "clone", "--quiet", SourceTree.Root, Clone);
        await File.AppendAllTextAsync(Path.Combine(Clone, "CHANGELOG.md"), $"\n{heading}\n", TestContext.Current.CancellationToken);
        await GitAsync(Clone, "-c", "user.name=ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--all", "--message", "Release");
        await GitAsync(Clone, "tag", tag);
    }

    /// <summary>Runs the job's scripts until one fails.</summary>
    private async Task<List<BufferedCommandResult>> PackAsync(string tag)
    {
        var (variables, runs) = (folder.Write("variables", ""), new List<BufferedCommandResult>());
        foreach (var script in Workflow.StepsOf(Workflow.Read("release.yml").Jobs["pack"]).Select(step => (string?)step["run"]).OfType<string>())
        {
            var set = (await File.ReadAllLinesAsync(variables, TestContext.Current.CancellationToken)).Select(line => line.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]));
            runs.Add(await HermeticProcess.RunAsync(
                "bash",
                ["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
                Clone,
                [
                    new("HOME", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
                    new("NUGET_PACKAGES", SourceTree.Packages),
                    new("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
                    new("MSBUILDDISABLENODEREUSE", "1"),
                    new("UseSharedCompilation", "false"),
                    new("CI", "true"),
                    new("GITHUB_REF_NAME", tag),
                    new("GITHUB_ENV", variables),
                    .. set,
                ],
                TestContext.Current.CancellationToken));
            if (runs[^1].ExitCode != 0)
                break;
        }
        return runs;
    }

    private static async Task GitAsync(string folder, params string[] arguments)
    {
        var run = await HermeticProcess.RunAsync("git", arguments, folder, [], TestContext.Current.CancellationToken);
        run.ExitCode.ShouldBe(0, run.StandardError);
    }
}
