using Microsoft.AspNetCore.Http;

namespace StudioMsBuild.Tests.Studio;

/// <summary>A server's answers one after the other; the last one again and again.</summary>
internal static class Sequence
{
    public static RequestDelegate Of(params RequestDelegate[] answers)
    {
        var next = -1;
        return context => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)](context);
    }

    /// <summary>A status with a Retry-After header, sent unchanged.</summary>
    public static RequestDelegate Busy(int status, string? retryAfter) => context =>
    {
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Answers.Json(status, "{}")(context);
    };
}
