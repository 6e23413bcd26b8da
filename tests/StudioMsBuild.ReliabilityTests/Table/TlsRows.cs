using System.Security.Cryptography.X509Certificates;

namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>Studio's certificate is not trusted, or no certificate at all; afterwards the server has a good one, whose authority is trusted.</summary>
internal static class TlsRows
{
    private const string Trust = "REQUESTS_CA_BUNDLE";

    public static IEnumerable<Row> All { get; } =
    [
        Tls("a self-signed certificate", _ => SelfSignedCertificate.Create(), isTrusted: false),
        Tls("a private authority that is not trusted", authority => authority.Issue(), isTrusted: false),
        Tls("another authority is trusted", authority => authority.Issue(), isTrusted: false, otherIsTrusted: true),
        Tls("a private authority of StudioCaCertificateFile", authority => authority.Issue(), isTrusted: true),
        Tls("the certificate is for another host", authority => authority.Issue("studio.example.com"), isTrusted: true),
        Tls("the certificate has expired", authority => authority.Issue(validDays: -1), isTrusted: true),
        new("TLS", "plain http on the port of https")
        {
            Meet = site =>
            {
                site.Repository.Set("DVC_STUDIO_URL", site.Studio.Url.Replace("http:", "https:", StringComparison.Ordinal));
                return site.RunAsync("-p:StudioRetries=1");
            },
            Repair = RepairAsync,
        },
    ];

    private static Row Tls(string fault, Func<CertificateAuthority, X509Certificate2> issue, bool isTrusted, bool otherIsTrusted = false) => new("TLS", fault)
    {
        Meet = async site =>
        {
            using var authority = new CertificateAuthority();
            using var other = new CertificateAuthority();
            await site.ReplaceStudioAsync(new EmulatorOptions { Certificate = issue(authority) });
            var file = site.Repository.Box.Write("authorities.pem", otherIsTrusted ? other.Pem : other.Pem + "\n" + authority.Pem);
            return await (isTrusted || otherIsTrusted ? site.RunAsync($"-p:StudioCaCertificateFile={file}") : site.RunAsync());
        },
        Repair = RepairAsync,
    };

    private static async Task RepairAsync(Site site)
    {
        using var authority = new CertificateAuthority();
        await site.ReplaceStudioAsync(new EmulatorOptions { Certificate = authority.Issue() });
        site.Repository.Set(Trust, site.Repository.Box.Write("repaired.pem", authority.Pem));
    }
}
