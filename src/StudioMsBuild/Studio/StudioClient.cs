using System.Reflection;
using StudioMsBuild.Settings;

namespace StudioMsBuild.Studio;

/// <summary>Calls Studio's create-project API: one request, its answer, or what went wrong.</summary>
internal sealed class StudioClient : IDisposable
{
    /// <summary>The longest answer that is read, in bytes.</summary>
    private const int MaxBytes = 1 << 20;

    private readonly StudioAddress studio;
    private readonly int timeoutSeconds;
    private readonly HttpClient http;

    public StudioClient(StudioAddress studio, int timeoutSeconds)
    {
        (this.studio, this.timeoutSeconds) = (studio, timeoutSeconds);
        // On loopback a proxy would see the token in plain text; a followed redirect would lose it and turn POST into GET.
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !studio.IsLoopback, UseCookies = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    private static string UserAgent { get; } =
        $"StudioMsBuild/{typeof(StudioClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}";

    /// <summary>Creates the project, or projects, of a registration.</summary>
    public Result<StudioProjects> Create(Registration registration, AccessToken token, Action<Diagnostic> tell, CancellationToken cancel)
    {
        using var body = new CreateProjectRequest(registration);
        using var request = new HttpRequestMessage(HttpMethod.Post, studio.Endpoint) { Content = body };
        request.Headers.TryAddWithoutValidation("Authorization", $"token {token.Value}");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(TimeSpan.FromSeconds(timeoutSeconds));
        try
        {
            return SendAsync(request, token, tell, timeout.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return body.WasSent
                ? Diagnostics.Timeout(studio.Value, timeoutSeconds)
                : Diagnostics.Unreachable(studio.Value, $"no connection within {timeoutSeconds} seconds (StudioTimeout)");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return NetworkFailure.Of(e, studio, body.WasSent);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Result<StudioProjects>> SendAsync(HttpRequestMessage request, AccessToken token, Action<Diagnostic> tell, CancellationToken cancel)
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        var isEncoded = response.Content.Headers.ContentEncoding.Any(static coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase));
        var body = isEncoded ? ReadOnlyMemory<byte>.Empty : await ReadBodyAsync(response.Content, cancel);
        var unreadable = isEncoded ? "it is compressed, which was not asked for" : body.Length > MaxBytes ? "it is larger than 1 MB" : null;
        return StudioAnswer.Of(response, body, unreadable, studio, token, tell);
    }

    /// <summary>The body, at most one byte more than <see cref="MaxBytes"/>.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContent content, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel);
        using var body = new MemoryStream();
        var buffer = new byte[16384];
        while (body.Length <= MaxBytes && await stream.ReadAsync(buffer, cancel) is > 0 and var count)
            body.Write(buffer, 0, count);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
