using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace StudioMsBuild.Studio;

/// <summary>
/// Calls Studio's create-project API: the request, its answer, or what went wrong. It retries only where nothing can have been
/// created.
/// </summary>
internal sealed class StudioClient : IDisposable
{
    /// <summary>How many requests may be active, each on a connection of its own.</summary>
    public const int MostAtOnce = 16;

    private static readonly ProductInfoHeaderValue UserAgent =
        new("StudioMsBuild", InformationalVersion.Split('+')[0]);

    private static string InformationalVersion =>
        typeof(StudioClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly StudioConnection connection;
    private readonly Lazy<Result<Transport>> transport;
    private readonly ConcurrentDictionary<string, Diagnostic> reviews = new(StringComparer.Ordinal);
    private StudioAddress studio;

    public StudioClient(StudioConnection connection)
    {
        (this.connection, studio) = (connection, connection.Studio);
        transport = new(Connect);
    }

    /// <summary>Creates the project, or projects, of a registration. It blocks, as a task does.</summary>
    public Result<StudioProjects> Create(
        CreateProjectRequest registration,
        AccessToken token,
        Action<Diagnostic> report,
        CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!transport.Value.TryGetValue(out var opened, out var failure))
            return failure;
        for (var retry = 0; ; retry++)
        {
            var address = studio;
            var attempt = Try(opened, address, registration, token, cancel);
            if (attempt.HostIsGone && address == connection.Studio && connection.Fallback is { } fallback)
            {
                // Only the first of several registrations reports it.
                if (Interlocked.Exchange(ref studio, fallback) == address)
                    report(Diagnostics.PublicStudioMoved(address.Value, fallback.Value));
                attempt = Try(opened, fallback, registration, token, cancel);
            }

            // The same of several registrations is said once.
            if (attempt.Result.TryGetValue(out var projects, out failure)
                && ProjectPage.Review(projects, studio) is { } review
                && reviews.TryAdd(review.Text, review))
            {
                report(review);
            }

            if (failure is not { Kind: FailureKind.Retryable } || retry == connection.Retries)
                return attempt.Result;
            var wait = RetryRule.Wait(retry, failure.RetryAfter);
            if (wait > RetryRule.Longest)
                return failure;
            report(Diagnostics.Retrying(failure.Cause!, wait, retry + 1, connection.Retries));
            cancel.WaitHandle.WaitOne(wait);
            cancel.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        if (transport.IsValueCreated && transport.Value.TryGetValue(out var opened, out _))
            opened.Http.Dispose();
    }

    /// <summary>One request; and, where it was redirected within Studio, the same request once more.</summary>
    private Attempt Try(
        Transport opened,
        StudioAddress address,
        CreateProjectRequest registration,
        AccessToken token,
        CancellationToken cancel)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(connection.Timeout);
        var body = new CreateProjectContent(registration);
        try
        {
            var attempt = Send(opened.Http, address, address.Endpoint, body, token, timeout.Token);
            if (attempt.MovedTo is null)
                return attempt;
            // A redirect created nothing; what comes after it is final.
            body = new CreateProjectContent(registration);
            return Send(opened.Http, address, attempt.MovedTo, body, token, timeout.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return body.WasSent ? new Attempt(Diagnostics.Stopped(address.Value)) : throw new OperationCanceledException(cancel);
        }
        catch (OperationCanceledException)
        {
            return body.WasSent
                ? new Attempt(Diagnostics.Timeout(address.Value, (int)connection.Timeout.TotalSeconds))
                : new Attempt(ConnectTimedOut(address, opened.Proxy, timeout.IsCancellationRequested))
                {
                    HostIsGone = opened.Proxy is null,
                };
        }
        // .NET lets a bare SocketException through where a connection is reset right after it was made.
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or AuthenticationException)
        {
            return new Attempt(NetworkFailure.From(e, address, opened.Proxy, body.WasSent, opened.Trust.IsAskedForCertificate))
            {
                HostIsGone = !body.WasSent && NetworkFailure.IsOfHost(e, opened.Proxy),
            };
        }
    }

    private static Attempt Send(
        HttpClient http,
        StudioAddress studio,
        Uri endpoint,
        CreateProjectContent body,
        AccessToken token,
        CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("token", token.Value);
        using var response = http.Send(request, HttpCompletionOption.ResponseHeadersRead, cancel);

        // A redirect's body says nothing, and may never come.
        var status = (int)response.StatusCode;
        var answer = response.IsSuccessStatusCode ? AnswerBody.Read(response.Content, cancel)
            : status < 400 ? AnswerBody.None
            : AnswerBody.ReadExplanation(response.Content, cancel);
        return new Attempt(StudioAnswer.From(response, answer, studio, token))
        {
            HostIsGone = status is 404 or 405 or 410,
            MovedTo = RedirectRule.Target(response, endpoint),
        };
    }

    private Failure ConnectTimedOut(StudioAddress address, EnvironmentProxy? proxy, bool isWholeTimeout)
    {
        var limit = isWholeTimeout ? connection.Timeout : connection.ConnectTimeout ?? connection.Timeout;
        var source = isWholeTimeout ? "StudioTimeout" : "the limit of the build hook";
        var reason = string.Create(
            CultureInfo.InvariantCulture,
            $"no connection within {limit.TotalSeconds:0.#} seconds ({source})");
        return proxy is null
            ? Diagnostics.Unreachable(address, reason)
            : Diagnostics.ProxyFailed(address.Value, proxy, reason) with { Kind = FailureKind.Retryable };
    }

    private Result<Transport> Connect()
    {
        var anchors = new X509Certificate2Collection();
        if (connection.Studio.Endpoint.Scheme == "https" && connection.CaCertificates is { } setting)
        {
            if (!CaCertificates.Read(setting).TryGetValue(out var read, out var unreadable))
                return unreadable;
            anchors = read;
        }

        // On loopback a proxy would see the token in plain text.
        var named = connection.Studio.IsLoopback
            ? null
            : EnvironmentProxy.For(connection.Studio.Endpoint, connection.Environment);
        EnvironmentProxy? proxy = null;
        if (named is not null && !named.TryGetValue(out proxy, out var unusable))
            return unusable;

        var trust = new ServerTrust(anchors, connection.Environment);
        var eyeballs = new HappyEyeballs(connection.Resolve);
        var http = new HttpClient(new SocketsHttpHandler
        {
            // No trace header of the build's.
            ActivityHeadersPropagator = null,
            // A redirect that .NET follows loses the token and turns POST into GET.
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancel) =>
                await eyeballs.ConnectAsync(context.DnsEndPoint, cancel).ConfigureAwait(false),
            ConnectTimeout = connection.ConnectTimeout ?? Timeout.InfiniteTimeSpan,
            MaxConnectionsPerServer = MostAtOnce,
            PlaintextStreamFilter = (context, cancel) => trust.ConfirmAsync(context.PlaintextStream, cancel),
            Proxy = proxy,
            SslOptions = trust.Options,
            UseCookies = false,
            UseProxy = proxy is not null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.UserAgent.Add(UserAgent);
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        return new Transport(http, trust, proxy);
    }

    /// <param name="Proxy">The proxy in front of Studio; null where there is none.</param>
    private sealed record Transport(HttpClient Http, ServerTrust Trust, EnvironmentProxy? Proxy);

    private sealed record Attempt(Result<StudioProjects> Result)
    {
        /// <summary>Whether the host surely didn't take the request because it is no Studio's any more.</summary>
        public bool HostIsGone { get; init; }

        /// <summary>Where a redirect within Studio leads.</summary>
        public Uri? MovedTo { get; init; }
    }
}
