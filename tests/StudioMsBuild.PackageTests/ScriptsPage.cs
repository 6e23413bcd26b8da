using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace StudioMsBuild.PackageTests;

/// <summary>What docs/scripts.md shows, in a clone whose lock file names a project.</summary>
public sealed class ScriptsPage(PackedPackage package) : PageTest(package)
{
    private const string Page = "docs/scripts.md";
    private const string Url = $"{Page}: The URL alone";
    private const string Items = $"{Page}: Everything as JSON";
    private const string ItemsJson = $"{Page}: Everything as JSON (2)";
    private const string Result = $"{Page}: Everything as JSON (3)";
    private const string ResultJson = $"{Page}: Everything as JSON (4)";
    private const string Jq = $"{Page}: Read it";
    private const string PowerShell = $"{Page}: Read it (2)";
    private const string Python = $"{Page}: Read it (3)";
    private const string Printed = $"{Page}: Read it (4)";
    private const string Target = $"{Page}: In a target of your own";

    /// <summary>What MSBuild knows of any item.</summary>
    private static readonly string[] WellKnown =
    [
        "FullPath", "RootDir", "Filename", "Extension", "RelativeDir", "Directory", "RecursiveDir", "ModifiedTime", "CreatedTime", "AccessedTime",
        "DefiningProjectFullPath", "DefiningProjectDirectory", "DefiningProjectName", "DefiningProjectExtension",
    ];

    private static readonly IReadOnlyDictionary<string, string> Blocks = ReadBlocks(Page);

    [Fact]
    public void Every_block_of_the_page_is_run_by_a_test_of_this_class() =>
        Blocks.Keys.ShouldBe([Url, Items, ItemsJson, Result, ResultJson, Jq, PowerShell, Python, Printed, Target]);

    [Fact]
    public async Task The_URL_is_the_only_output()
    {
        Clone();

        var run = await RunAsync(Transcript.Commands(Blocks[Url]), Repository.Path);

        run.ExitCode.ShouldBe(0, run.Text);
        run.Text.Trim().ShouldBe(Blocks[Url]);
    }

    [Theory]
    [InlineData(Items, ItemsJson)]
    [InlineData(Result, ResultJson)]
    public async Task The_JSON_is_the_pages_and_what_MSBuild_knows_of_any_item(string command, string json)
    {
        Clone();

        var run = await RunAsync(Transcript.Commands(Blocks[command]), Repository.Path);

        run.ExitCode.ShouldBe(0, run.Text);
        var printed = JsonNode.Parse(run.Text[run.Text.IndexOf('{', StringComparison.Ordinal)..])!;
        foreach (var name in WellKnown)
            Item(printed).Remove(name).ShouldBeTrue(name);
        JsonNode.DeepEquals(printed, JsonNode.Parse(Blocks[json])).ShouldBeTrue(printed.ToJsonString());
    }

    [Fact]
    public async Task A_failure_is_exit_code_1_and_a_result_without_items()
    {
        Clone();

        var run = await User.DotNetAsync("build", "-t:RegisterStudioProject", "-getTargetResult:RegisterStudioProject", "-p:StudioTeamName=vision");

        run.ShouldFail();
        var result = JsonNode.Parse(run.Output)!["TargetResults"]!["RegisterStudioProject"]!;
        ((string?)result["Result"], result["Items"]!.AsArray().Count).ShouldBe(("Failure", 0));
        run.Error.ShouldContain("error STUDIO4006");
    }

    [Theory]
    [InlineData("jq", "bash", "-c", Jq)]
    [InlineData("pwsh", "pwsh", "-Command", PowerShell)]
    [InlineData("python3", "python3", "-c", Python)]
    public async Task A_script_reads_it(string program, string shell, string option, string script)
    {
        if ((Needs.Shell ?? Needs.Program(program)) is { } reason)
            Assert.Skip(reason);
        Clone();

        var run = await HermeticProcess.RunAsync(
            shell,
            [option, Blocks[script]],
            Repository.Path,
            [.. Feed.DotNet.Environment, .. Repository.Environment],
            TestContext.Current.CancellationToken);

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardOutput.Replace(Studio.Url, ShownStudio, StringComparison.Ordinal).Trim().ShouldBe(Blocks[Printed]);
    }

    [Fact]
    public async Task A_target_of_the_users_own_gets_the_items()
    {
        Clone();
        var project = XElement.Load(Repository["train.proj"]);
        project.Add(XElement.Parse(Blocks[Target]));
        Repository.Write("train.proj", project.ToString());

        var run = await User.DotNetAsync("build", "-t:ShowExperiments");

        run.ShouldSucceed();
        run.Lines($"example-get-started is at {RecordedUrl}").ShouldHaveSingleItem();
    }

    private string RecordedUrl => $"{Studio.Url}/user/amritghimire/projects/example-get-started-tsanhawn9y";

    /// <summary>The one item, in either form.</summary>
    private static JsonObject Item(JsonNode printed) =>
        (printed["Items"]?["StudioProject"] ?? printed["TargetResults"]!["RegisterStudioProject"]!["Items"])!.AsArray().ShouldHaveSingleItem()!.AsObject();

    private void Clone()
    {
        SetShownRemote();
        User.Plain("train.proj").Save();
        Repository.Set("DVC_STUDIO_TOKEN", null)
            .Write("studio.lock.json", $$"""
                { "version": 1, "projects": [ { "studio": "{{Studio.Url}}", "repo": "github.com/amritghimire/example-get-started", "team": "", "subdir": "", "id": "tsanhawn9y", "name": "example-get-started", "url": "{{RecordedUrl}}" } ] }
                """)
            .Commit();
    }
}
