namespace StudioMsBuild.Emulator.Pages;

internal static class StrictHeaders
{
    /// <summary>What others wrote is shown on the pages: no script, nothing from elsewhere, no frame, no form, no guessing of types.</summary>
    public static void UseStrictHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    });
}
