using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using StudioMsBuild.Tests.Registration;

namespace StudioMsBuild.Tests.Studio;

/// <summary>Ctrl+C in each phase: within a second, and the attempt marker is right.</summary>
public class CancellationTests
{
    [Fact]
    public async Task Before_anything_it_leaves_nothing()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        Should.Throw<OperationCanceledException>(() => repository.Register(studio.Url, cancel: new CancellationToken(canceled: true)));

        studio.Requests.ShouldBeEmpty();
        Marks(repository).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_connecting_it_leaves_no_unresolved_attempt()
    {
        // Takes the connection, and never starts TLS.
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var repository = BuildExtensions.CreateRepository();
        using var cancel = new CancellationTokenSource();
        var clock = new Stopwatch();
        var cancelling = CancelAsync();

        Should.Throw<OperationCanceledException>(() => repository.Register($"https://{server.LocalEndpoint}", cancel: cancel.Token));

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        Marks(repository).ShouldBeEmpty();
        await cancelling;

        async Task CancelAsync()
        {
            using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            clock.Start();
            await cancel.CancelAsync();
        }
    }

    [Theory]
    [InlineData("before the answer")]
    [InlineData("within the answer")]
    public async Task While_waiting_for_the_answer_it_leaves_an_unresolved_attempt(string phase)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        using var cancel = new CancellationTokenSource();
        var clock = new Stopwatch();
        studio.Answer = async context =>
        {
            if (phase == "within the answer")
            {
                await context.Response.WriteAsync("{\"projects\": ", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            clock.Start();
            await cancel.CancelAsync();
            await Answers.Silence(context);
        };

        var failure = repository.Register(studio.Url, cancel: cancel.Token).Failure;

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        failure.Code.ShouldBe("STUDIO3019");
        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4007");
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task While_backing_off_it_leaves_no_unresolved_attempt()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Sequence.Busy(429, "60");
        using var repository = BuildExtensions.CreateRepository();
        using var cancel = new CancellationTokenSource();
        var clock = new Stopwatch();

        Should.Throw<OperationCanceledException>(() => repository.Register(studio.Url, with => with.Set("StudioRetries", "3"), cancel: cancel.Token, report: reported =>
        {
            if (!reported.Text.Contains("Retrying in", StringComparison.Ordinal))
                return;
            clock.Start();
            cancel.Cancel();
        }));

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        studio.Requests.ShouldHaveSingleItem();
        Marks(repository).ShouldBeEmpty();
        studio.Answer = Answers.Created;
        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Created);
    }

    [Fact]
    public async Task After_a_redirect_it_still_leaves_an_unresolved_attempt()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        using var cancel = new CancellationTokenSource();
        studio.Answer = Sequence.Of(Answers.Redirect(308, "/new"), async context =>
        {
            await cancel.CancelAsync();
            await Answers.Silence(context);
        });

        repository.Register(studio.Url, cancel: cancel.Token).Failure.Code.ShouldBe("STUDIO3019");

        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4007");
    }

    private static IEnumerable<string> Marks(GitRepository repository) =>
        Directory.Exists(repository[".git/studio-msbuild"]) ? Directory.EnumerateFiles(repository[".git/studio-msbuild"], "*.mark") : [];
}
