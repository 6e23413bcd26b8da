using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StudioMsBuild.Studio;

/// <summary>Checks the server's certificate: the system's trust, and the user's certificates besides it; name and dates always count.</summary>
internal sealed class ServerTrust(Setting<string>? certificateFile)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Which check failed, in words; null where none did.</summary>
    public string? Failure { get; private set; }

    public bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        try
        {
            if (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificateFile is not null && certificate is X509Certificate2 leaf && chain is not null)
            {
                using var own = new X509Chain();
                own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                own.ChainPolicy.CustomTrustStore.ImportFromPemFile(certificateFile.Value);
                own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
                own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                own.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
                if (own.Build(leaf))
                    return true;
                Failure = Describe(errors, own);
                return false;
            }

            Failure = Describe(errors, chain);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            Failure = $"the certificates of {certificateFile!.Source} cannot be read ({Text.FirstLine(e.Message).TrimEnd('.')})";
        }

        return false;
    }

    private static string Describe(SslPolicyErrors errors, X509Chain? chain)
    {
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        return errors switch
        {
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) => "the server showed no certificate",
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => "its certificate is for another host name",
            _ when status.HasFlag(X509ChainStatusFlags.NotTimeValid) => "its certificate has expired, or is not valid yet",
            _ when status.HasFlag(X509ChainStatusFlags.Revoked) => "its certificate was revoked",
            _ when (status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != X509ChainStatusFlags.NoError => "the authority that signed its certificate is not trusted here",
            _ => $"its certificate is not valid ({status})",
        };
    }
}
