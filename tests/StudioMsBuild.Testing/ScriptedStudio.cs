using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StudioMsBuild.Testing;

/// <summary>A request as it came in.</summary>
public sealed record StudioRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? this[string header] => Headers.GetValueOrDefault(header);
}

/// <summary>A Studio on loopback that keeps every request and answers as a test sets it; by default as the API page shows.</summary>
public sealed class ScriptedStudio : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<StudioRequest> requests = new();

    private ScriptedStudio(WebApplication application) => this.application = application;

    /// <summary>http(s)://127.0.0.1:port, without a slash at the end.</summary>
    public string Url => application.Urls.Single();

    public IReadOnlyList<StudioRequest> Requests => [.. requests];

    /// <summary>The one request there was; an error if there was none or another.</summary>
    public StudioRequest Request => Requests.Single();

    /// <summary>How to answer; by default with <see cref="Answers.Created"/>.</summary>
    public RequestDelegate Answer { get; set; } = Answers.Created;

    public static async Task<ScriptedStudio> StartAsync(X509Certificate2? certificate = null, X509Certificate2Collection? chain = null)
    {
        // Empty: no settings file, no variable and no log of the caller's comes in.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0, endpoint =>
        {
            if (certificate is not null)
                endpoint.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, chain));
        }));
        var studio = new ScriptedStudio(builder.Build());
        studio.application.Run(studio.HandleAsync);
        await studio.application.StartAsync();
        return studio;
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        // Kept in memory, so that an answer may read it too.
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Request.Body.Position = 0;
        requests.Enqueue(new(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body));
        await Answer(context);
    }
}
