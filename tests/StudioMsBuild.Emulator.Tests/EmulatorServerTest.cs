using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>A test with an emulator of its own on a free port, and the requests to it.</summary>
public abstract class EmulatorServerTest : IAsyncLifetime
{
    protected const string Token = "isat_not-to-be-kept";

    // A proxy of the environment must not be between a test and its server.
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentQueue<string> log = [];

    protected EmulatorServer Studio { get; private set; } = null!;

    protected IReadOnlyCollection<string> Log => log;

    protected virtual EmulatorOptions Options => new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        Studio = await EmulatorServer.StartAsync(Options with { Port = 0, Log = log.Enqueue }, Cancel);

    public virtual async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Studio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Posts a body to create-project, with a token and as JSON unless something else is asked for.</summary>
    /// <param name="headers">Further ones.</param>
    protected async Task<Answer> Create(
        string body,
        string? authorization = $"token {Token}",
        string? contentType = "application/json",
        string address = "/api/create-project",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Studio.Url + address);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization).ShouldBeTrue();

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await Send(request);
    }

    protected Task<Answer> Get(string address, string? host = null) => Ask(HttpMethod.Get, address, host);

    protected async Task<Answer> Ask(HttpMethod method, string address, string? host = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(Studio.Url), address));
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await Send(request);
    }

    /// <summary>What a pipeline's test would ask for.</summary>
    protected async Task<JsonArray> Requests() => (await Get("/_emulator/requests")).Json["requests"]!.AsArray();

    protected async Task<IHtmlDocument> Page(string address) =>
        await new HtmlParser().ParseDocumentAsync((await Get(address)).Body, Cancel);

    protected async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, Cancel);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(Cancel),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}
