using System.Net.Http.Headers;

namespace StudioMsBuild.Studio;

/// <summary>How long to wait before the same request is sent again, where the first surely created nothing.</summary>
internal static class RetryRule
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>What the server asks for, else exponential back-off from half a second with jitter; at most 60 s.</summary>
    public static TimeSpan Wait(int tries, TimeSpan? retryAfter)
    {
        var wait = retryAfter ?? TimeSpan.FromSeconds(0.5 * Math.Pow(2, tries) * (0.75 + (0.5 * Random.Shared.NextDouble())));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }

    /// <summary>Retry-After as seconds or as a date.</summary>
    public static TimeSpan? Read(RetryConditionHeaderValue? header) => header?.Delta ?? header?.Date - DateTimeOffset.UtcNow;
}
