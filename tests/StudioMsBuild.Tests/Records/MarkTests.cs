using StudioMsBuild.Records;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Records;

/// <summary>The mark: before the request the open question, after it the memory of the answer.</summary>
public sealed class MarkTests : IDisposable
{
    private static readonly StudioProjects Projects = new([new("a1", "iris", "https://a.example/a1"), new("a2", "iris", "https://a.example/a2")]);

    private readonly TemporaryFolder folder = new();

    private string MarkPath => folder["studio-msbuild/a.mark"];

    private Mark Mark => new(MarkPath, Keys.Of());

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_mark_there_is_no_question_and_no_memory()
    {
        Mark.IsUnclear.ShouldBeFalse();
        Mark.Read().ShouldBeNull();
    }

    [Fact]
    public void Starting_leaves_a_question_that_names_time_and_registration()
    {
        Mark.TryStart().ShouldBeTrue();

        Mark.IsUnclear.ShouldBeTrue();
        Mark.Read()!.Value.Started.ShouldMatch("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z$");
        File.ReadAllText(MarkPath).ShouldContain("github.com/owner/repository at https://studio.iterative.ai");
    }

    [Fact]
    public void Who_comes_second_does_not_start()
    {
        Mark.TryStart();

        Mark.TryStart().ShouldBeFalse();
    }

    [Fact]
    public void A_memory_also_keeps_others_from_starting()
    {
        Mark.Remember(Projects);

        Mark.TryStart().ShouldBeFalse();
    }

    [Fact]
    public void The_answer_takes_the_place_of_the_question()
    {
        Mark.TryStart();

        Mark.Remember(Projects);

        Mark.IsUnclear.ShouldBeFalse();
        Mark.Read()!.Value.Projects!.All.ShouldBe(Projects.All);
    }

    [Fact]
    public void The_memory_of_another_registration_is_none()
    {
        Mark.Remember(Projects);

        new Mark(MarkPath, Keys.Of(team: "vision")).Read()!.Value.Projects.ShouldBeNull();
    }

    [Fact]
    public void A_mark_that_a_killed_build_left_empty_is_a_question_too()
    {
        folder.Write("studio-msbuild/a.mark", "");

        Mark.IsUnclear.ShouldBeTrue();
        Mark.Read()!.Value.Started.ShouldBe("at an unknown time");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"version\": 1, \"projects\": [{}]}")]
    [InlineData("{\"version\": 2}")]
    [InlineData("\0\0\0\0")]
    public void A_damaged_mark_is_a_question_and_never_an_exception(string text)
    {
        folder.Write("studio-msbuild/a.mark", text);

        Mark.IsUnclear.ShouldBeTrue();
        Mark.Read()!.Value.Started.ShouldNotContain("{");
    }

    [Fact]
    public void An_answer_that_a_kill_cut_off_anywhere_is_a_question_or_the_whole_answer()
    {
        Mark.TryStart();
        var question = File.ReadAllBytes(MarkPath);
        Mark.Remember(Projects);
        var answer = File.ReadAllBytes(MarkPath);

        for (var written = 1; written < answer.Length; written++)
        {
            File.WriteAllBytes(MarkPath, [.. answer[..written], .. question.Skip(written)]);

            if (Mark.Read()!.Value.Projects is { } projects)
                projects.All.ShouldBe(Projects.All);
            Mark.TryStart().ShouldBeFalse();
        }
    }

    [Fact]
    public void Another_answer_takes_the_place_of_an_answer_in_one_step()
    {
        Mark.Remember(Projects);
        using var reader = new StreamReader(new FileStream(MarkPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var before = File.ReadAllText(MarkPath);

        Mark.Remember(new([new("b1", "iris", "https://a.example/b1")]));

        reader.ReadToEnd().ShouldBe(before);
        Mark.Read()!.Value.Projects!.All[0].Id.ShouldBe("b1");
    }

    [Fact]
    public void A_shorter_answer_leaves_nothing_of_a_longer_one()
    {
        Mark.Remember(Projects);

        Mark.Remember(new([Projects.All[0]]));

        Mark.Read()!.Value.Projects!.All.ShouldBe([Projects.All[0]]);
    }

    [Fact]
    public void Removed_is_as_if_it_had_never_been()
    {
        Mark.TryStart();

        Mark.Remove();

        Mark.Read().ShouldBeNull();
        Mark.TryStart().ShouldBeTrue();
    }

    [Fact]
    public void A_mark_that_is_a_symbolic_link_is_refused()
    {
        Directory.CreateDirectory(folder["studio-msbuild"]);
        File.CreateSymbolicLink(MarkPath, folder["elsewhere"]);

        Should.Throw<IOException>(() => Mark.TryStart());
        Should.Throw<IOException>(() => Mark.Read());
    }
}
