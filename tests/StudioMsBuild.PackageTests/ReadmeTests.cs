using System.Xml.Linq;
using YamlDotNet.RepresentationModel;

namespace StudioMsBuild.PackageTests;

/// <summary>Every code block of the documentation does what its page says.</summary>
public sealed class ReadmeTests(Reader reader) : IClassFixture<Reader>
{
    /// <summary>The block, what the reader has before, and the projects that it makes in Studio.</summary>
    public static TheoryData<string, Before, int> Commands { get; } = new()
    {
        { "README.md: Usage (2)", Before.Referenced, 1 },
        { "README.md: Usage (3)", Before.Referenced, 0 },
        { "README.md: Results", Before.Cloned, 0 },
        { "README.md: My project is already in Studio", Before.Referenced, 0 },
        { "README.md: Does it work with a self-hosted Studio?", Before.Referenced, 0 },
        { "README.md: Does it work in a monorepo?", Before.Referenced, 0 },
        { "README.md: I really want a second project", Before.Registered, 1 },
        { "docs/settings.md: Settings", Before.Referenced, 0 },
    };

    /// <summary>The block of a project file, the target that it is for, and what that prints.</summary>
    public static TheoryData<string, string, string> ProjectParts { get; } = new()
    {
        { "README.md: Usage", "RegisterStudioProject", $"train -> Studio project (recorded) {Reader.ShownUrl}" },
        { "README.md: Results (2)", "TellTheTeam", $"example-get-started is at {Reader.ShownUrl}" },
    };

    /// <summary>The block of a CI system, and the variable by which that system is known.</summary>
    public static TheoryData<string, string> Pipelines { get; } = new()
    {
        { "README.md: In CI", "GITHUB_ACTIONS" },
        { "README.md: In CI (2)", "GITLAB_CI" },
    };

    /// <summary>The block that cannot run in here, its whole text, and what runs it.</summary>
    public static TheoryData<string, string, string> RunElsewhere { get; } = new()
    {
        { "README.md: Try it without an account", "$ dotnet run --project samples/Quickstart", "tests/Quickstart.Tests/FinishedRunTests.cs" },
        { "README.md: Try it without an account (2)", "$ dotnet test", ".ci/run" },
        { "CONTRIBUTING.md: Contributing", "$ dotnet test", ".ci/run" },
    };

    [Fact]
    public void Every_block_is_run_here_or_by_another_test() =>
        Reader.Blocks.Keys.ShouldBe(
            [
                .. Commands.Select(row => row.Data.Item1),
                .. ProjectParts.Select(row => row.Data.Item1),
                .. Pipelines.Select(row => row.Data.Item1),
                .. RunElsewhere.Select(row => row.Data.Item1),
            ],
            ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Commands_succeed_and_print_what_the_page_shows(string block, Before before, int created)
    {
        var (requests, projects) = (reader.Requests, reader.Projects);

        var transcript = await reader.RunAsync(Transcript.Commands(Reader.Blocks[block]), before);

        transcript.ExitCode.ShouldBe(0, transcript.Text);
        transcript.ShouldHave(Reader.Blocks[block]);
        reader.Projects.ShouldBe(projects + created, transcript.Text);
        reader.Requests.ShouldBe(requests + created, transcript.Text);
    }

    [Theory]
    [MemberData(nameof(ProjectParts))]
    public async Task A_part_of_a_project_file_works_in_a_project(string block, string target, string line)
    {
        var xml = Reader.Blocks[block];
        var isReference = XElement.Parse(xml).Descendants("PackageReference").Any();

        var transcript = await reader.RunAsync([$"dotnet build -t:{target}"], Before.Cloned, isReference ? null : xml);

        transcript.ExitCode.ShouldBe(0, transcript.Text);
        transcript.ShouldHave(line);
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
        var transcript = await reader.RunAsync(commands, Before.Cloned, more: null, ("CI", "true"), (variable, "true"));

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

    [Fact]
    public void The_README_references_the_version_of_this_checkout() =>
        XElement.Parse(Reader.Blocks["README.md: Usage"]).Element("PackageReference")!.Attribute("Version")!.Value
            .ShouldBe(XDocument.Load(SourceTree.File("Directory.Build.props")).Descendants("Version").Single().Value);

    /// <summary>The shell lines of a pipeline: 'run' of GitHub Actions, 'script' of GitLab CI.</summary>
    private static IEnumerable<string> Scripts(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair => (pair.Key, pair.Value) is (YamlScalarNode { Value: "run" or "script" }, var script) ? Lines(script) : Scripts(pair.Value)),
        YamlSequenceNode list => list.Children.SelectMany(Scripts),
        _ => [],
    };

    private static IEnumerable<string> Lines(YamlNode script) =>
        script is YamlSequenceNode list ? list.Children.SelectMany(Lines) : ((YamlScalarNode)script).Value!.Trim().Split('\n');
}
