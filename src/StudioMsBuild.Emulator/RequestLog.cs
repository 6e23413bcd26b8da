namespace StudioMsBuild.Emulator;

internal static class RequestLog
{
    /// <summary>One line for each request. Of the Authorization header it says only whether there was one.</summary>
    public static void UseRequestLog(this WebApplication app, Action<string> log) => app.Use((context, next) =>
    {
        // Before the answer goes out: who has read the answer finds its line.
        context.Response.OnStarting(() =>
        {
            var token = context.Request.Headers.Authorization.Count > 0 ? "with a token" : "without a token";

            // The path as it was escaped, so that nobody writes control characters to the terminal.
            log($"{context.Request.Method} {context.Request.Path.ToUriComponent()} {context.Response.StatusCode}, {token}");
            return Task.CompletedTask;
        });
        return next(context);
    });
}
