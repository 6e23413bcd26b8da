namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>The faults that every run sees, some of each kind; STUDIO_TEST_ALL_FAULTS=1 sees all of the table.</summary>
internal static class ShortForm
{
    public static readonly string[] Faults =
    [
        // Server: final, tried again, unclear, unreadable, redirected.
        "status 401",
        "status 422",
        "status 429, as often as it is tried",
        "status 503 with Retry-After",
        "status 500, nothing created",
        "status 500, created",
        "no answer in time, created later",
        "the answer is cut off, created",
        "reset after the request, created",
        "a reused connection is closed without an answer, created",
        "a web page",
        "wrong types in the answer, created",
        "a compressed answer, created",
        "redirect 301 that adds a slash",
        "redirect 307 within Studio, then status 500, created",
        "redirect 302 to a login page",
        // Network and TLS.
        "the connection is refused",
        "a black hole: the connection is never made",
        "reset before the request is read",
        "the proxy wants a password: status 407",
        "a private authority that is not trusted",
        "a private authority of StudioCaCertificateFile",
        "the certificate is for another host",
        // Disk.
        "the record is a symbolic link",
        "the record has conflict markers",
        "the record has one key twice",
        "the folder of locks is a symbolic link",
        "the mark is empty, after a power failure",
        "the record's folder is read-only",
        "the record's disk fills up while Studio answers",
        // Kill.
        "while it waits for its lock",
        "while Studio has the request, created",
        "after the answer, before it is recorded",
        "after it was recorded, before the mark says so",
        // Concurrency.
        "two builds at once",
        "the other build's outcome is unclear: status 500, created",
        "the other build is killed while Studio has its request, created",
        "two builds at once, where file locks do nothing",
    ];
}
