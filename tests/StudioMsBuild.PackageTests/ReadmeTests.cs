using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace StudioMsBuild.PackageTests;

/// <summary>Every code block of the documentation does what its page says.</summary>
public sealed partial class ReadmeTests(Reader reader) : IClassFixture<Reader>
{
    /// <summary>Blocks that are run one after the other in one shell, what the reader has before, and the projects that they make in Studio.</summary>
    public static TheoryData<string[], Before, int> Commands { get; } = new()
    {
        { ["README.md: Quick start"], Before.Referenced, 0 },
        { ["README.md: Install", "README.md: Quick start (2)", "README.md: Quick start (3)"], Before.Referenced, 1 },
        { ["README.md: My project is already in Studio"], Before.Referenced, 0 },
        { ["README.md: Does it work with a self-hosted Studio?"], Before.Referenced, 0 },
        { ["README.md: How does a script get the URL?"], Before.Cloned, 0 },
        { ["README.md: I really want a second project"], Before.Registered, 1 },
        { ["docs/settings.md: Settings"], Before.Referenced, 0 },
        { ["docs/token.md: Store it", "docs/token.md: Where it is looked for"], Before.Referenced, 0 },
        { ["docs/rehearse.md: See the request"], Before.Referenced, 0 },
        { ["docs/move.md: The repository was renamed, or moved to another owner"], Before.Cloned, 0 },
        { ["docs/move.md: The project should belong to a team"], Before.Registered, 1 },
        { ["docs/duplicates.md: Two projects by mistake"], Before.Referenced, 0 },
        { ["docs/troubleshooting.md: Troubleshooting"], Before.Referenced, 0 },
    };

    /// <summary>The block of a CI system, and the variable by which that system is known.</summary>
    public static TheoryData<string, string> Pipelines { get; } = new()
    {
        { "README.md: CI", "GITHUB_ACTIONS" },
        { "README.md: CI (2)", "GITLAB_CI" },
    };

    /// <summary>A block for PowerShell, and the one for bash that does the same.</summary>
    public static TheoryData<string, string> PowerShell { get; } = new()
    {
        { "README.md: Install (2)", "README.md: Install" },
        { "docs/token.md: Store it (2)", "docs/token.md: Store it" },
        { RehearsalInPowerShell, Rehearsal },
    };

    /// <summary>The block that cannot run in here, its whole text, and what runs it.</summary>
    public static TheoryData<string, string, string> RunElsewhere { get; } = new()
    {
        { "README.md: Status", "dotnet run --project samples/Quickstart", "tests/Quickstart.Tests/FinishedRunTests.cs" },
        { "README.md: Status (2)", "dotnet test", ".ci/run" },
        { "CONTRIBUTING.md: Contributing", "dotnet test", ".ci/run" },
    };

    private const string Rehearsal = "docs/rehearse.md: Register with a Studio on your machine (2)";
    private const string RehearsalInPowerShell = "docs/rehearse.md: Register with a Studio on your machine (3)";
    private const string NewAddress = "docs/move.md: Studio has a new address";
    private const string Fork = "docs/move.md: You work on a fork";

    /// <summary>Blocks that tests elsewhere read from the page and run.</summary>
    private static readonly string[] RunByOthers =
    [
        .. GettingStarted.Run,
        "docs/rehearse.md: Register with a Studio on your machine", // ToolPackageTests, of the same commands in the emulator's README
        "docs/rehearse.md: Rehearse a pipeline", // RehearsalTests
    ];

    [Fact]
    public void Every_block_is_run_here_or_by_another_test() =>
        Reader.Blocks.Keys.ShouldBe(
            [
                .. Commands.SelectMany(row => row.Data.Item1),
                .. Pipelines.Select(row => row.Data.Item1),
                .. PowerShell.Select(row => row.Data.Item1),
                .. RunElsewhere.Select(row => row.Data.Item1),
                .. RunByOthers,
                Rehearsal,
                NewAddress,
                Fork,
            ],
            ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Commands_succeed_and_print_what_the_page_shows(string[] blocks, Before before, int created)
    {
        var (requests, projects) = (reader.Requests, reader.Projects);

        var transcript = await reader.RunAsync(blocks.SelectMany(block => Transcript.Commands(Reader.Blocks[block])), before);

        transcript.ExitCode.ShouldBe(0, transcript.Text);
        foreach (var block in blocks)
            transcript.ShouldHave(Reader.Blocks[block]);
        reader.Projects.ShouldBe(projects + created, transcript.Text);
        reader.Requests.ShouldBe(requests + created, transcript.Text);
    }

    [Fact]
    public async Task A_rehearsal_registers_with_the_Studio_that_the_page_starts()
    {
        var projects = reader.Projects;

        var transcript = await reader.RunAsync(Transcript.Commands(Reader.Blocks[Rehearsal]), Before.Referenced);

        transcript.ExitCode.ShouldBe(0, transcript.Text);
        reader.Projects.ShouldBe(projects + 1, transcript.Text);
    }

    [Fact]
    public async Task A_project_is_adopted_at_Studios_new_address()
    {
        var transcript = await reader.RunAsync(Transcript.Commands(Reader.Blocks[NewAddress]), Before.Cloned, ("DVC_STUDIO_URL", "https://studio.example.com"));

        transcript.ExitCode.ShouldBe(0, transcript.Text);
        transcript.Text.ShouldContain("Studio project (adopted) https://studio.example.com/team/vision/projects/churn-tsanhawn9y");
    }

    [Fact]
    public async Task A_fork_uses_the_project_of_the_repository_that_it_comes_from()
    {
        string[] fork = ["git remote rename origin upstream", "git remote add origin https://github.com/ada/example-get-started.git"];

        var transcript = await reader.RunAsync([.. fork, .. Transcript.Commands(Reader.Blocks[Fork])], Before.Cloned);

        transcript.ExitCode.ShouldBe(0, transcript.Text);
        transcript.Text.ShouldContain($"Studio project (recorded) {Reader.ShownUrl}");
    }

    [Theory]
    [MemberData(nameof(PowerShell))]
    public async Task A_block_for_PowerShell_does_what_the_one_for_bash_does(string block, string bash)
    {
        var script = Reader.Blocks[block];
        script.ShouldBe(Variable().Replace(Reader.Blocks[bash], "$$env:${name} = "));

        var transcript = await reader.RunPowerShellAsync(script, Before.Referenced);

        transcript.ExitCode.ShouldBe(0, transcript.Text);
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task A_pipeline_gets_the_committed_project_without_a_token_and_sends_nothing(string block, string variable)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Reader.Blocks[block]));
        var commands = Scripts(yaml.Documents.ShouldHaveSingleItem().RootNode).ToArray();
        var requests = reader.Requests;

        commands.ShouldNotBeEmpty();
        var transcript = await reader.RunAsync(commands, Before.Cloned, ("CI", "true"), (variable, "true"));

        transcript.ExitCode.ShouldBe(0, transcript.Text);
        transcript.ShouldHave($"train -> Studio project (recorded) {Reader.ShownUrl}");
        reader.Requests.ShouldBe(requests);
    }

    [Theory]
    [MemberData(nameof(RunElsewhere))]
    public void A_block_that_cannot_run_in_here_is_one_command_that_something_else_runs(string block, string text, string runner)
    {
        Reader.Blocks[block].ShouldBe(text);

        File.Exists(SourceTree.File(runner)).ShouldBeTrue(runner);
    }

    /// <summary>The shell lines of a pipeline: 'run' of GitHub Actions, 'script' of GitLab CI.</summary>
    private static IEnumerable<string> Scripts(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair => (pair.Key, pair.Value) is (YamlScalarNode { Value: "run" or "script" }, var script) ? Lines(script) : Scripts(pair.Value)),
        YamlSequenceNode list => list.Children.SelectMany(Scripts),
        _ => [],
    };

    private static IEnumerable<string> Lines(YamlNode script) =>
        script is YamlSequenceNode list ? list.Children.SelectMany(Lines) : ((YamlScalarNode)script).Value!.Trim().Split('\n');

    [GeneratedRegex("export (?<name>[A-Z_]+)=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
