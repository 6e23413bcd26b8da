using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bench;

/// <summary>A Studio on loopback that answers every request alike after the same time, and counts; it reads and keeps nothing.</summary>
internal sealed class LocalStudio : IAsyncDisposable
{
    private readonly WebApplication application;
    private int requests;
    private int connections;
    private long project;

    private LocalStudio(WebApplication application) => this.application = application;

    public string Url => application.Urls.Single();

    /// <summary>From a request to its answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>How many requests came in since the last call, and how many connections they came on.</summary>
    public (int Requests, int Connections) TakeCounts() => (Interlocked.Exchange(ref requests, 0), Interlocked.Exchange(ref connections, 0));

    public static async Task<LocalStudio> StartAsync()
    {
        LocalStudio? studio = null;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0, endpoint => endpoint.Use(next => connection =>
        {
            Interlocked.Increment(ref studio!.connections);
            return next(connection);
        })));
        studio = new LocalStudio(builder.Build());
        studio.application.Run(studio.AnswerAsync);
        await studio.application.StartAsync();
        return studio;
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var since = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref requests);
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        if (Latency - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } rest)
            await Task.Delay(rest, context.RequestAborted);

        var id = $"p{Interlocked.Increment(ref project):x9}";
        context.Response.ContentType = "application/json";
        var answer = $$"""{"projects": [{"id": "{{id}}", "url": "{{Url}}/user/ada/projects/iris-{{id}}", "name": "iris"}]}""";
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }
}
