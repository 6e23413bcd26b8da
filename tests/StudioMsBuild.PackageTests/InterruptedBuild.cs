using System.Diagnostics;

namespace StudioMsBuild.PackageTests;

/// <summary>Ctrl+C while Studio does not answer.</summary>
public sealed class InterruptedBuild(PackedPackage package) : ScriptedTest(package)
{
    [Fact]
    public async Task Ctrl_C_ends_a_request_that_hangs_at_once()
    {
        if (Needs.Unix is { } reason)
            Assert.Skip(reason);
        using var interrupt = new CancellationTokenSource();
        var connectionGone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Studio.Answer = async context =>
        {
            await interrupt.CancelAsync();
            await Answers.Silence(context);
            connectionGone.SetResult();
        };
        User.Plain().Property("StudioTimeout", "100").Save();

        var pressed = new Stopwatch();
        interrupt.Token.Register(pressed.Start);
        await Should.ThrowAsync<OperationCanceledException>(User.RegisterAsync(interrupt.Token));

        pressed.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        await connectionGone.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Studio.Requests.Count.ShouldBe(1);
        BinaryLog.Read(Directory.EnumerateFiles(User.Logs).Single()).Errors.Select(error => error.Code).ShouldBe(["STUDIO3019"]);
    }
}
