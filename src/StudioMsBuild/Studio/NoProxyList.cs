using System.Net;

namespace StudioMsBuild.Studio;

/// <summary>
/// NO_PROXY as curl reads it: names that end a host's name, with or without a leading dot; addresses; CIDR blocks; * for every
/// host. A name or an address may also have a port, as Go's and Python's clients read it.
/// </summary>
internal sealed class NoProxyList(string? list)
{
    private readonly string[] entries = (list ?? "").Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    public bool Contains(Uri target)
    {
        var host = target.IdnHost.Trim('[', ']').TrimEnd('.');
        var address = IPAddress.TryParse(host, out var parsed) ? parsed : null;
        return Array.Exists(entries, entry => entry == "*"
            || (address is null ? IsDomainOf(entry, host, target.Port) : IsBlockOf(entry, address, target.Port)));
    }

    private static bool IsDomainOf(string entry, string host, int port)
    {
        var colon = entry.LastIndexOf(':');
        if (colon > 0 && entry[(colon + 1)..] != port.ToString(CultureInfo.InvariantCulture))
            return false;
        var domain = (colon > 0 ? entry[..colon] : entry).TrimEnd('.');
        domain = domain.StartsWith('.') ? domain[1..] : domain;
        return domain.Length > 0
            && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
            && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');
    }

    private static bool IsBlockOf(string entry, IPAddress address, int port)
    {
        if (entry.Contains('/'))
            return TryParseBlock(entry, out var block) && block.Contains(address);
        // [::1]:443 and 10.0.0.1:443; without a port an IPv6 address has colons of its own.
        return IPAddress.TryParse(entry, out var only) && !entry.Contains("]:", StringComparison.Ordinal) ? only.Equals(address)
            : IPEndPoint.TryParse(entry, out var endpoint) && endpoint.Port == port && endpoint.Address.Equals(address);
    }

    /// <summary>A CIDR block; bits below its prefix, as in 10.1.2.3/8, don't count.</summary>
    private static bool TryParseBlock(string entry, out IPNetwork block)
    {
        block = default;
        var parts = entry.Split('/');
        if (parts.Length != 2
            || !IPAddress.TryParse(parts[0], out var address)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        if (length > bytes.Length * 8)
            return false;
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        block = new IPNetwork(new IPAddress(bytes), length);
        return true;
    }
}
