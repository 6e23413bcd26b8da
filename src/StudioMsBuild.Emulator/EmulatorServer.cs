using System.Net;
using StudioMsBuild.Emulator.Api;
using StudioMsBuild.Emulator.Data;
using StudioMsBuild.Emulator.Faults;
using StudioMsBuild.Emulator.Pages;
using StudioMsBuild.Emulator.Requests;

namespace StudioMsBuild.Emulator;

/// <summary>A local Studio: the create-project API, and pages that show what was created.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Database database;
    private readonly ProjectStore store;
    private readonly FaultQueue faults;

    /// <exception cref="FormatException">A fault is unknown.</exception>
    private EmulatorServer(EmulatorOptions options, Database database)
    {
        this.database = database;
        var changes = new ChangeFeed();
        store = new ProjectStore(database, changes, options.MaxProjects);
        faults = new FaultQueue(options.Fail);
        app = Build(options, store, new RequestStore(database, changes), faults, changes);
    }

    /// <summary>The base URL, like <c>http://127.0.0.1:8750</c>, without a trailing slash; the loopback URL if it listens on all addresses.</summary>
    public string Url => app.Urls.Single()
        .Replace("://0.0.0.0:", "://127.0.0.1:", StringComparison.Ordinal)
        .Replace("://[::]:", "://127.0.0.1:", StringComparison.Ordinal);

    /// <summary>Every project that is kept, the newest first.</summary>
    public IReadOnlyList<Project> Projects => store.All();

    /// <summary>How many create requests came in, successful or not.</summary>
    public int Requests => faults.Requests;

    /// <summary>Starts a server, which answers once the task completes.</summary>
    /// <exception cref="FormatException">A fault is unknown.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address is not this machine's, or this user may not use the port.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The data file cannot be used.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);

        var opened = Database.Open(options.DataFile);
        EmulatorServer? server = null;
        try
        {
            server = new EmulatorServer(options, opened);
            await server.app.StartAsync(cancel);
            return server;
        }
        catch
        {
            if (server is not null)
                await server.app.DisposeAsync();
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server; requests in progress get a second.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        database.Dispose();
    }

    private static WebApplication Build(
        EmulatorOptions options,
        ProjectStore projects,
        RequestStore requests,
        FaultQueue faults,
        ChangeFeed changes)
    {
        // The empty builder reads no environment variable and no file: a user's ASPNETCORE_URLS must not open another port.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 500; // Each holds a body while its request is under way.
            kestrel.Listen(options.Address, options.Port, endpoint =>
            {
                if (options.Certificate is { } certificate)
                    endpoint.UseHttps(certificate);
            });
        });
        builder.Logging
            .SetMinimumLevel(LogLevel.Error)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None) // A failed start is thrown to the caller, who reports it.
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(projects);
        builder.Services.AddSingleton(requests);
        builder.Services.AddSingleton(faults);
        builder.Services.AddSingleton(changes);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        var web = builder.Build();
        web.UseConsoleLog(options.Log);
        web.UseStrictHeaders();
        web.UseHostFilter();
        web.UseRecorder(requests);
        web.UseErrorPages();
        web.MapCreateProject();
        web.MapRequests();
        web.MapControls();
        web.MapPages();
        return web;
    }

    /// <summary>The program handles Ctrl+C, not the server inside it.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
