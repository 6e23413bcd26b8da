using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>A warm MSBuild server of the bench's own: no other build talks to it, and it ends with the bench.</summary>
internal sealed class BuildServer : IAsyncDisposable
{
    private readonly MeasuredRepository repository;
    private readonly string folder;
    private int id;

    /// <param name="repository">All of its builds go to the server from now on.</param>
    /// <param name="folder">A project in it that imports Peers.targets.</param>
    public BuildServer(MeasuredRepository repository, string folder)
    {
        (this.repository, this.folder) = (repository, folder);
        repository.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "1";
        repository.Environment.Remove("MSBUILDDISABLENODEREUSE");
        repository.Environment["MSBUILDNODEHANDSHAKESALT"] = Guid.NewGuid().ToString("N");
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
        await repository.DotNetAsync(["build-server", "shutdown", "--msbuild"], CancellationToken.None);
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

    private async Task<int> AskAsync(CancellationToken cancel) =>
        int.Parse(RuntimeState.Read((await repository.BuildAsync(folder, cancel, "StateAfter")).Output)["process"], CultureInfo.InvariantCulture);
}
