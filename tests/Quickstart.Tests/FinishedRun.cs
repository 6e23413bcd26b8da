using CliWrap;
using CliWrap.Buffered;
using StudioMsBuild.Testing;

namespace Quickstart.Tests;

/// <summary>One run without a terminal for all the tests that only look at what it did, with settings of a user that would lead it astray.</summary>
public sealed class FinishedRun : IAsyncLifetime
{
    public const string UsersOwn = "the-users-own";

    public int ExitCode { get; private set; }

    public string Output { get; private set; } = "";

    public string CheckoutBefore { get; private set; } = "";

    public string CheckoutAfter { get; private set; } = "";

    public IReadOnlyList<string> Leftovers { get; private set; } = [];

    public IReadOnlyList<string> RunningProcesses { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        CheckoutBefore = await StatusAsync();
        await using var quickstart = QuickstartProcess.Start(new(StringComparer.Ordinal)
        {
            ["DVC_STUDIO_URL"] = $"https://{UsersOwn}.invalid",
            ["DVC_STUDIO_TOKEN"] = UsersOwn,
            ["DVC_STUDIO_OFFLINE"] = "true",
            ["STUDIO_REPO_URL"] = $"https://github.com/{UsersOwn}/repository.git",
            ["StudioTeamName"] = UsersOwn,
            ["STUDIOURL"] = $"https://{UsersOwn}.invalid",
            ["GIT_DIR"] = $"/{UsersOwn}",
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = "remote.origin.url",
            ["GIT_CONFIG_VALUE_0"] = $"https://github.com/{UsersOwn}/repository.git",
        });
        ExitCode = await quickstart.ExitCode();
        Output = quickstart.Output;
        Leftovers = [.. quickstart.Leftovers];
        RunningProcesses = quickstart.RunningProcesses();
        CheckoutAfter = await StatusAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Changed, new and ignored files of the folders that the quick start reads.</summary>
    private static async Task<string> StatusAsync() =>
        (await Cli.Wrap("git")
            .WithWorkingDirectory(SourceTree.Root)
            .WithArguments(["-c", "safe.directory=*", "status", "--porcelain", "--ignored", "--", "build", "docs", "samples", "src"])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken)).StandardOutput;
}
