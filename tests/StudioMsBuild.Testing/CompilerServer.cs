namespace StudioMsBuild.Testing;

/// <summary>The C# compiler that the builds of one <see cref="DotNetCli"/> share, as a user's builds do; but it ends with its owner, not ten idle minutes later.</summary>
public sealed class CompilerServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource end = new();

    private readonly Task process;

    private readonly string socket;

    private CompilerServer(string program, string name, DotNetCli dotnet)
    {
        // Not in TMPDIR: the compiler itself looks only there.
        socket = Path.Combine("/tmp", name);
        var command = HermeticProcess.Command("dotnet", [program, $"-pipename:{name}"], dotnet.TemporaryFiles, dotnet.Environment);
        process = ProcessState.WhileUnchanged(() => command.ExecuteAsync(end.Token));
    }

    /// <summary>Starts it and, once it listens, has the builds of <paramref name="dotnet"/> use it.</summary>
    public static async Task<CompilerServer> StartAsync(DotNetCli dotnet)
    {
        var project = Path.Combine(dotnet.TemporaryFiles, "compiler.proj");
        await File.WriteAllTextAsync(project, "<Project />");
        var roslyn = await HermeticProcess.RunAsync("dotnet", ["msbuild", project, "-getProperty:RoslynTargetsPath"], dotnet.TemporaryFiles, dotnet.Environment);
        var name = $"studio-{Guid.NewGuid():N}";
        var server = new CompilerServer(Path.Combine(roslyn.StandardOutput.Trim(), "bincore", "VBCSCompiler.dll"), name, dotnet);
        await server.ListensAsync();
        dotnet.CompileOn(name);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await process.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
        File.Delete(socket);
    }

    // A build that meets no server starts one, which nobody would end.
    private async Task ListensAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!File.Exists(socket))
        {
            if (process.IsCompleted || patience.IsCancellationRequested)
            {
                await DisposeAsync();
                throw new InvalidOperationException("The compiler server does not listen.");
            }
            await Task.Delay(20);
        }
    }
}
