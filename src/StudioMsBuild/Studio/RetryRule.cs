using System.Net.Http.Headers;

namespace StudioMsBuild.Studio;

/// <summary>How long to wait before the same request is sent again, where the first surely created nothing.</summary>
internal static class RetryRule
{
    /// <summary>What a build waits at the most; a server that asks for more is not asked again by this build.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>A server that asks for more asks for ever.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromDays(365);

    // RFC 9110's three forms of a date, and what JSON APIs write.
    private static readonly string[] DateForms =
    [
        "ddd, d MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    private const NumberStyles Decimal =
        NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowLeadingSign
        | NumberStyles.AllowLeadingWhite
        | NumberStyles.AllowTrailingWhite;

    /// <summary>
    /// What the server asks for, but never less than the back-off: half a second, doubled each time, with jitter, up to
    /// <see cref="Longest"/>.
    /// </summary>
    public static TimeSpan Wait(int retry, TimeSpan? retryAfter)
    {
        var seconds = 0.5 * Math.Pow(2, retry) * (0.75 + (0.5 * Random.Shared.NextDouble()));
        var backOff = TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
        return retryAfter > backOff ? retryAfter.Value : backOff;
    }

    /// <summary>Whether an answer asks to come back later, in whatever form.</summary>
    public static bool IsPresent(HttpResponseHeaders headers) => headers.NonValidated.Contains("Retry-After");

    /// <summary>The wait that Retry-After asks for; null where it has none that can be read.</summary>
    public static TimeSpan? Read(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Retry-After", out var values))
            return null;
        // The server's clock, as its dates are of it.
        var now = headers.NonValidated.TryGetValues("Date", out var dates) && dates.Select(ReadDate).Max() is { } date
            ? date
            : DateTimeOffset.UtcNow;
        return values.Select(value => Read(value, now)).Max();
    }

    private static TimeSpan? Read(string value, DateTimeOffset now)
    {
        if (double.TryParse(value, Decimal, CultureInfo.InvariantCulture, out var seconds) && !double.IsNaN(seconds))
            return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Forever.TotalSeconds));
        return ReadDate(value) - now is { } wait ? wait < Forever ? wait : Forever : null;
    }

    private static DateTimeOffset? ReadDate(string value) =>
        DateTimeOffset.TryParseExact(
            value,
            DateForms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal,
            out var date)
            ? date
            : null;
}
