using System.Globalization;
using System.Text.RegularExpressions;
using WriteDocs;

namespace StudioMsBuild.Tests.Reporting;

/// <summary>Every diagnostic, with values of usual length: a first line that makes sense alone, then the steps that the user can take.</summary>
public class DiagnosticTextTests
{
    // What a terminal of 120 columns shows of a first line, whose values may be long, and of any other one.
    private const int LongestFirstLine = 140;
    private const int LongestLine = 120;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static TheoryData<string, string> All() => new(DiagnosticList.Make().Select(static diagnostic => (diagnostic.Code!, diagnostic.Text)));

    [Theory]
    [MemberData(nameof(All))]
    public void The_first_line_is_one_sentence_that_makes_sense_alone(string code, string text)
    {
        var first = text.Split('\n')[0];

        first.Length.ShouldBeLessThanOrEqualTo(LongestFirstLine, code);
        first.ShouldMatch(@"^\S.*\.$", code);
        Sentences(first).ShouldBe(1, first);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_further_line_is_a_short_step_a_command_or_a_page(string code, string text)
    {
        var lines = text.Split('\n')[1..];

        lines.ShouldNotBeEmpty(code);
        for (var at = 0; at < lines.Length; at++)
        {
            if (IsCopied(lines[at]))
                continue;
            lines[at].Length.ShouldBeLessThanOrEqualTo(LongestLine, lines[at]);
            Sentences(lines[at]).ShouldBeLessThanOrEqualTo(2, lines[at]);
            var isFollowed = at + 1 < lines.Length && IsCopied(lines[at + 1]);
            lines[at].ShouldMatch(isFollowed ? @"^  [A-Z].*:$" : @"^  [A-Z{].*[^:]$", code);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_line_is_there_twice_and_no_command_is_within_a_sentence(string code, string text)
    {
        text.Split('\n').ShouldBeUnique(code);
        foreach (var line in text.Split('\n').Where(line => !IsCopied(line)))
            Regex.IsMatch(line, "'(git|dotnet|dvc config) |-p:", RegexOptions.ExplicitCapture, Soon).ShouldBeFalse(line);
    }

    /// <summary>All texts in one file, to be read: with STUDIO_TEST_APPROVE=1 it is written anew.</summary>
    [Fact]
    public void Every_text_is_as_it_was_approved()
    {
        var file = SourceTree.File("tests/StudioMsBuild.Tests/Reporting/Diagnostics.txt");
        var texts = string.Join('\n', DiagnosticList.Make().OrderBy(static one => one.Code, StringComparer.Ordinal)
            .Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Severity} {one.Code}: {one.Text}\n")));
        if (Environment.GetEnvironmentVariable("STUDIO_TEST_APPROVE") == "1")
            File.WriteAllText(file, texts);

        texts.ShouldBe(File.ReadAllText(file).ReplaceLineEndings("\n"), "STUDIO_TEST_APPROVE=1 writes Diagnostics.txt anew.");
    }

    private static bool IsCopied(string line) => line.StartsWith("    ", StringComparison.Ordinal);

    private static int Sentences(string line) => Regex.Count(line, @"[.?](?= [A-Z]|$)", RegexOptions.None, Soon);
}
