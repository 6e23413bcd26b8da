using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace StudioMsBuild.Emulator;

/// <summary>The options of an <see cref="EmulatorServer"/>.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The default port; chosen because few programs use it.</summary>
    public const int DefaultPort = 8750;

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The address of this machine to listen on. Other machines can reach any but a loopback address.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The SQLite file for projects and requests, created if it does not exist; null keeps them in memory.</summary>
    public string? DataFile { get; init; }

    /// <summary>The user of tokens that name no other.</summary>
    public string User { get; init; } = "local";

    /// <summary>The tokens to accept; none: any token is accepted, and has the scope PROJECT.</summary>
    public IReadOnlyList<AccessToken> Tokens { get; init; } = [];

    /// <summary>The teams to accept; none: any team is accepted.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>The most projects there may be; further create requests get an error that names this limit.</summary>
    public int MaxProjects { get; init; } = 10_000;

    /// <summary>The faults of the create requests, in turn; "*" at the end repeats the last one.</summary>
    public string Fail { get; init; } = "";

    /// <summary>How long each create request waits, besides what its fault does.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What a fault with a delay waits for; by default two seconds.</summary>
    public Func<Task> Delay { get; init; } = static () => Task.Delay(TimeSpan.FromSeconds(2));

    /// <summary>Serves https with this certificate; null serves plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets one line for each request that registers, changes or fails; it never contains the token.</summary>
    public Action<string> Log { get; init; } = _ => { };

    /// <summary>The holder of a token; null: nobody.</summary>
    internal TokenHolder? Holder(string token) =>
        Tokens.Count == 0 ? new(User, MayCreateProjects: true)
        : Tokens.FirstOrDefault(known => known.Is(token)) is { } found ? new(found.User ?? User, found.MayCreateProjects)
        : null;

    internal sealed record TokenHolder(string User, bool MayCreateProjects);
}
