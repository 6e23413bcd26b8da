using System.Security.Cryptography.X509Certificates;

namespace StudioMsBuild.Emulator;

/// <summary>How an <see cref="EmulatorServer"/> is started.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The port where nothing else is said; chosen for being rarely used.</summary>
    public const int DefaultPort = 8750;

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The SQLite file that keeps the projects, made where there is none; null keeps them in memory.</summary>
    public string? DataFile { get; init; }

    /// <summary>The user whose space a project without a team goes to.</summary>
    public string User { get; init; } = "local";

    /// <summary>What goes wrong, as names of faults: one for each create request in turn, and with "*" at the end the last one for all further ones.</summary>
    public string Fail { get; init; } = "";

    /// <summary>What a fault with a delay waits for: 2 s.</summary>
    public Func<Task> Delay { get; init; } = static () => Task.Delay(TimeSpan.FromSeconds(2));

    /// <summary>Serves https with this certificate; null serves plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets one line for each request; it never has anything of the token in it.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
