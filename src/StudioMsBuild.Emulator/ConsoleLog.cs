using System.Globalization;
using StudioMsBuild.Emulator.Requests;

namespace StudioMsBuild.Emulator;

internal static class ConsoleLog
{
    private static readonly object NoAnswer = new();

    /// <summary>Breaks the connection, so that the client gets no answer, or no more of it.</summary>
    public static void Break(this HttpContext context)
    {
        context.Items[NoAnswer] = true;
        context.Abort();
    }

    /// <summary>Whether the connection was broken, or the client has gone.</summary>
    public static bool HasNoAnswer(this HttpContext context) =>
        context.Items.ContainsKey(NoAnswer) || context.RequestAborted.IsCancellationRequested;

    /// <summary>One line for each request. Of the Authorization header it says only whether there was one.</summary>
    public static void UseConsoleLog(this WebApplication app, Action<string> log) => app.Use((context, next) =>
    {
        // Before the answer goes out: who has read the answer finds its line. Also called where a connection breaks without an answer.
        context.Response.OnStarting(() =>
        {
            log(Line(context.Request, context.HasNoAnswer() ? "no answer" : context.Response.StatusCode.ToString(CultureInfo.InvariantCulture)));
            return Task.CompletedTask;
        });
        return next(context);
    });

    // The path as it was escaped, so that nobody writes control characters to the terminal.
    private static string Line(HttpRequest request, string answer) =>
        $"{request.Method} {Redaction.From(request).In(request.Path.ToUriComponent())} {answer}, {(request.Headers.Authorization.Count > 0 ? "with a token" : "without a token")}";
}
