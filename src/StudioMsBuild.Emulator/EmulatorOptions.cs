using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace StudioMsBuild.Emulator;

/// <summary>How an <see cref="EmulatorServer"/> is started.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The port where nothing else is said; chosen for being rarely used.</summary>
    public const int DefaultPort = 8750;

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The address of this machine to listen on. On any but loopback others reach it too.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The SQLite file that keeps projects and requests, made where there is none; null keeps them in memory.</summary>
    public string? DataFile { get; init; }

    /// <summary>Whose tokens are those that name no other user.</summary>
    public string User { get; init; } = "local";

    /// <summary>The tokens that there are; none: any token will do, and has the scope PROJECT.</summary>
    public IReadOnlyList<AccessToken> Tokens { get; init; } = [];

    /// <summary>The teams that there are; none: any team will do.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>The most projects there may be; further create requests get an error that names this limit.</summary>
    public int MaxProjects { get; init; } = 10_000;

    /// <summary>What goes wrong, as names of faults: one for each create request in turn, and with "*" at the end the last one for all further ones.</summary>
    public string Fail { get; init; } = "";

    /// <summary>How long each create request waits, besides what its fault does.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What a fault with a delay waits for: 2 s.</summary>
    public Func<Task> Delay { get; init; } = static () => Task.Delay(TimeSpan.FromSeconds(2));

    /// <summary>Serves https with this certificate; null serves plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets one line for each request; it never has anything of the token in it.</summary>
    public Action<string> Log { get; init; } = _ => { };

    /// <summary>Who holds a token, and whether it has the scope; null: nobody.</summary>
    internal TokenHolder? Holder(string token) =>
        Tokens.Count == 0 ? new(User, MayCreateProjects: true)
        : Tokens.FirstOrDefault(known => known.Is(token)) is { } found ? new(found.User ?? User, found.MayCreateProjects)
        : null;

    internal sealed record TokenHolder(string User, bool MayCreateProjects);
}
