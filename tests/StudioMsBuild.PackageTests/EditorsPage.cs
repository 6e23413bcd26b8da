using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests;

/// <summary>The tasks that docs/editors.md has for VS Code, run as VS Code runs them.</summary>
public sealed class EditorsPage(PackedPackage package) : EmulatorTest(package)
{
    private static readonly JsonNode File = JsonNode.Parse(MarkdownPage.Read("docs/editors.md").CodeBlocks().ShouldHaveSingleItem().Text)!;

    private static string[] Labels => [.. Tasks.Select(task => (string)task["label"]!)];

    private static IEnumerable<JsonNode> Tasks => File["tasks"]!.AsArray().Select(task => task!);

    [Fact]
    public void The_file_has_what_VS_Code_reads()
    {
        ((string?)File["version"]).ShouldBe("2.0.0");
        foreach (var task in Tasks)
        {
            task.AsObject().Select(pair => pair.Key).ShouldBe(["label", "type", "command", "args", "problemMatcher"]);
            ((string?)task["type"]).ShouldBe("process");
            ((string?)task["command"]).ShouldBe("dotnet");
            ((string?)task["problemMatcher"]!["base"]).ShouldBe("$msCompile");
            task["problemMatcher"]!["pattern"]!.AsObject().Select(pair => pair.Key).ShouldBe(["regexp", "file", "location", "severity", "code", "message"]);
        }
    }

    [Fact]
    public async Task The_first_shows_the_request_and_sends_nothing_and_the_second_registers()
    {
        User.Library().Save();

        var shown = await RunAsync(Labels[0]);
        var sent = Requests.Count;
        var registered = await RunAsync(Labels[1]);

        shown.ShouldSucceed();
        shown.Lines($"POST {Studio.Url}/api/create-project").ShouldHaveSingleItem();
        sent.ShouldBe(0);
        registered.ShouldSucceed();
        registered.Lines(CreatedUrl).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_error_is_one_problem_to_the_matcher()
    {
        User.Library().Save();
        Repository.Set("DVC_STUDIO_TOKEN", null);

        var run = await RunAsync(Labels[1]);

        run.ShouldFail();
        // MSBuild repeats each error in its summary; VS Code keeps one of two that are the same.
        var pattern = Tasks.First()["problemMatcher"]!["pattern"]!;
        var problem = run.ReadLines().Distinct(StringComparer.Ordinal).Select(line => Regex.Match(line, (string)pattern["regexp"]!, RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Where(match => match.Success).ShouldHaveSingleItem(run.Screen);
        Part("file").ShouldBe(Repository["iris.csproj"]);
        Part("severity").ShouldBe("error");
        Part("code").ShouldBe("STUDIO1005");
        Part("message").ShouldBe($"There is no token for {Studio.Url}.");

        string Part(string name) => problem.Groups[(int)pattern[name]!].Value;
    }

    private Task<DotNetRun> RunAsync(string label) =>
        User.DotNetAsync([.. Tasks.Single(task => (string?)task["label"] == label)["args"]!.AsArray().Select(argument => (string)argument!)]);
}
