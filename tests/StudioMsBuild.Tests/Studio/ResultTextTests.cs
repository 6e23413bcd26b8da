using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>DESIGN section 2, "Results": what stands on the screen.</summary>
public class ResultTextTests
{
    [Fact]
    public void One_project_is_one_line_with_the_whole_URL() =>
        ResultText.Of(Projects(1)).ShouldBe("Studio project https://studio.example.com/user/ada/projects/iris-1");

    [Fact]
    public void Several_projects_are_one_message_of_several_lines() =>
        ResultText.Of(Projects(2)).ShouldBe("2 Studio projects:\n  https://studio.example.com/user/ada/projects/iris-1\n  https://studio.example.com/user/ada/projects/iris-2");

    [Fact]
    public void Ten_projects_are_all_shown() => ResultText.Of(Projects(10)).Split('\n').Length.ShouldBe(11);

    [Fact]
    public void Of_more_than_ten_the_rest_is_counted()
    {
        var lines = ResultText.Of(Projects(12)).Split('\n');

        lines[0].ShouldBe("12 Studio projects:");
        lines.Length.ShouldBe(12);
        lines[^1].ShouldContain("2 more");
    }

    private static StudioProjects Projects(int count) =>
        new([.. Enumerable.Range(1, count).Select(i => new StudioProject($"iris-{i}", "iris", $"https://studio.example.com/user/ada/projects/iris-{i}"))]);
}
