using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StudioMsBuild.Emulator.Faults;
using StudioMsBuild.Testing;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>docs/emulator.md describes what there is, and nothing else.</summary>
public partial class DocumentationTests : EmulatorServerTest
{
    private static readonly string Text = File.ReadAllText(SourceTree.File("docs/emulator.md"));

    [Fact]
    public async Task The_page_has_a_row_for_each_option()
    {
        var help = await EmulatorProgram.HelpAsync();

        OptionRow().Matches(Text).Select(row => row.Groups["name"].Value)
            .ShouldBe(HelpLine().Matches(string.Join('\n', help)).Select(line => line.Groups["name"].Value).Except(["--version"], StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_has_a_row_for_each_fault_with_the_summary_of_the_help() =>
        FaultRow().Matches(Text)
            .Select(row => (row.Groups["name"].Value, row.Groups["summary"].Value))
            .ShouldBe(Fault.Summaries.Select(fault => (fault.Name, fault.Summary)));

    [Fact]
    public async Task The_documented_request_has_the_fields_of_a_real_one()
    {
        await Create("""{"repo_url": "git@github.com:o/r.git"}""");

        var shown = JsonNode.Parse(JsonBlock().Match(Text).Groups["json"].Value)!["requests"]!.AsArray().Single()!.AsObject();
        shown.Select(field => field.Key).ShouldBe((await Requests()).Single()!.AsObject().Select(field => field.Key));
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonBlock();

    [GeneratedRegex("^\\| `(?<name>--[a-z-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionRow();

    [GeneratedRegex("^  (?<name>--[a-z-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HelpLine();

    [GeneratedRegex("^\\| `(?<name>[a-z0-9][a-z0-9-]*)` \\| (?<summary>[^|]*) \\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FaultRow();
}
