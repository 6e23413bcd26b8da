namespace StudioMsBuild.Emulator.Pages;

internal static class StrictHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The pages show what clients sent, so allow only the server's own script, style and forms, no frames and no content sniffing.</summary>
    public static void UseStrictHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin"; // With no-referrer the forms of the pages would come from the origin "null".
        headers.CacheControl = "no-store";
        return next(context);
    });
}
