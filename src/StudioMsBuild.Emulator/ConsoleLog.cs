using System.Globalization;
using System.Text;
using StudioMsBuild.Emulator.Requests;

namespace StudioMsBuild.Emulator;

/// <summary>One line on the console for each request that registers, changes or fails.</summary>
internal static class ConsoleLog
{
    private const int LongestText = 100;

    private static readonly object NoAnswer = new();

    /// <summary>Breaks the connection, so that the client gets no response, or no more of it.</summary>
    public static void Break(this HttpContext context)
    {
        context.Items[NoAnswer] = true;
        context.Abort();
    }

    /// <summary>Whether the connection was broken, or the client has gone.</summary>
    public static bool HasNoAnswer(this HttpContext context) =>
        context.Items.ContainsKey(NoAnswer) || context.RequestAborted.IsCancellationRequested;

    public static void UseConsoleLog(this WebApplication app, Action<string> log) => app.Use((context, next) =>
    {
        // Before the response is sent, so that a client that has read it finds its line. Also called when a connection breaks.
        context.Response.OnStarting(() =>
        {
            if (IsLogged(context))
                log(string.Join(", ", Parts(context)));
            return Task.CompletedTask;
        });
        return next(context);
    });

    // Pages refresh themselves; a line for each would hide the others.
    private static bool IsLogged(HttpContext context) =>
        context.Request.IsRecorded() || context.Response.StatusCode >= 400 || !HttpMethods.IsGet(context.Request.Method);

    private static IEnumerable<string> Parts(HttpContext context)
    {
        var request = context.Request;
        var result = context.HasNoAnswer() ? "no answer" : context.Response.StatusCode.ToString(CultureInfo.InvariantCulture);

        // The path stays escaped, so that nobody writes control characters to the terminal.
        yield return $"{request.Method} {Redaction.From(request).In(request.Path.ToUriComponent())} {result}";

        if (context.Features.Get<Exchange>() is not { } exchange || !HttpMethods.IsPost(request.Method))
            yield break;

        yield return exchange.Created is { } created
            ? $"created {created.Path[(created.Path.LastIndexOf('/') + 1)..]}{(exchange.IsDuplicate ? " (duplicate)" : "")}"
            : "created nothing";
        if (RecordedJson.Field(exchange.Body, "team_name") is { } team)
            yield return $"team {Clean(team)}";
        if (RecordedJson.Field(exchange.Body, "subdir") is { } subdir)
            yield return $"subdir {Clean(subdir)}";
        if (exchange.Fault is { } fault)
            yield return $"fault {fault}";
        if (request.Headers.Authorization.Count == 0)
            yield return "without a token";
    }

    /// <summary>A client's text with escaped control characters, in quotes if it contains a space or a comma.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in RecordedJson.Shorten(text, LongestText).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                clean.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
            else
                clean.Append(rune);
        }

        var word = clean.ToString();
        return word.AsSpan().IndexOfAny(" ,") >= 0 ? $"\"{word}\"" : word;
    }
}
