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
        "the lock file is a symbolic link",
        "the lock file has conflict markers",
        "the lock file has one key twice",
        "the folder of locks is a symbolic link",
        "the marker is empty, after a power failure",
        "the lock file's folder is read-only",
        "the lock file's disk fills up while Studio answers",
        "the lock file is a FIFO",
        "the lock file is mounted into a container, so nothing can be renamed over it",
        // Repository.
        "a sparse checkout hides the .dvc folder",
        "a project is in no .dvc folder, but others are",
        "the folder gets its .dvc after it was registered",
        "StudioForce for a project that builds others",
        "the hook on a branch without the lock file",
        // Kill.
        "while it waits for its lock",
        "while Studio has the request, created",
        "after the answer, before it is recorded",
        "after it was recorded, before the marker says so",
        // Concurrency.
        "two builds at once",
        "the other build's outcome is unclear: status 500, created",
        "the other build is killed while Studio has its request, created",
        "two builds at once, where file locks do nothing",
    ];
}
