namespace StudioMsBuild.Tests.LockFile;

/// <summary>Files that other programs hold, as Windows lets them.</summary>
public sealed class FileSharingTests
{
    private const int SharingViolation = unchecked((int)0x80070020);

    [Theory]
    [InlineData(SharingViolation)]
    [InlineData(unchecked((int)0x80070021))]
    public void A_file_that_stays_held_is_an_error_that_says_who_may_hold_it(int code)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("It is tried for ten seconds there: see tests/StudioMsBuild.WindowsTests.");

        Should.Throw<FileHeldException>(() => FileSharing.Retry(() => throw new IOException("held", code), TestContext.Current.CancellationToken))
            .Message.ShouldContain("a virus scanner");
    }

    [Fact]
    public void Any_other_failure_is_told_as_it_is() =>
        Should.Throw<IOException>(() => FileSharing.Retry(() => throw new IOException("full"), TestContext.Current.CancellationToken)).Message.ShouldBe("full");

    [Fact]
    public void A_file_that_is_held_for_a_moment_is_opened_afterwards()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Skip("Needs Windows: elsewhere nobody can hold a file.");
        using var box = new TemporaryFolder();
        var path = box.Write("file", "text");
        var held = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        var tries = 0;

        FileSharing.Retry(
            () =>
            {
                if (++tries == 3)
                    held.Dispose();
                File.ReadAllText(path).ShouldBe("text");
            },
            TestContext.Current.CancellationToken);

        tries.ShouldBe(3);
    }
}
