using System.Runtime.Versioning;
using StudioMsBuild.Testing;

namespace Quickstart.Tests;

/// <summary>Signals, and what is left of the processes, which only Linux shows.</summary>
[SupportedOSPlatform("linux")]
public class InterruptedRunTests
{
    public InterruptedRunTests()
    {
        if (Needs.Linux is { } reason)
            Assert.Skip(reason);
    }

    [Theory]
    [InlineData("INT", "pack")]
    [InlineData("TERM", "build")]
    public async Task A_signal_while_a_command_runs_ends_it_and_leaves_nothing(string signal, string command)
    {
        await using var quickstart = QuickstartProcess.Start();
        await quickstart.WaitForProcess($"dotnet {command} ");

        await quickstart.Signal(signal);

        (await quickstart.ExitCode()).ShouldBe(130, quickstart.Output);
        quickstart.Leftovers.ShouldBeEmpty();
        quickstart.RunningProcesses().ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_terminal_it_serves_the_page_until_Ctrl_C()
    {
        if (Needs.Terminal is { } reason)
            Assert.Skip(reason);
        await using var quickstart = QuickstartProcess.StartOnTerminal();
        await quickstart.WaitFor("Ctrl+C ends the Studio");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var page = quickstart.Output.Split("The project's page: ")[1].Split('\r', '\n')[0];

        // Not a word on the quick start: what is looked at below can be seen.
        quickstart.Leftovers.ShouldHaveSingleItem();
        quickstart.RunningProcesses().ShouldNotBeEmpty();

        var html = await client.GetStringAsync(new Uri(page), TestContext.Current.CancellationToken);
        await quickstart.PressControlC();

        html.ShouldContain("https://github.com/example/iris-classifier.git");
        (await quickstart.ExitCode()).ShouldBe(0, quickstart.Output);
        quickstart.Leftovers.ShouldBeEmpty();
        quickstart.RunningProcesses().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_that_fails_is_named_and_nothing_is_left()
    {
        using var programs = new TemporaryFolder();
        File.SetUnixFileMode(programs.Write("git", "#!/bin/sh\nexit 3\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var quickstart = QuickstartProcess.Start(new(StringComparer.Ordinal) { ["PATH"] = $"{programs.Path}:{Environment.GetEnvironmentVariable("PATH")}" });

        (await quickstart.ExitCode()).ShouldBe(1, quickstart.Output);

        quickstart.Output.ShouldMatch("The command 'git init .*' failed with exit code 3\\.\n$");
        quickstart.Leftovers.ShouldBeEmpty();
        quickstart.RunningProcesses().ShouldBeEmpty();
    }
}
