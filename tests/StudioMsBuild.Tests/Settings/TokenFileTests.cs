using System.Text;
using CliWrap;
using CliWrap.Buffered;
using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Settings;

/// <summary>The file of StudioTokenFile: a mounted secret, what an editor wrote, or a pipe.</summary>
public sealed class TokenFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_selects_the_encoding(string encoding)
    {
        File.WriteAllText(folder["token"], "isat_x\r\n", Encoding.GetEncoding(encoding));

        Read("token").Value().Value.ShouldBe("isat_x");
    }

    [Fact]
    public async Task A_pipe_is_waited_for()
    {
        await MakePipeAsync("token");
        var reading = Task.Run(() => Read("token"), TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(folder["token"], "isat_x\n", TestContext.Current.CancellationToken);

        (await reading).Value().Value.ShouldBe("isat_x");
    }

    [Fact]
    public async Task A_pipe_without_a_writer_fails_after_the_timeout()
    {
        await MakePipeAsync("token");

        var failure = Read("token", TimeSpan.FromMilliseconds(100)).Failure();

        failure.Code.ShouldBe("STUDIO1010");
        failure.Text.ShouldContain("StudioTimeout");
    }

    [Fact]
    public async Task A_pipe_that_stays_open_and_empty_fails_after_the_timeout()
    {
        await MakePipeAsync("token");
        await using var held = new FileStream(folder["token"], FileMode.Open, FileAccess.ReadWrite);

        Read("token", TimeSpan.FromMilliseconds(100)).Failure().Code.ShouldBe("STUDIO1010");
    }

    [Fact]
    public async Task Waiting_for_a_pipe_ends_when_the_build_is_cancelled()
    {
        await MakePipeAsync("token");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Should.Throw<OperationCanceledException>(() => TokenFile.Read(folder["token"], TimeSpan.FromHours(1), cancel.Token));
    }

    [Fact]
    public void A_device_without_an_end_is_read_no_further_than_a_token_may_be_long()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "Needs /dev/zero.");

        TokenFile.Read("/dev/zero", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken).Failure().Text.ShouldContain("larger than any token");
    }

    private Result<Setting<string>> Read(string file, TimeSpan? timeout = null) =>
        TokenFile.Read(folder[file], timeout ?? TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

    private async Task MakePipeAsync(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a pipe in the file system.");
        await Cli.Wrap("mkfifo").WithArguments([folder[name]]).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }
}
