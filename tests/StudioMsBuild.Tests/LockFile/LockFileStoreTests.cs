using System.Collections.Concurrent;
using System.Text;
using StudioMsBuild.LockFile;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>studio.lock.json on a real disk: what is read, what is left alone, what other builds wrote.</summary>
public sealed class LockFileStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string LockFilePath => folder["studio.lock.json"];

    private LockFileStore LockFileStore => StoreOf(LockFilePath);

    private LockFileStore StoreOf(string path) => new(new SafeFile(path, folder.Path), new StateFolder(folder.Path));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void No_file_is_an_empty_lock_file() => LockFileStore.Read().Value().Entries.ShouldBeEmpty();

    [Fact]
    public void The_first_registration_makes_the_file_and_its_folder()
    {
        var file = StoreOf(folder["a/new/folder/lockFile.json"]);

        file.Update(Register("a1")).ShouldBeNull();

        file.Read().Value().Find(Keys.Of())!.All.ShouldHaveSingleItem().Id.ShouldBe("a1");
    }

    [Fact]
    public void Beside_the_lock_file_nothing_is_left()
    {
        LockFileStore.Update(Register("a1")).ShouldBeNull();
        LockFileStore.Prove().ShouldBeNull();

        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).ShouldBe(["studio-msbuild", "studio.lock.json"], ignoreOrder: true);
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
    public void An_unchanged_lock_file_is_not_rewritten_also_when_a_hand_formatted_it()
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
    public void A_damaged_lock_file_is_never_touched(string text, string code)
    {
        File.WriteAllText(LockFilePath, text);

        LockFileStore.Update(Register("a1"))!.Code.ShouldBe(code);

        File.ReadAllText(LockFilePath).ShouldBe(text);
    }

    [Fact]
    public void A_lock_file_over_4_MB_is_refused_unread()
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
    public void A_lock_file_of_exactly_4_MB_is_read()
    {
        var text = LockFileText.Of(LockFileText.Entry());
        File.WriteAllText(LockFilePath, text.PadRight(4 << 20));

        LockFileStore.Read().Value().Find(Keys.Of()).ShouldNotBeNull();
    }

    [Fact]
    public void A_lock_file_that_is_a_symbolic_link_is_refused_and_what_it_leads_to_untouched()
    {
        var target = folder.Write("elsewhere.json", LockFileText.Of(LockFileText.Entry()));
        var before = File.ReadAllBytes(target);
        Link.ToFile(LockFilePath, target);

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
        Link.ToFile(LockFilePath, folder["nowhere"]);

        LockFileStore.Read().Failure().Code.ShouldBe("STUDIO4003");
        LockFileStore.Update(Register("a1"))!.Code.ShouldBe("STUDIO4003");

        File.Exists(folder["nowhere"]).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_instead_of_the_lock_file_is_refused_before_anything_could_be_sent()
    {
        Directory.CreateDirectory(LockFilePath);

        LockFileStore.Read().Failure().Code.ShouldBe("STUDIO4003");
        LockFileStore.Prove()!.Code.ShouldBe("STUDIO4004");

        Directory.Exists(LockFilePath).ShouldBeTrue();
    }

    [Fact]
    public void A_lock_file_that_another_process_has_open_is_read()
    {
        File.WriteAllText(LockFilePath, LockFileText.Of(LockFileText.Entry()));
        using var held = new FileStream(LockFilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

        LockFileStore.Read().Value().Find(Keys.Of()).ShouldNotBeNull();
    }

    [Fact]
    public void A_failed_read_is_not_remembered()
    {
        var store = LockFileStore;
        Directory.CreateDirectory(LockFilePath);
        store.Read().Failure().Code.ShouldBe("STUDIO4003");
        Directory.Delete(LockFilePath);

        store.Read().Value().Entries.ShouldBeEmpty();
    }

    [Fact]
    public void A_failed_proof_is_not_taken_for_a_success_by_the_next_registration()
    {
        var store = LockFileStore;
        Directory.CreateDirectory(LockFilePath);

        store.Prove()!.Code.ShouldBe("STUDIO4004");
        store.Prove()!.Code.ShouldBe("STUDIO4004");
        Directory.Delete(LockFilePath);
        store.Prove().ShouldBeNull();
    }

    [Fact]
    public void A_change_of_equal_length_is_seen_and_an_unchanged_file_is_not_parsed_again()
    {
        var store = LockFileStore;
        File.WriteAllText(LockFilePath, LockFileText.Of(LockFileText.Entry(id: "a1")));
        var first = store.Read().Value();
        store.Read().Value().ShouldBeSameAs(first);

        File.WriteAllText(LockFilePath, LockFileText.Of(LockFileText.Entry(id: "b2")));
        File.SetLastWriteTimeUtc(LockFilePath, DateTime.UtcNow.AddSeconds(1));

        store.Read().Value().Find(Keys.Of())!.All[0].Id.ShouldBe("b2");
    }

    [Fact]
    public void Each_update_is_applied_once()
    {
        var (store, applied) = (LockFileStore, 0);

        store.Update(_ => applied++).ShouldBeNull();
        store.Update(_ => applied += 10).ShouldBeNull();

        applied.ShouldBe(11);
    }

    [Fact]
    public void Updates_that_wait_for_another_one_are_written_together()
    {
        var store = LockFileStore;
        var onDisk = new ConcurrentBag<string>();
        var waiting = Enumerable.Range(1, 15).Select(at => new Thread(() => store.Update(lockFile =>
        {
            onDisk.Add(File.ReadAllText(LockFilePath));
            Register($"id{at}", Keys.Of(subdir: $"models/{at}"))(lockFile);
        }))).ToList();

        store.Update(Register("a1")).ShouldBeNull();
        store.Update(lockFile =>
        {
            waiting.ForEach(static thread => thread.Start());
            SpinWait.SpinUntil(() => waiting.TrueForAll(static thread => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin)));
            Register("b2", Keys.Of(team: "vision"))(lockFile);
        }).ShouldBeNull();
        waiting.ForEach(static thread => thread.Join());

        onDisk.Count.ShouldBe(15);
        onDisk.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        store.Read().Value().Entries.Count().ShouldBe(17);
    }

    [Fact]
    public void A_FIFO_as_lock_file_is_a_failure_and_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        OtherUser.CreateFifo(LockFilePath);

        LockFileStore.Read().Failure().Text.ShouldContain("not a regular file");
        LockFileStore.Prove()!.Code.ShouldBe("STUDIO4004");
    }

    [Fact]
    public void A_write_that_fails_half_way_leaves_no_file()
    {
        using var disk = SmallDisk.Of(Directory.CreateDirectory(folder["disk"]).FullName);

        Should.Throw<IOException>(() => new SafeFile(folder["disk/a.mark"]).TryCreate(new byte[100_000]));
        Should.Throw<IOException>(() => new SafeFile(folder["disk/b.json"]).Replace(new byte[100_000], TestContext.Current.CancellationToken));

        Directory.EnumerateFileSystemEntries(folder["disk"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void On_Windows_the_spellings_of_one_path_have_one_lock(bool isCaseSensitive, bool isOne) =>
        (LockFileStore.LockName(@"c:\src\studio.lock.json", isCaseSensitive) == LockFileStore.LockName(@"C:\Src\studio.lock.json", isCaseSensitive)).ShouldBe(isOne);

    [Fact]
    public void A_lock_file_below_what_is_no_folder_cannot_be_written()
    {
        folder.Write("file", "");
        var file = StoreOf(folder["file/studio.lock.json"]);

        file.Prove()!.Code.ShouldBe("STUDIO4004");
        file.Update(Register("a1"))!.Code.ShouldBe("STUDIO4004");
    }

    [Fact]
    public void A_read_only_lock_file_cannot_be_written_and_stays()
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
        lockFile => lockFile.Replace(key ?? Keys.Of(), new StudioProjects([new StudioProject(id, "iris", url ?? $"https://studio.iterative.ai/user/ada/projects/iris-{id}")]));
}
