using System.Diagnostics;
using StudioMsBuild.LockFile;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>Locks and whole files, on a real disk and with real threads.</summary>
public sealed class SafeFileTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_lock_is_held_by_one_thread_at_a_time()
    {
        var (inside, most, turns) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < 5; i++)
                {
                    using var held = SafeFile.Lock(folder["a.lock"], Long, static () => { }, Cancel);
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    turns++;
                    Thread.Sleep(1);
                    Interlocked.Decrement(ref inside);
                }
            },
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        (most, turns).ShouldBe((1, 30));
    }

    [Fact]
    public void A_lock_that_is_held_is_waited_for_with_one_word_and_then_given_up()
    {
        using var holder = SafeFile.Lock(folder["a.lock"], Long, static () => { }, Cancel);
        var (said, clock) = (0, Stopwatch.StartNew());

        SafeFile.Lock(folder["a.lock"], TimeSpan.FromMilliseconds(300), () => said++, Cancel).ShouldBeNull();

        said.ShouldBe(1);
        clock.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_lock_that_is_free_is_taken_without_a_word()
    {
        var said = 0;

        using (SafeFile.Lock(folder["a.lock"], Long, () => said++, Cancel))
        using (SafeFile.Lock(folder["b.lock"], Long, () => said++, Cancel))
            said.ShouldBe(0);

        using (SafeFile.Lock(folder["a.lock"], Long, () => said++, Cancel))
            said.ShouldBe(0);
    }

    [Fact]
    public void Waiting_for_a_lock_ends_at_once_when_it_is_cancelled()
    {
        using var holder = SafeFile.Lock(folder["a.lock"], Long, static () => { }, Cancel);
        using var cancel = new CancellationTokenSource();
        var clock = new Stopwatch();

        Should.Throw<OperationCanceledException>(() => SafeFile.Lock(
            folder["a.lock"],
            Long,
            () =>
            {
                clock.Start();
                cancel.Cancel();
            },
            cancel.Token));

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_lock_behind_a_symbolic_link_is_refused()
    {
        File.CreateSymbolicLink(folder["a.lock"], folder["elsewhere"]);

        Should.Throw<IOException>(() => SafeFile.Lock(folder["a.lock"], Long, static () => { }, Cancel)).Message.ShouldContain("symbolic link");

        File.Exists(folder["elsewhere"]).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_of_locks_that_is_a_symbolic_link_is_refused()
    {
        Directory.CreateDirectory(folder["elsewhere"]);
        Directory.CreateSymbolicLink(folder[SafeFile.FolderName], folder["elsewhere"]);
        var path = folder[$"{SafeFile.FolderName}/a"];

        Should.Throw<IOException>(() => SafeFile.Lock(path, Long, static () => { }, Cancel));
        Should.Throw<IOException>(() => SafeFile.TryCreate(path, []));
        Should.Throw<IOException>(() => SafeFile.Read(path));

        Directory.EnumerateFileSystemEntries(folder["elsewhere"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_threads_that_create_a_file_one_does()
    {
        using var start = new Barrier(8);

        var created = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Cancel);
                return SafeFile.TryCreate(folder["a.mark"], [(byte)i]);
            },
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        created.Count(won => won).ShouldBe(1);
        File.ReadAllBytes(folder["a.mark"]).ShouldBe([(byte)Array.IndexOf(created, true)]);
    }

    [Fact]
    public async Task A_reader_sees_the_old_bytes_or_the_new_ones_and_never_half()
    {
        var path = folder["record"];
        byte[] Whole(byte value) => [.. Enumerable.Repeat(value, 200_000)];
        SafeFile.Replace(path, Whole(0));
        using var done = new CancellationTokenSource();

        var writing = Task.Run(
            () =>
            {
                for (byte i = 1; i <= 40; i++)
                    SafeFile.Replace(path, Whole(i));
                done.Cancel();
            },
            Cancel);

        while (!done.IsCancellationRequested)
        {
            var seen = SafeFile.Read(path)!;
            (seen.Length, seen.Distinct().Count()).ShouldBe((200_000, 1));
        }

        await writing;
    }

    [Fact]
    public void Replacing_that_fails_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(folder["record/with/content"]);

        Should.Throw<Exception>(() => SafeFile.Replace(folder["record"], [1]));

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBe([folder["record"]]);
    }

    [Fact]
    public void What_is_proved_is_as_it_was()
    {
        File.WriteAllText(folder["record"], "old");

        SafeFile.Prove(folder["record"]);

        File.ReadAllText(folder["record"]).ShouldBe("old");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBe([folder["record"]]);
    }

    [Fact]
    public void What_is_not_there_has_no_bytes() => SafeFile.Read(folder["nothing/here"]).ShouldBeNull();
}
