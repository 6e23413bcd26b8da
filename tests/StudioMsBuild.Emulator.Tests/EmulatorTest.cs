using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace StudioMsBuild.Emulator.Tests;

/// <summary>A test with an emulator of its own on a free port, and the ways to ask it.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    protected const string Token = "isat_not-to-be-kept";

    // A proxy of the environment must not stand between a test and its server.
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentQueue<string> log = [];

    protected EmulatorServer Studio { get; private set; } = null!;

    protected IReadOnlyCollection<string> Log => log;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        Studio = await EmulatorServer.StartAsync(new EmulatorOptions { Port = 0, Log = log.Enqueue }, Cancel);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Studio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Posts a body to create-project, with a token and as JSON unless something else is asked for.</summary>
    protected async Task<Answer> Create(string body, string? authorization = $"token {Token}", string? contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Studio.Url}/api/create-project");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization).ShouldBeTrue();

        return await Send(request);
    }

    protected async Task<Answer> Get(string address, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(Studio.Url), address));
        request.Headers.Host = host;
        return await Send(request);
    }

    protected async Task<IHtmlDocument> Page(string address) =>
        await new HtmlParser().ParseDocumentAsync((await Get(address)).Body, Cancel);

    private async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, Cancel);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(Cancel),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}
