using StudioMsBuild.Studio;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Studio;

/// <summary>DESIGN section 2, "Results": what the screen shows.</summary>
public class ResultTextTests
{
    [Fact]
    public void One_project_is_one_line_with_the_whole_URL() =>
        Shown(1).ShouldBe("Studio project https://studio.example.com/user/ada/projects/iris-1");

    [Fact]
    public void Several_projects_are_one_message_of_several_lines() =>
        Shown(2).ShouldBe("2 Studio projects:\n  https://studio.example.com/user/ada/projects/iris-1\n  https://studio.example.com/user/ada/projects/iris-2");

    [Fact]
    public void Ten_projects_are_all_shown() => Shown(10).Split('\n').Length.ShouldBe(11);

    [Fact]
    public void More_than_ten_are_counted_and_the_record_has_them() => Shown(12).ShouldBe("12 Studio projects, listed in /r/studio.lock.json");

    [Theory]
    [InlineData(nameof(Outcome.Recorded), "Studio project (recorded) https://")]
    [InlineData(nameof(Outcome.Adopted), "Studio project (adopted) https://")]
    public void What_was_not_created_now_is_marked_before_the_URL(string outcome, string start) =>
        Shown(1, Enum.Parse<Outcome>(outcome)).ShouldStartWith(start);

    [Fact]
    public void Projects_with_several_outcomes_show_each() =>
        ResultText.From([One("1", Outcome.Created), One("2", Outcome.Recorded)], "/r/studio.lock.json").ToString()
            .ShouldBe("2 Studio projects:\n  .  https://studio.example.com/user/ada/projects/iris-1\n  .  https://studio.example.com/user/ada/projects/iris-2 (recorded)");

    private static RegistrationResult One(string id, Outcome outcome) =>
        new(Keys.Registration(), new([new StudioProject($"iris-{id}", "iris", $"https://studio.example.com/user/ada/projects/iris-{id}")]), outcome);

    private static string Shown(int count, Outcome outcome = Outcome.Created) => ResultText.From(
        [new RegistrationResult(Keys.Registration(), new([.. Enumerable.Range(1, count).Select(i => new StudioProject($"iris-{i}", "iris", $"https://studio.example.com/user/ada/projects/iris-{i}"))]), outcome)],
        "/r/studio.lock.json").ToString();
}
