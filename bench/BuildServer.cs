using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>A warm MSBuild server of the bench's own: no other build talks to it, and it ends with the bench.</summary>
internal sealed class BuildServer : IAsyncDisposable
{
    private readonly string folder;
    private int id;

    /// <param name="folder">A project in the repository that imports Peers.targets.</param>
    public BuildServer(MeasuredRepository repository, string folder)
    {
        this.folder = folder;
        var environment = new Dictionary<string, string>(repository.Environment, StringComparer.Ordinal)
        {
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "1",
            ["MSBUILDNODEHANDSHAKESALT"] = Guid.NewGuid().ToString("N"),
        };
        environment.Remove("MSBUILDDISABLENODEREUSE");
        Repository = repository.With(environment);
    }

    /// <summary>The repository, built by the server.</summary>
    public MeasuredRepository Repository { get; }

    /// <summary>What it and its children have computed so far, in the kernel's steps of 10 ms.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            // After the name in parentheses, the 12th to the 15th field: in user and kernel mode, and the same of its children.
            var fields = File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return TimeSpan.FromMilliseconds(10 * fields[11..15].Sum(static ticks => long.Parse(ticks, CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Starts it, and sees that two builds ran in one process.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        id = await AskAsync(cancel);
        if (await AskAsync(cancel) != id)
            throw new BenchException("The builds that should run in the build server ran in processes of their own.");
    }

    /// <summary>Sees that it is still the same process.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (await AskAsync(cancel) != id)
            throw new BenchException("The build server was restarted while it was measured.");
    }

    public async ValueTask DisposeAsync()
    {
        if (id == 0)
            return;
        await Repository.DotNetAsync(["build-server", "shutdown", "--msbuild"], CancellationToken.None);
        try
        {
            using var server = Process.GetProcessById(id);
            if (!server.WaitForExit(TimeSpan.FromSeconds(5)))
                server.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }

    private async Task<int> AskAsync(CancellationToken cancel)
    {
        var run = await Repository.BuildAsync(folder, cancel, "ShowProcess");
        return int.Parse(run.Output.Split('\n').Select(static line => line.Trim()).Single(static line => line.StartsWith("process=", StringComparison.Ordinal)).Split('=')[1], CultureInfo.InvariantCulture);
    }
}
