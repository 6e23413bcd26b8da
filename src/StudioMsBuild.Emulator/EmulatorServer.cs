using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using StudioMsBuild.Emulator.Api;
using StudioMsBuild.Emulator.Data;
using StudioMsBuild.Emulator.Faults;
using StudioMsBuild.Emulator.Pages;

namespace StudioMsBuild.Emulator;

/// <summary>A Studio on loopback: the create-project API, and pages that show what was created.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ProjectStore store;
    private readonly FaultQueue faults;

    private EmulatorServer(WebApplication app, ProjectStore store, FaultQueue faults) => (this.app, this.store, this.faults) = (app, store, faults);

    /// <summary>The base URL, like <c>http://127.0.0.1:8750</c>, without a trailing slash.</summary>
    public string Url => app.Urls.Single();

    /// <summary>Every project that is kept, the newest first.</summary>
    public IReadOnlyList<Project> Projects => store.All();

    /// <summary>How many create requests came in, whatever became of them.</summary>
    public int Requests => faults.Requests;

    /// <summary>Starts a server; it answers when the task is done.</summary>
    /// <exception cref="FormatException">A fault is unknown.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The data file cannot be used.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);

        var queue = new FaultQueue(options.Fail);
        var projects = ProjectStore.Open(options.DataFile);
        var server = new EmulatorServer(Build(options, projects, queue), projects, queue);
        try
        {
            await server.app.StartAsync(cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server; requests under way get a second.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        store.Dispose();
    }

    private static WebApplication Build(EmulatorOptions options, ProjectStore projects, FaultQueue faults)
    {
        // The empty builder reads no environment variable and no file: a user's ASPNETCORE_URLS must not open another door.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Listen(IPAddress.Loopback, options.Port, endpoint =>
            {
                if (options.Certificate is { } certificate)
                    endpoint.UseHttps(certificate);
            });
        });
        builder.Logging
            .SetMinimumLevel(LogLevel.Error)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // A failed start is thrown to the caller, who tells it.
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(projects);
        builder.Services.AddSingleton(faults);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.Configure<HostFilteringOptions>(hosts =>
        {
            // The Host header goes into project URLs, and another name would be a web page's DNS rebinding.
            hosts.AllowedHosts = ["127.0.0.1", "localhost"];
            hosts.AllowEmptyHosts = false;
        });

        var web = builder.Build();
        web.UseRequestLog(options.Log);
        web.UseStrictHeaders();
        web.UseHostFiltering();
        web.UseErrorPages();
        web.MapCreateProject();
        web.MapPages();
        return web;
    }

    /// <summary>The program around the server decides about Ctrl+C, not the server.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
