namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>Studio, or a proxy in front of it, answers differently from its API page.</summary>
internal static class ServerRows
{
    public static IEnumerable<Row> All { get; } =
    [
        Server("status 400 with field errors", "400"),
        Server("status 401", "401"),
        Server("status 403", "403"),
        Server("status 404", "404"),
        Server("status 409", "409"),
        Server("status 422", "422"),
        Server("status 429, twice", "429,429"),
        Server("status 429, as often as it is tried", "429,429", "StudioRetries=1"),
        Server("status 429 with Retry-After", "429-retry-after"),
        Server("status 503 with Retry-After", "503-retry-after"),
        Server("status 500, nothing created", "500"),
        Server("status 500, created", "500-created"),
        Server("status 502 and a page, created", "502-created"),
        Server("status 503 without Retry-After, created", "503-created"),
        Server("status 504, created", "504-created"),
        Server("no answer in time, nothing created", "hang", "StudioTimeout=4"),
        Server("no answer in time, created", "hang-created", "StudioTimeout=4"),
        Server("no answer in time, created later", "delay", "StudioTimeout=4") with { Holds = true, Settle = CreateAsync },
        Server("the answer comes late, in time", "delay-created"),
        Server("the answer stops half-way, created", "half-silent-created", "StudioTimeout=4"),
        Server("the answer is cut off, nothing created", "cut-off"),
        Server("the answer is cut off, created", "cut-off-created"),
        Server("reset after the request, nothing created", "reset"),
        Server("reset after the request, created", "reset-created"),
        Server("a reused connection is closed without an answer, created", "429,close-created"),
        Server("an empty answer, created", "empty-created"),
        Server("an answer that is not JSON, created", "not-json-created"),
        Server("a web page", "html"),
        Server("no projects in the answer", "no-projects"),
        Server("wrong types in the answer, created", "wrong-types-created"),
        Server("a project URL that is none, created", "bad-url-created"),
        Server("an answer of 2 MB, created", "huge-created"),
        Server("a compressed answer, created", "compressed-created"),
        Server("redirect 301 that adds a slash", "redirect-301-slash"),
        Server("redirect 302 that adds a slash", "redirect-302-slash"),
        Server("redirect 307 within Studio", "redirect-307"),
        Server("redirect 308 within Studio", "redirect-308"),
        Server("redirect 307 within Studio, then status 500, created", "redirect-307,500-created"),
        Server("redirect 307 for ever", "redirect-307,redirect-307"),
        Server("redirect 301 to elsewhere", "redirect-elsewhere"),
        Server("redirect 302 to a login page", "redirect-login"),
    ];

    private static Task CreateAsync(Site site)
    {
        site.Release();
        return Site.Until(() => site.Projects.Count == 1);
    }

    private static Row Server(string fault, string fail, params string[] properties) => new("server", fault, fail) { Meet = Row.With(properties) };
}
