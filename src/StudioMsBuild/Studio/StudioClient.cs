using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;

namespace StudioMsBuild.Studio;

/// <summary>Calls Studio's create-project API: the request, its answer, or what went wrong. Tries again only where nothing can have been created.</summary>
internal sealed class StudioClient : IDisposable
{
    /// <summary>How many requests may be under way, each on a connection of its own.</summary>
    public const int MostAtOnce = 16;

    /// <summary>The longest answer that is read, in bytes.</summary>
    private const int MaxBytes = 1 << 20;

    private readonly StudioAddress studio;
    private readonly int timeoutSeconds;
    private readonly int retries;
    private readonly ServerTrust trust;
    private readonly HttpMessageInvoker http;

    /// <param name="certificateFile">PEM certificates to trust besides the system's.</param>
    /// <param name="connect">Gives a connection that is no socket: for a rehearsal.</param>
    public StudioClient(StudioAddress studio, int timeoutSeconds, int retries, Setting<string>? certificateFile, Func<Stream>? connect = null)
    {
        (this.studio, this.timeoutSeconds, this.retries) = (studio, timeoutSeconds, retries);
        trust = new ServerTrust(certificateFile);
        // On loopback a proxy would see the token in plain text; a followed redirect would lose it and turn POST into GET.
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            // No trace header of the build's.
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            UseProxy = !studio.IsLoopback,
            UseCookies = false,
            MaxConnectionsPerServer = MostAtOnce,
            ConnectCallback = connect is null ? new Connections().OpenAsync : (_, _) => new(connect()),
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = trust.Check },
        });
    }

    private static readonly ProductInfoHeaderValue UserAgent =
        new("StudioMsBuild", typeof(StudioClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);

    /// <summary>Creates the project, or projects, of a registration.</summary>
    public Result<StudioProjects> Create(CreateProjectRequest registration, AccessToken token, Action<Diagnostic> report, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            var result = TryOnce(registration, token, report, cancel);
            if (result.TryGetValue(out _, out var failure) || failure.Kind != FailureKind.Retryable || tries == retries)
                return result;
            var wait = RetryRule.Wait(tries, failure.RetryAfter);
            report(Diagnostics.Message($"{failure.Code}: {failure.Diagnostic.Content} Trying again in {wait.TotalSeconds:0.#} s ({tries + 1} of {retries})."));
            cancel.WaitHandle.WaitOne(wait);
            cancel.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => http.Dispose();

    private Result<StudioProjects> TryOnce(CreateProjectRequest registration, AccessToken token, Action<Diagnostic> report, CancellationToken cancel)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(TimeSpan.FromSeconds(timeoutSeconds));
        var body = new CreateProjectContent(registration);
        try
        {
            var (result, moved) = Send(studio.Endpoint, body, token, report, timeout.Token);
            if (moved is null)
                return result;
            // The first answer created nothing; the second is final.
            body = new CreateProjectContent(registration);
            return Send(moved, body, token, report, timeout.Token).Result;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return body.WasSent ? Diagnostics.Stopped(studio.Value) : throw new OperationCanceledException(cancel);
        }
        catch (OperationCanceledException)
        {
            return body.WasSent
                ? Diagnostics.Timeout(studio.Value, timeoutSeconds)
                : Diagnostics.Unreachable(studio.Value, $"no connection within {timeoutSeconds} seconds (StudioTimeout)");
        }
        // .NET lets a bare SocketException through where a connection is reset right after it was made.
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            // Another request of this client may have failed the check.
            return !body.WasSent && trust.Failure is { } reason && e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
                ? Diagnostics.TlsFailed(studio.Value, reason) with { Kind = FailureKind.Final }
                : NetworkFailure.From(e, studio, body.WasSent);
        }
    }

    private (Result<StudioProjects> Result, Uri? Moved) Send(Uri endpoint, CreateProjectContent body, AccessToken token, Action<Diagnostic> report, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("token", token.Value);
        request.Headers.UserAgent.Add(UserAgent);
        using var response = http.Send(request, cancel);

        var isEncoded = response.Content.Headers.ContentEncoding.Any(static coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase));
        var answer = isEncoded ? ReadOnlyMemory<byte>.Empty : ReadBody(response.Content, cancel);
        var unreadable = isEncoded ? "it is compressed, which was not asked for" : answer.Length > MaxBytes ? "it is larger than 1 MB" : null;
        return (StudioAnswer.From(response, answer, unreadable, studio, token, report), RedirectRule.Target(response, endpoint));
    }

    /// <summary>The body, a little over <see cref="MaxBytes"/> at the most.</summary>
    private static ReadOnlyMemory<byte> ReadBody(HttpContent content, CancellationToken cancel)
    {
        using var stream = content.ReadAsStream(cancel);
        using var body = new MemoryStream();
        var buffer = new byte[16384];
        while (body.Length <= MaxBytes && stream.ReadAsync(buffer, cancel).AsTask().GetAwaiter().GetResult() is > 0 and var count)
            body.Write(buffer, 0, count);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
