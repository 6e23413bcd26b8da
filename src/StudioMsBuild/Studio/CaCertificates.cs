using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StudioMsBuild.Studio;

/// <summary>
/// Reads PEM certificates from a file, or from a folder of files such as openssl rehash makes. It opens nothing but regular files
/// of a usual size.
/// </summary>
internal static class CaCertificates
{
    private const int MaxFileBytes = 8 << 20;
    private const int MaxFiles = 2000;

    public static Result<X509Certificate2Collection> Read(Setting<string> setting)
    {
        var path = setting.Value;
        try
        {
            if (path[0] is '"' or '\'' || path[^1] is '"' or '\'')
                return Refused("the path has quotes around it");
            if (!Path.IsPathFullyQualified(path))
                return Refused("the path is relative, and to which folder is unknown: write an absolute path");
            if (Directory.Exists(path))
                return ReadFolder();
            var (certificates, reason) = ReadFile(path);
            return reason is null ? certificates : Refused(reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(e is UnauthorizedAccessException ? "access is denied" : "the system cannot read it");
        }

        Failure Refused(string reason) => Diagnostics.BadCaFile(setting.Source.ToString(), path, reason);

        Result<X509Certificate2Collection> ReadFolder()
        {
            var files = Directory.EnumerateFiles(path).Take(MaxFiles + 1).ToList();
            if (files.Count > MaxFiles)
                return Refused($"the folder has over {MaxFiles} files");
            // Every certificate once: openssl rehash adds a link to each file.
            var all = files
                .SelectMany(static file => ReadFile(file).Certificates)
                .DistinctBy(static certificate => certificate.Thumbprint, StringComparer.Ordinal)
                .ToArray();
            return all.Length > 0 ? new X509Certificate2Collection(all) : Refused("no file in the folder is a PEM certificate");
        }
    }

    /// <summary>The file's certificates, or why it has none.</summary>
    private static (X509Certificate2Collection Certificates, string? Reason) ReadFile(string path)
    {
        if (!File.Exists(path))
            return ([], "there is no such file or folder");
        var file = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        // A device, a pipe and a socket have no length; opening one could wait for ever.
        if (file.Length == 0)
            return ([], "it is empty, or no regular file");
        if (file.Length > MaxFileBytes)
            return ([], "it is larger than 8 MB");
        return Parse(File.ReadAllBytes(file.FullName));
    }

    private static (X509Certificate2Collection Certificates, string? Reason) Parse(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var certificates = new X509Certificate2Collection();
        var labels = new List<string>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var block); rest = rest[block.Location.End..])
        {
            labels.Add(rest[block.Label].ToString());
            // The older label is OpenSSL's for the same.
            if (labels[^1] is not ("CERTIFICATE" or "X509 CERTIFICATE"))
                continue;
            try
            {
                var bare = PemEncoding.Write("CERTIFICATE", Convert.FromBase64String(rest[block.Base64Data].ToString()));
                certificates.Add(X509Certificate2.CreateFromPem(bare));
            }
            catch (CryptographicException)
            {
                return (certificates, $"its certificate number {certificates.Count + 1} is damaged");
            }
        }

        if (certificates.Count < text.Split("-----BEGIN CERTIFICATE-----").Length - 1)
            return (certificates, "one of its certificates is damaged");
        return (certificates, certificates.Count > 0 ? null : Missing(bytes, labels));
    }

    private static string Missing(byte[] bytes, List<string> labels) => labels switch
    {
        _ when labels.Contains("TRUSTED CERTIFICATE") =>
            "it is OpenSSL's TRUSTED CERTIFICATE, not a plain one; convert it with 'openssl x509'",
        _ when labels.Contains("PKCS7")
            || labels.Contains("CMS") => "it is PKCS#7, not a list of certificates; convert it with 'openssl pkcs7 -print_certs'",
        [var label, ..] => $"it is a PEM file without a certificate ({(label.Length <= 40 ? label : "other contents")})",
        // A DER sequence.
        [] when bytes[0] == 0x30
            && IsPkcs7(bytes) => "it is PKCS#7 in DER, not PEM; convert it with 'openssl pkcs7 -inform der -print_certs'",
        [] when bytes[0] == 0x30 => "it is DER, not PEM; convert it with 'openssl x509 -inform der'",
        _ => "it has no PEM certificate (-----BEGIN CERTIFICATE-----)",
    };

    // The object identifier of signed data, 1.2.840.113549.1.7.2.
    private static bool IsPkcs7(byte[] bytes) =>
        bytes.AsSpan(0, Math.Min(32, bytes.Length))
            .IndexOf((ReadOnlySpan<byte>)[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]) >= 0;
}
