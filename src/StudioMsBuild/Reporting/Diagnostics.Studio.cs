namespace StudioMsBuild.Reporting;

/// <content>3xxx: Studio's answer.</content>
internal static partial class Diagnostics
{
    private static Failure Retryable(int code, ReportText cause, ReportText detail, params ReportText[] steps) =>
        Error(code, $"{cause}{detail}.", steps) with { Kind = FailureKind.Retryable, Cause = cause };

    private static Failure Unclear(int code, ReportText cause, string studio, params ReportText[] steps) =>
        Error(
            code,
            $"{cause}, so the project may exist.",
            [.. steps, .. LookThenAdoptOrForce(studio)]) with { Kind = FailureKind.Unclear };

    public static Failure NameNotFound(StudioAddress studio, string reason) =>
        Retryable(
            3001,
            $"{Unquoted(studio.Host)} can't be found: {Unquoted(reason)}",
            ReportText.Empty,
            $"Check StudioUrl or DVC_STUDIO_URL and the network. Nothing was sent.",
            Former(studio));

    public static Failure Unreachable(StudioAddress studio, string reason) =>
        Retryable(
            3002,
            $"{studio.Value} can't be reached: {Unquoted(reason)}",
            ReportText.Empty,
            $"Check StudioUrl or DVC_STUDIO_URL, the network and its proxy. Nothing was sent.",
            Former(studio));

    public static Failure TlsFailed(StudioAddress studio, string reason) =>
        Retryable(
            3003,
            $"The TLS connection to {studio.Value} failed: {Unquoted(reason)}",
            ReportText.Empty,
            $"Check the address and the server's certificate. Nothing was sent.",
            $"Put the certificate of a private authority into StudioCaCertificateFile or the system's trust store.",
            Former(studio));

    public static Failure ProxyFailed(string studio, EnvironmentProxy? proxy, string reason) =>
        Retryable(
            3004,
            $"The proxy {Named(proxy)}to {studio} failed: {Unquoted(reason)}",
            ReportText.Empty,
            $"Check HTTPS_PROXY, its credentials and NO_PROXY. Nothing was sent.") with { Kind = FailureKind.Final };

    public static Failure Timeout(string studio, int seconds) =>
        Unclear(3005, $"{studio} did not answer within {seconds} seconds (StudioTimeout)", studio);

    public static Failure ConnectionLost(string studio, string reason) =>
        Unclear(3006, $"The connection to {studio} broke before the answer was complete ({Unquoted(reason)})", studio);

    public static Failure ServerError(string studio, int status, string said) =>
        Unclear(3007, $"{studio} failed with status {status}{Said(said)}", studio);

    public static Failure ContentNetworkFailed(string studio, int status, string meaning, string said) =>
        Unclear(
            3007,
            $"A CDN such as Cloudflare failed with status {status} ({Unquoted(meaning)}){Said(said)}",
            studio);

    public static Failure RequestRefused(int status, string said) =>
        Error(
            3008,
            $"Studio refused the registration (status {status}){Said(said)}.",
            $"Correct the setting that it names. To see what is sent:{DryRun}");

    public static Failure Unauthorized(string tokenSource, StudioAddress studio, string said, bool isPage) =>
        isPage
            ? WebPage(3009, studio, 401, $"If Studio itself answered, it does not accept the token from {Unquoted(tokenSource)}.")
            : Error(
                3009,
                $"Studio does not accept the token from {Unquoted(tokenSource)} (status 401){Said(said)}.",
                $"It may be expired or revoked, or belong to another Studio. Create another:{TokenPage(studio.Value)}");

    public static Failure Forbidden(string tokenSource, StudioAddress studio, int status, string said, bool isPage) =>
        isPage
            ? WebPage(
                3010,
                studio,
                status,
                $"If Studio itself answered, the token from {Unquoted(tokenSource)} may not create projects.")
            : Error(
                3010,
                $"The token from {Unquoted(tokenSource)} may not create projects (status {status}){Said(said)}.",
                $"It needs the PROJECT scope (\"Admin operations\" in Studio), which a token of 'dvc studio login' doesn't have.",
                $"It must not be limited to another team, and your role in the team must be more than Viewer.",
                $"Create another:{TokenPage(studio.Value)}");

    public static Failure NotFound(StudioAddress studio, string said) =>
        Error(
            3011,
            $"There is no create-project API at {studio.Endpoint.AbsoluteUri} (status 404){Said(said)}.",
            $"Set StudioUrl or DVC_STUDIO_URL to Studio's base URL, with its path prefix if it has one.",
            Former(studio));

    public static Failure Redirected(StudioAddress studio, int status, string target) =>
        Error(
            3012,
            $"{studio.Value} redirects to {Unquoted(target)} (status {status}), and the token is not sent there.",
            $"If that is Studio's present address, set StudioUrl to it.",
            $"If it is not, a proxy or a login page answered instead of Studio.",
            Former(studio));

    public static Failure TooManyRequests(string said, TimeSpan? retryAfter) =>
        Retryable(3013, $"Studio is rate-limiting requests", $" (status 429){Said(said)}", RegisterAgain(retryAfter))
            with { RetryAfter = retryAfter };

    public static Failure OtherStatus(StudioAddress studio, int status, string said) =>
        Error(
            3014,
            $"{studio.Value} answered with a status that its API does not document ({status}){Said(said)}.",
            $"Check StudioUrl, and whether a proxy answered instead of Studio.",
            Former(studio));

    public static Failure Html(string endpoint, string studio) =>
        Unclear(
            3015,
            $"{endpoint} answered with a web page instead of JSON",
            studio,
            $"Check StudioUrl and the proxy: this may not be Studio's API, or a login page answered.");

    public static Failure UnreadableAnswer(string studio, string reason, string said) =>
        Unclear(
            3016,
            $"The answer of {studio} can't be read ({Unquoted(reason)})",
            studio,
            said.Length == 0 ? ReportText.Empty : Line($"The answer says{Said(said)}"));

    public static Diagnostic ForeignProjectUrl(string studio, string origin) =>
        Warning(
            3017,
            $"{studio} gave a project URL on another address, {origin}.",
            $"Check that the address is yours before you open it.");

    public static Failure Busy(string studio, string said, TimeSpan? retryAfter) =>
        Retryable(3018, $"{studio} is temporarily unavailable", $" (status 503){Said(said)}", RegisterAgain(retryAfter))
            with { RetryAfter = retryAfter };

    public static Failure Stopped(string studio) => Unclear(3019, $"The build was stopped after the request was sent", studio);

    public static Failure ClientCertificateWanted(string studio) =>
        Error(
            3020,
            $"{studio} accepts only clients with a certificate (mutual TLS), which this package can't send.",
            $"Set StudioUrl to an address of that Studio without mutual TLS. Nothing was sent.");

    public static Failure NeverReached(string studio, int status, string meaning) =>
        Retryable(
            3021,
            $"Cloudflare, in front of {studio}, can't pass requests on (status {status}: {Unquoted(meaning)})",
            ReportText.Empty,
            $"Register again later, or ask who runs that Studio. Studio did not get the request.");

    public static Failure RepositoryUnreadable(int status, string said) =>
        Error(
            3022,
            $"Studio can't read the repository (status {status}){Said(said)}.",
            $"Check repo_url:{DryRun}",
            $"Connect your Git account in Studio, or install Studio's app for the repository, and push before you register.",
            $"For a self-hosted GitLab, set StudioTeamName to a team that is connected to it.");

    public static Failure QuotaReached(string studio, int status, string said) =>
        Error(
            3023,
            $"Studio's limit is reached (status {status}){Said(said)}.",
            $"Delete projects that nobody needs, or ask who runs {studio} to raise the limit.",
            $"A self-hosted Studio allows 100 projects (maxViews) and 10 teams (maxTeams) by default.");

    public static Diagnostic PlainHttpPages(string studio) =>
        Message(
            $"The URLs of this Studio's pages begin with http, but {studio} is https.",
            $"They are shown as Studio gives them. To correct them, set tlsEnabled in that Studio's Helm chart.");

    public static Failure BadProxyVariable(string variable, string reason) =>
        Error(
            3024,
            $"The proxy in the environment variable {variable} {Unquoted(reason)}.",
            $"Write it like http://proxy.example.com:3128, or unset it. NO_PROXY lists hosts that need no proxy.");

    public static Diagnostic PublicStudioMoved(string former, string current) =>
        Message(
            $"{former} did not take the request. Trying {current}, the public Studio's current address.",
            $"To skip the first address, set StudioUrl to the current one.");

    public static Diagnostic Retrying(ReportText cause, TimeSpan wait, int retry, int retries) =>
        Message($"{cause}. Retrying in {wait.TotalSeconds:0.#} s ({retry} of {retries}).");

    private static ReportText Named(EnvironmentProxy? proxy) =>
        proxy is null ? ReportText.Empty : Line($"{proxy.Address} ({proxy.Variable}) ");

    private static Failure WebPage(int code, StudioAddress studio, int status, ReportText otherwise) =>
        Error(
            code,
            $"{studio.Value} answered with a web page (status {status}), as a proxy, a firewall or a login page does.",
            $"Check HTTPS_PROXY, NO_PROXY and StudioUrl.",
            otherwise,
            $"To create another with the PROJECT scope:{TokenPage(studio.Value)}");

    private static ReportText.PageText TokenPage(string studio) => Page($"{studio}/user/_/profile?section=accessToken");

    private static ReportText Former(StudioAddress studio) =>
        studio.IsFormerName ? Line($"The public Studio's current address is {StudioAddress.Current.Value}.") : ReportText.Empty;

    /// <summary>When to register again: a build doesn't wait over a minute.</summary>
    private static ReportText RegisterAgain(TimeSpan? retryAfter) =>
        retryAfter > RetryRule.Longest
            ? Line($"Register again after {Unquoted(Time(retryAfter.Value))}, as Studio asks for. Nothing was created.")
            : Line($"Register again later. Nothing was created.");

    private static string Time(TimeSpan wait) =>
        (DateTimeOffset.UtcNow + wait).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
