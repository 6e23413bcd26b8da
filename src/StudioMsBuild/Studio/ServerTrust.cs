using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StudioMsBuild.Studio;

/// <summary>
/// Checks the server's certificate: the system's trust, and the user's certificates besides it; name and dates always count.
/// </summary>
/// <param name="anchors">The certificates of the user; one that is no root is trusted too, as curl does.</param>
/// <param name="environment">This build's SSL_CERT_FILE and SSL_CERT_DIR: the process may have read another build's.</param>
internal sealed class ServerTrust(X509Certificate2Collection anchors, IReadOnlyDictionary<string, string> environment)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>
    /// A server that insists on a client certificate hangs up about then; in TLS 1.3 only after the client believes to be
    /// connected.
    /// </summary>
    private static readonly TimeSpan HangUpDelay = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with a certificate's issuer, not with itself.</summary>
    private const X509ChainStatusFlags OfIssuer =
        X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid;

    private readonly Lazy<X509Certificate2Collection> allAnchors = new(() => [.. anchors, .. OfEnvironment(environment)]);

    // Which connections were asked for a client certificate.
    private readonly ConditionalWeakTable<object, object> asked = [];

    /// <summary>Whether a server asked for a client certificate; a handshake that fails then fails for want of one.</summary>
    public bool IsAskedForCertificate => asked.Any();

    public SslClientAuthenticationOptions Options => new()
    {
        // Where an untrusted certificate points to is not fetched.
        CertificateChainPolicy =
            new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
        RemoteCertificateValidationCallback = Check,
        LocalCertificateSelectionCallback = (sender, _, _, remote, _) =>
        {
            // The first call, before there is a server's certificate, is .NET's own.
            if (remote is not null)
                asked.AddOrUpdate(sender, sender);
            return null!;
        },
    };

    /// <summary>
    /// Before anything is sent, waits shortly whether a server that asked for a client certificate does without one.
    /// </summary>
    public async ValueTask<Stream> ConfirmAsync(Stream connection, CancellationToken cancel)
    {
        if (connection is not SslStream tls || !asked.TryGetValue(tls, out _))
            return connection;
        using var delay = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        delay.CancelAfter(HangUpDelay);
        try
        {
            await tls.ReadAsync(Memory<byte>.Empty, delay.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return connection;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // An alert, or a reset: the same as hanging up.
        }

        throw new TlsRejectedException(
            tls.TargetHostName,
            "the server hung up without a client certificate",
            wantsClientCertificate: true);
    }

    private bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        var isOnlyUntrusted = errors == SslPolicyErrors.RemoteCertificateChainErrors && allAnchors.Value.Count > 0;
        var reason = isOnlyUntrusted && certificate is X509Certificate2 leaf && chain is not null
            ? CheckAnchored(leaf, chain.ChainPolicy.ExtraStore)
            : Describe(errors, Status(chain));
        return reason is null ? true : throw new TlsRejectedException(((SslStream)sender).TargetHostName, reason);
    }

    /// <summary>Why the certificate doesn't lead to one of the user's; null where it does.</summary>
    private string? CheckAnchored(X509Certificate2 leaf, X509Certificate2Collection served)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(allAnchors.Value);
        chain.ChainPolicy.ExtraStore.AddRange(allAnchors.Value);
        chain.ChainPolicy.ExtraStore.AddRange(served);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.Build(leaf);

        // Up to the anchor everything counts; who issued the anchor doesn't.
        var status = X509ChainStatusFlags.NoError;
        foreach (var element in chain.ChainElements)
        {
            var own = element.ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, one) => all | one.Status);
            var isAnchor = allAnchors.Value.Any(
                anchor => anchor.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span));
            status |= isAnchor ? own & ~OfIssuer : own;
            if (isAnchor)
                return status == X509ChainStatusFlags.NoError
                    ? null
                    : Describe(SslPolicyErrors.RemoteCertificateChainErrors, status);
        }

        return Describe(
            SslPolicyErrors.RemoteCertificateChainErrors,
            status == X509ChainStatusFlags.NoError ? X509ChainStatusFlags.UntrustedRoot : status);
    }

    /// <summary>What cannot be read counts as absent, as it does for OpenSSL.</summary>
    private static IEnumerable<X509Certificate2> OfEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        var folders = (environment.GetValueOrDefault("SSL_CERT_DIR") ?? "").Split(Path.PathSeparator);
        string?[] paths = [environment.GetValueOrDefault("SSL_CERT_FILE"), .. folders];
        foreach (var path in paths.Where(static path => !string.IsNullOrWhiteSpace(path)))
        {
            if (CaCertificates.Read(new Setting<string>(path!, Source.Default)).TryGetValue(out var certificates, out _))
            {
                foreach (var certificate in certificates)
                    yield return certificate;
            }
        }
    }

    private static X509ChainStatusFlags Status(X509Chain? chain) =>
        chain?.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError,
            static (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;

    private static string Describe(SslPolicyErrors errors, X509ChainStatusFlags status) => errors switch
    {
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) => "the server showed no certificate",
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => "its certificate is for another host name",
        _ when status.HasFlag(X509ChainStatusFlags.NotTimeValid) => "its certificate has expired, or is not valid yet",
        _ when status.HasFlag(X509ChainStatusFlags.Revoked) => "its certificate was revoked",
        _ when (
            status & ~(X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) == X509ChainStatusFlags.NoError =>
            "the authority that signed its certificate is not trusted here",
        _ => $"its certificate is not valid ({status})",
    };
}
