using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Quickstart;

/// <summary>The tool studio-emulator as a process, ended when disposed.</summary>
internal sealed class StudioEmulator : IAsyncDisposable
{
    private readonly Process process;

    private StudioEmulator(Process process) => this.process = process;

    public string Url { get; private set; } = "";

    /// <summary>Starts it, and waits until it answers.</summary>
    public static async Task<StudioEmulator> StartAsync(Shell shell, WorkFolder folder, CancellationToken stop)
    {
        var ready = folder["studio-url"];
        var studio = new StudioEmulator(shell.Start(folder["config"], "studio-emulator", "--port", "0", "--quiet", "--ready-file", ready));
        try
        {
            while (!File.Exists(ready))
            {
                stop.ThrowIfCancellationRequested();
                if (studio.process.HasExited)
                    throw new QuickstartException($"studio-emulator ended with exit code {studio.process.ExitCode}.");
                await Task.Delay(50, stop);
            }

            studio.Url = (await File.ReadAllTextAsync(ready, stop)).Trim();
            return studio;
        }
        catch
        {
            await studio.DisposeAsync();
            throw;
        }
    }

    /// <summary>Name and page of the project that the only request made.</summary>
    public async Task<(string Name, Uri Page)> ProjectAsync(CancellationToken stop)
    {
        // Never through a proxy: it is on this machine.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var kept = await client.GetFromJsonAsync<JsonNode>($"{Url}/_emulator/requests", stop);
        var project = kept!["requests"]!.AsArray().Single()!["answer"]!["projects"]![0]!;
        return ((string)project["name"]!, new Uri((string)project["url"]!));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
