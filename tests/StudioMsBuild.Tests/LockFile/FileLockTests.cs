using System.Diagnostics;
using StudioMsBuild.LockFile;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>Locks on a real disk, with real threads.</summary>
public sealed class FileLockTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task One_thread_at_a_time_holds_a_lock()
    {
        var (inside, most, turns) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < 5; i++)
                {
                    using var held = Take("a.lock");
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
    public void A_lock_that_stays_held_is_announced_once_and_then_fails()
    {
        using var holder = Take("a.lock");
        var (announced, clock) = (0, Stopwatch.StartNew());

        Take("a.lock", TimeSpan.FromMilliseconds(300), () => announced++).ShouldBeNull();

        announced.ShouldBe(1);
        clock.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void A_free_lock_is_taken_without_an_announcement()
    {
        var announced = 0;

        using (Take("a.lock", waiting: () => announced++))
        using (Take("b.lock", waiting: () => announced++))
            announced.ShouldBe(0);

        using (Take("a.lock", waiting: () => announced++))
            announced.ShouldBe(0);
    }

    [Fact]
    public void Cancelling_ends_the_wait_for_a_lock()
    {
        using var holder = Take("a.lock");
        using var cancel = new CancellationTokenSource();

        Should.Throw<OperationCanceledException>(() => FileLock.TryTake(new SafeFile(folder["a.lock"]), mode: null, Long, cancel.Cancel, cancel.Token));
    }

    [Fact]
    public void A_lock_behind_a_symbolic_link_is_refused()
    {
        Link.ToFile(folder["a.lock"], folder["elsewhere"]);

        Should.Throw<IOException>(() => Take("a.lock")).Message.ShouldContain("symbolic link");

        File.Exists(folder["elsewhere"]).ShouldBeFalse();
    }

    [Fact]
    public void A_FIFO_as_lock_is_refused_and_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        OtherUser.CreateFifo(folder["a.lock"]);

        Should.Throw<IOException>(() => Take("a.lock")).Message.ShouldContain("not a regular file");
    }

    private FileLock? Take(string name, TimeSpan? patience = null, Action? waiting = null) =>
        FileLock.TryTake(new SafeFile(folder[name]), mode: null, patience ?? Long, waiting ?? (static () => { }), Cancel);
}
