using System.Net;

namespace StudioMsBuild.Studio;

/// <summary>Finds the addresses of a host; the proxy's where there is one.</summary>
internal delegate Task<IReadOnlyList<IPEndPoint>> AddressResolver(DnsEndPoint host, CancellationToken cancel);

/// <summary>How Studio is reached.</summary>
internal sealed record StudioConnection
{
    public required StudioAddress Studio { get; init; }

    /// <summary>
    /// The Studio to try once where nothing named one and the default host surely didn't take the request; null otherwise.
    /// </summary>
    public StudioAddress? Fallback { get; init; }

    /// <summary>For one request, headers and body.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For connecting alone; null where only <see cref="Timeout"/> limits it.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    public int Retries { get; init; }

    /// <summary>A PEM file, or a folder of them, to trust besides the system's certificates.</summary>
    public Setting<string>? CaCertificates { get; init; }

    /// <summary>
    /// This build's environment, which names proxies and certificates; that of the process may be another build's.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(
        StringComparer.Ordinal);

    public AddressResolver Resolve { get; init; } = HappyEyeballs.ResolveAsync;
}
