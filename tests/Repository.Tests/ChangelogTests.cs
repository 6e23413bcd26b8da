using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>CHANGELOG.md in the form of Keep a Changelog, which the release reads.</summary>
public sealed partial class ChangelogTests
{
    private static readonly string[] Lines = File.ReadAllLines(SourceTree.File("CHANGELOG.md"));

    [Fact]
    public void What_is_not_released_comes_first_and_then_the_versions_from_new_to_old()
    {
        var headings = Lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToList();
        var versions = headings.Skip(1).Select(heading => Release().Match(heading)).ToList();

        headings[0].ShouldBe("## [Unreleased]");
        versions.ShouldAllBe(version => version.Success);
        versions.Select(version => Version.Parse(version.Groups["core"].Value)).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Every_change_is_of_a_kind_that_Keep_a_Changelog_names() =>
        Lines.Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..])
            .Except(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"], StringComparer.Ordinal)
            .ShouldBeEmpty();

    [GeneratedRegex(@"^## \[(?<core>\d+\.\d+\.\d+)(-[0-9A-Za-z.-]+)?\] - (\d{4}-\d{2}-\d{2}|not published)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Release();
}
