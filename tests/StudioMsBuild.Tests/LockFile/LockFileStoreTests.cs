using System.Text;
using StudioMsBuild.LockFile;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>studio.lock.json on a real disk: what is read, what is left alone, what other builds wrote.</summary>
public sealed class LockFileStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string LockFilePath => folder["studio.lock.json"];

    private LockFileStore LockFileStore => new(LockFilePath, folder["state"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void No_file_is_an_empty_record() => LockFileStore.Read().Value().Entries.ShouldBeEmpty();

    [Fact]
    public void The_first_registration_makes_the_file_and_its_folder()
    {
        var file = new LockFileStore(folder["a/new/folder/record.json"], folder["state"]);

        file.Update(Register("a1")).ShouldBeNull();

        file.Read().Value().Find(Keys.Of())!.All.ShouldHaveSingleItem().Id.ShouldBe("a1");
    }

    [Fact]
    public void Beside_the_record_nothing_is_left()
    {
        LockFileStore.Update(Register("a1")).ShouldBeNull();
        LockFileStore.Prove().ShouldBeNull();

        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).ShouldBe(["state", "studio.lock.json"], ignoreOrder: true);
    }

    [Fact]
    public void Entries_that_another_build_wrote_meanwhile_are_kept()
    {
        var (mine, others) = (LockFileStore, LockFileStore);
        mine.Read().Value().Entries.ShouldBeEmpty();
        others.Update(Register("b2", Keys.Of(team: "vision"))).ShouldBeNull();

        mine.Update(Register("a1")).ShouldBeNull();

        mine.Read().Value().Entries.Select(entry => entry.Project.Id).ShouldBe(["a1", "b2"]);
    }

    [Fact]
    public async Task Of_many_builds_that_write_at_once_no_entry_is_lost()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8 }, (i, _) =>
        {
            LockFileStore.Update(Register($"id{i}", Keys.Of(subdir: $"models/{i}"))).ShouldBeNull();
            return ValueTask.CompletedTask;
        });

        LockFileStore.Read().Value().Entries.Count().ShouldBe(40);
    }

    [Fact]
    public void An_unchanged_record_is_not_rewritten_also_when_a_hand_formatted_it()
    {
        var text = "\uFEFF" + LockFileText.Of(LockFileText.Entry(id: "a1", url: "https://a.example/a1"), LockFileText.Entry(id: "b2", team: "vision")).Replace(",", "  ,\r\n", StringComparison.Ordinal);
        File.WriteAllText(LockFilePath, text);
        var long_ago = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(LockFilePath, long_ago);

        LockFileStore.Update(Register("a1", url: "https://a.example/a1")).ShouldBeNull();

        File.ReadAllText(LockFilePath).ShouldBe(text[1..]);
        File.GetLastWriteTimeUtc(LockFilePath).ShouldBe(long_ago);
    }

    [Theory]
    [InlineData("{\"version\": 1, \"projects\": [\n<<<<<<< HEAD\n]}", "STUDIO4001")]
    [InlineData("{\"version\": 7}", "STUDIO4002")]
    [InlineData("not JSON", "STUDIO4001")]
    public void A_damaged_record_is_never_touched(string text, string code)
    {
        File.WriteAllText(LockFilePath, text);

        LockFileStore.Update(Register("a1"))!.Code.ShouldBe(code);

        File.ReadAllText(LockFilePath).ShouldBe(text);
    }

    [Fact]
    public void A_record_over_4_MB_is_refused_unread()
    {
        var bytes = new byte[(4 << 20) + 1];
        File.WriteAllBytes(LockFilePath, bytes);

        var failure = LockFileStore.Read().Failure();

        failure.Code.ShouldBe("STUDIO4003");
        failure.Text.ShouldContain("4 MB");
        failure.Diagnostic.File.ShouldBe(LockFilePath);
        LockFileStore.Update(Register("a1"))!.Code.ShouldBe("STUDIO4003");
        File.ReadAllBytes(LockFilePath).SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public void A_record_of_exactly_4_MB_is_read()
    {
        var text = LockFileText.Of(LockFileText.Entry());
        File.WriteAllText(LockFilePath, text.PadRight(4 << 20));

        LockFileStore.Read().Value().Find(Keys.Of()).ShouldNotBeNull();
    }

    [Fact]
    public void A_record_that_is_a_symbolic_link_is_refused_and_what_it_leads_to_untouched()
    {
        var target = folder.Write("elsewhere.json", LockFileText.Of(LockFileText.Entry()));
        var before = File.ReadAllBytes(target);
        File.CreateSymbolicLink(LockFilePath, target);

        var failure = LockFileStore.Read().Failure();

        failure.Code.ShouldBe("STUDIO4003");
        failure.Text.ShouldContain("symbolic link");
        LockFileStore.Prove()!.Code.ShouldBe("STUDIO4004");
        LockFileStore.Update(Register("b2"))!.Code.ShouldBe("STUDIO4003");
        File.ReadAllBytes(target).ShouldBe(before);
        new FileInfo(LockFilePath).LinkTarget.ShouldBe(target);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_refused_too()
    {
        File.CreateSymbolicLink(LockFilePath, folder["nowhere"]);

        LockFileStore.Read().Failure().Code.ShouldBe("STUDIO4003");
        LockFileStore.Update(Register("a1"))!.Code.ShouldBe("STUDIO4003");

        File.Exists(folder["nowhere"]).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_in_the_records_place_is_refused_before_anything_could_be_sent()
    {
        Directory.CreateDirectory(LockFilePath);

        LockFileStore.Read().Failure().Code.ShouldBe("STUDIO4003");
        LockFileStore.Prove()!.Code.ShouldBe("STUDIO4004");

        Directory.Exists(LockFilePath).ShouldBeTrue();
    }

    [Fact]
    public void A_record_that_cannot_be_opened_is_a_failure_with_the_systems_reason()
    {
        File.WriteAllText(LockFilePath, LockFileText.Of());
        using var held = new FileStream(LockFilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var failure = LockFileStore.Read().Failure();

        failure.Code.ShouldBe("STUDIO4003");
        failure.Text.ShouldContain("used by another process");
    }

    [Fact]
    public void A_record_below_what_is_no_folder_cannot_be_written()
    {
        folder.Write("file", "");
        var file = new LockFileStore(folder["file/studio.lock.json"], folder["state"]);

        file.Prove()!.Code.ShouldBe("STUDIO4004");
        file.Update(Register("a1"))!.Code.ShouldBe("STUDIO4004");
    }

    [Fact]
    public void A_read_only_record_cannot_be_written_and_stays()
    {
        File.WriteAllText(LockFilePath, LockFileText.Of());
        File.SetAttributes(LockFilePath, FileAttributes.ReadOnly);

        var failure = LockFileStore.Prove()!;

        failure.Code.ShouldBe("STUDIO4004");
        failure.Text.ShouldContain("read-only");
        failure.Text.ShouldContain("StudioLockFile");
        File.ReadAllText(LockFilePath).ShouldBe(LockFileText.Of());
    }

    private static Action<LockFileContent> Register(string id, RegistrationKey? key = null, string? url = null) =>
        record => record.Replace(key ?? Keys.Of(), new StudioProjects([new StudioProject(id, "iris", url ?? $"https://studio.iterative.ai/user/ada/projects/iris-{id}")]));
}
