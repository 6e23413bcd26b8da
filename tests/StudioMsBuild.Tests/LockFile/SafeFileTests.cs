using StudioMsBuild.LockFile;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>Files on a real disk: whole, regular, bounded, and never behind a link of the repository.</summary>
public sealed class SafeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Of_many_threads_that_create_a_file_one_does()
    {
        using var start = new Barrier(8);

        var created = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Cancel);
                return FileAt("a.mark").TryCreate([(byte)i]);
            },
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        created.Count(won => won).ShouldBe(1);
        File.ReadAllBytes(folder["a.mark"]).ShouldBe([(byte)Array.IndexOf(created, true)]);
    }

    [Fact]
    public async Task A_reader_sees_the_old_bytes_or_the_new_ones_and_never_a_part()
    {
        byte[] Whole(byte value) => [.. Enumerable.Repeat(value, 200_000)];
        FileAt("a.json").Replace(Whole(0), Cancel);
        using var done = new CancellationTokenSource();

        var writing = Task.Run(
            () =>
            {
                for (byte i = 1; i <= 40; i++)
                    FileAt("a.json").Replace(Whole(i), Cancel);
                done.Cancel();
            },
            Cancel);

        while (!done.IsCancellationRequested)
        {
            var seen = FileAt("a.json").Read(Cancel)!;
            (seen.Length, seen.Distinct().Count()).ShouldBe((200_000, 1));
        }

        await writing;
    }

    [Fact]
    public void Replacing_that_fails_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(folder["a.json/with/content"]);

        Should.Throw<Exception>(() => FileAt("a.json").Replace([1], Cancel));

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBe([folder["a.json"]]);
    }

    [Fact]
    public void Proving_leaves_content_time_and_mode_as_they_were()
    {
        folder.Write("a.json", "old");
        var written = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(folder["a.json"], written);

        FileAt("a.json").ProveReplaceable(Cancel);

        File.ReadAllText(folder["a.json"]).ShouldBe("old");
        File.GetLastWriteTimeUtc(folder["a.json"]).ShouldBe(written);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBe([folder["a.json"]]);
    }

    [Fact]
    public void A_file_that_does_not_exist_has_no_bytes() => FileAt("nothing/here").Read(Cancel).ShouldBeNull();

    [Theory]
    [InlineData("out", "out/a.json")]
    [InlineData("deep/out", "deep/out/a.json")]
    [InlineData("out", "out/deeper/a.json")]
    [InlineData("a.json", "a.json")]
    public void A_link_of_the_repository_is_refused_whatever_component_it_is(string link, string file)
    {
        folder.Write("elsewhere/a.json", "theirs");
        folder.Write("elsewhere/deeper/a.json", "theirs");
        Directory.CreateDirectory(Path.GetDirectoryName(folder["repository/" + link])!);
        Link.ToFile(folder["repository/" + link], link == "a.json" ? folder["elsewhere/a.json"] : folder["elsewhere"]);
        var linked = new SafeFile(folder["repository/" + file], folder["repository"]);

        Should.Throw<IOException>(() => linked.Read(Cancel)).Message.ShouldContain("symbolic link");
        Should.Throw<IOException>(() => linked.Replace([1], Cancel));
        Should.Throw<IOException>(() => linked.TryCreate([1]));
        Should.Throw<IOException>(() => linked.ProveReplaceable(Cancel));
        Should.Throw<IOException>(() => linked.Delete(Cancel));

        Directory.EnumerateFiles(folder["elsewhere"], "*", SearchOption.AllDirectories).ShouldAllBe(path => File.ReadAllText(path) == "theirs");
    }

    [Fact]
    public void A_link_that_leads_to_the_repository_is_the_users_own()
    {
        folder.Write("repository/out/a.json", "mine");
        Link.ToFolder(folder["work"], folder["repository"]);

        new SafeFile(folder["work/out/a.json"], folder["repository"]).Read(Cancel).ShouldBe("mine"u8.ToArray());
    }

    [Fact]
    public void A_link_of_the_repository_is_found_behind_a_link_of_the_users()
    {
        Directory.CreateDirectory(folder["elsewhere"]);
        Directory.CreateDirectory(folder["repository"]);
        Link.ToFolder(folder["work"], folder["repository"]);
        Link.ToFolder(folder["repository/out"], folder["elsewhere"]);

        Should.Throw<IOException>(() => new SafeFile(folder["work/out/a.json"], folder["repository"]).Replace([1], Cancel));

        Directory.EnumerateFileSystemEntries(folder["elsewhere"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_that_is_swapped_in_while_the_file_is_replaced_changes_no_other_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        var theirs = folder.Write("theirs", "theirs");
        using var done = new CancellationTokenSource();
        var swapping = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    Link.ToFile(folder["link"], theirs);
                    File.Move(folder["link"], folder["a.mark"], overwrite: true);
                }
            },
            Cancel);

        for (var i = 0; i < 200; i++)
        {
            try
            {
                FileAt("a.mark").Replace("mine"u8.ToArray(), Cancel);
            }
            catch (IOException)
            {
                // Refused: the link was there first.
            }
        }

        await done.CancelAsync();
        await swapping;
        (await File.ReadAllTextAsync(theirs, Cancel)).ShouldBe("theirs");
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/tty")]
    [InlineData("FIFO")]
    public void What_is_no_regular_file_is_refused_and_never_waited_for(string special)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        if (special == "FIFO")
            OtherUser.CreateFifo(special = folder["fifo"]);
        var file = new SafeFile(special);

        Should.Throw<IOException>(() => file.Read(Cancel)).Message.ShouldContain("not a regular file");
        Should.Throw<IOException>(() => file.Replace([1], Cancel));
        Should.Throw<IOException>(() => file.TryCreate([1]));
        Should.Throw<IOException>(() => file.ProveReplaceable(Cancel));
    }

    [Fact]
    public void A_FIFO_that_replaces_the_file_after_the_check_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        OtherUser.CreateFifo(folder["fifo"]);

        // What reading does once the check has passed.
        using var opened = UnixFile.Open(folder["fifo"], forWriting: false);

        opened.IsInvalid.ShouldBeFalse();
    }

    [Fact]
    public void A_link_that_replaces_the_file_after_the_check_is_not_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        Link.ToFile(folder["link"], folder.Write("theirs", "theirs"));

        Should.Throw<IOException>(() => UnixFile.Open(folder["link"], forWriting: true));
    }

    [Theory]
    [InlineData("a.json/", "folder's")]
    [InlineData("relative.json", "absolute")]
    [InlineData("", "absolute")]
    public void A_path_that_cannot_be_a_file_is_an_IOException(string path, string reason)
    {
        var file = new SafeFile(path.StartsWith('a') ? folder.Path + "/" + path : path);

        Should.Throw<IOException>(() => file.Read(Cancel)).Message.ShouldContain(reason);
        Should.Throw<IOException>(() => file.Replace([1], Cancel));
        Should.Throw<IOException>(() => file.ProveReplaceable(Cancel));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)]
    public void A_file_that_is_replaced_keeps_its_mode(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), OtherUser.NeedsUnix);
        File.SetUnixFileMode(folder.Write("a.json", "old"), mode);

        FileAt("a.json").Replace([1], Cancel);

        File.GetUnixFileMode(folder["a.json"]).ShouldBe(mode);
    }

    [Fact]
    public void A_mounted_file_which_cannot_be_renamed_over_is_written_in_place()
    {
        folder.Write("a.json", "");
        using var mount = BindMount.Of(folder.Write("mounted.json", "old"), folder["a.json"]);

        FileAt("a.json").ProveReplaceable(Cancel);
        File.ReadAllText(folder["mounted.json"]).ShouldBe("old");
        FileAt("a.json").Replace("longer than before"u8.ToArray(), Cancel);
        File.ReadAllText(folder["mounted.json"]).ShouldBe("longer than before");
        FileAt("a.json").Replace("new"u8.ToArray(), Cancel);

        File.ReadAllText(folder["mounted.json"]).ShouldBe("new");
        Directory.EnumerateFileSystemEntries(folder.Path).Count().ShouldBe(2);
    }

    private SafeFile FileAt(string name) => new(folder[name]);
}
