using StudioMsBuild.LockFile;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>The mark: before the request the open question, after it the memory of the answer.</summary>
public sealed class AttemptMarkerTests : IDisposable
{
    private static readonly StudioProjects Projects = new([new("a1", "iris", "https://a.example/a1"), new("a2", "iris", "https://a.example/a2")]);

    private readonly TemporaryFolder folder = new();

    private string MarkerPath => folder["studio-msbuild/a.mark"];

    private AttemptMarker Marker => new(MarkerPath, Keys.Of());

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_mark_there_is_no_question_and_no_memory()
    {
        Marker.IsUnclear.ShouldBeFalse();
        Marker.Read().ShouldBeNull();
    }

    [Fact]
    public void Starting_leaves_a_question_that_names_time_and_registration()
    {
        Marker.TryStart().ShouldBeTrue();

        Marker.IsUnclear.ShouldBeTrue();
        Marker.Read()!.Value.Started.ShouldMatch("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z$");
        File.ReadAllText(MarkerPath).ShouldContain("github.com/owner/repository at https://studio.iterative.ai");
    }

    [Fact]
    public void Who_comes_second_does_not_start()
    {
        Marker.TryStart();

        Marker.TryStart().ShouldBeFalse();
    }

    [Fact]
    public void A_memory_also_keeps_others_from_starting()
    {
        Marker.Remember(Projects);

        Marker.TryStart().ShouldBeFalse();
    }

    [Fact]
    public void The_answer_takes_the_place_of_the_question()
    {
        Marker.TryStart();

        Marker.Remember(Projects);

        Marker.IsUnclear.ShouldBeFalse();
        Marker.Read()!.Value.Projects!.All.ShouldBe(Projects.All);
    }

    [Fact]
    public void The_memory_of_another_registration_is_none()
    {
        Marker.Remember(Projects);

        new AttemptMarker(MarkerPath, Keys.Of(team: "vision")).Read()!.Value.Projects.ShouldBeNull();
    }

    [Fact]
    public void A_mark_that_a_killed_build_left_empty_is_a_question_too()
    {
        folder.Write("studio-msbuild/a.mark", "");

        Marker.IsUnclear.ShouldBeTrue();
        Marker.Read()!.Value.Started.ShouldBe("at an unknown time");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"version\": 1, \"projects\": [{}]}")]
    [InlineData("{\"version\": 2}")]
    [InlineData("\0\0\0\0")]
    public void A_damaged_mark_is_a_question_and_never_an_exception(string text)
    {
        folder.Write("studio-msbuild/a.mark", text);

        Marker.IsUnclear.ShouldBeTrue();
        Marker.Read()!.Value.Started.ShouldNotContain("{");
    }

    [Fact]
    public void An_answer_that_a_kill_cut_off_anywhere_is_a_question_or_the_whole_answer()
    {
        Marker.TryStart();
        var question = File.ReadAllBytes(MarkerPath);
        Marker.Remember(Projects);
        var answer = File.ReadAllBytes(MarkerPath);

        for (var written = 1; written < answer.Length; written++)
        {
            File.WriteAllBytes(MarkerPath, [.. answer[..written], .. question.Skip(written)]);

            if (Marker.Read()!.Value.Projects is { } projects)
                projects.All.ShouldBe(Projects.All);
            Marker.TryStart().ShouldBeFalse();
        }
    }

    [Fact]
    public void Another_answer_takes_the_place_of_an_answer_in_one_step()
    {
        Marker.Remember(Projects);
        using var reader = new StreamReader(new FileStream(MarkerPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var before = File.ReadAllText(MarkerPath);

        Marker.Remember(new([new("b1", "iris", "https://a.example/b1")]));

        reader.ReadToEnd().ShouldBe(before);
        Marker.Read()!.Value.Projects!.All[0].Id.ShouldBe("b1");
    }

    [Fact]
    public void A_shorter_answer_leaves_nothing_of_a_longer_one()
    {
        Marker.Remember(Projects);

        Marker.Remember(new([Projects.All[0]]));

        Marker.Read()!.Value.Projects!.All.ShouldBe([Projects.All[0]]);
    }

    [Fact]
    public void Removed_is_as_if_it_had_never_been()
    {
        Marker.TryStart();

        Marker.Remove();

        Marker.Read().ShouldBeNull();
        Marker.TryStart().ShouldBeTrue();
    }

    [Fact]
    public void A_mark_that_is_a_symbolic_link_is_refused()
    {
        Directory.CreateDirectory(folder["studio-msbuild"]);
        File.CreateSymbolicLink(MarkerPath, folder["elsewhere"]);

        Should.Throw<IOException>(() => Marker.TryStart());
        Should.Throw<IOException>(() => Marker.Read());
    }
}
