using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StudioMsBuild.Tests.Studio;

/// <summary>StudioCaCertificateFile: certificates to trust besides the system's, never instead of the checks of name and dates.</summary>
public sealed class ServerTrustTests : IDisposable
{
    private readonly TestAuthority authority = TestAuthority.Create();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_server_of_a_private_authority_is_trusted_by_its_certificate()
    {
        using var certificate = authority.Issue();
        await using var studio = await ScriptedStudio.StartAsync(certificate);

        Call.To(studio.Url, certificateFile: folder.Write("ca.pem", authority.Pem)).Outcome.Value();
    }

    [Fact]
    public async Task The_file_may_hold_several_certificates_and_text_around_them()
    {
        using var other = TestAuthority.Create("CN=Another Authority");
        using var certificate = authority.Issue();
        await using var studio = await ScriptedStudio.StartAsync(certificate);

        Call.To(studio.Url, certificateFile: folder.Write("ca.pem", $"# ours\r\n{other.Pem}\r\nExample Authority\n{authority.Pem}")).Outcome.Value();
    }

    [Fact]
    public async Task Without_the_file_the_text_says_that_the_authority_is_not_trusted()
    {
        using var certificate = authority.Issue();

        (await RefusalAsync(certificate, null)).ShouldContain("the authority that signed its certificate is not trusted here");
    }

    [Fact]
    public async Task Another_authoritys_file_does_not_help()
    {
        using var other = TestAuthority.Create("CN=Another Authority");
        using var certificate = authority.Issue();

        (await RefusalAsync(certificate, other.Pem)).ShouldContain("not trusted here");
    }

    [Fact]
    public async Task An_authority_of_the_same_name_with_another_key_does_not_help()
    {
        using var impostor = TestAuthority.Create();
        using var certificate = authority.Issue();

        (await RefusalAsync(certificate, impostor.Pem)).ShouldContain("its certificate is not valid (NotSignatureValid");
    }

    [Fact]
    public async Task An_expired_certificate_stays_refused()
    {
        using var certificate = authority.Issue(fromDay: -5, toDay: -1);

        (await RefusalAsync(certificate, authority.Pem)).ShouldContain("its certificate has expired, or is not valid yet");
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_stays_refused()
    {
        using var certificate = authority.Issue(fromDay: 1, toDay: 5);

        (await RefusalAsync(certificate, authority.Pem)).ShouldContain("its certificate has expired, or is not valid yet");
    }

    [Fact]
    public async Task A_certificate_for_another_name_stays_refused()
    {
        using var certificate = authority.Issue(host: "studio.example.com");

        (await RefusalAsync(certificate, authority.Pem)).ShouldContain("its certificate is for another host name");
    }

    [Fact]
    public async Task A_certificate_for_clients_stays_refused()
    {
        using var certificate = authority.Issue(forClients: true);

        (await AskAsync(certificate, null, folder.Write("ca.pem", authority.Pem))).Failure.Text.ShouldContain("its certificate is not valid (NotValidForUsage)");
    }

    [Fact]
    public async Task An_intermediate_that_the_server_sends_leads_to_the_root_in_the_file()
    {
        using var intermediate = authority.Intermediate();
        using var certificate = intermediate.Issue();

        (await AskAsync(certificate, intermediate.Certificate, folder.Write("ca.pem", authority.Pem))).Outcome.Value();
    }

    [Fact]
    public async Task An_intermediate_that_the_server_does_not_send_may_be_in_the_file()
    {
        using var intermediate = authority.Intermediate();
        using var certificate = intermediate.Issue();

        (await AskAsync(certificate, null, folder.Write("ca.pem", intermediate.Pem + authority.Pem))).Outcome.Value();
    }

    [Fact]
    public async Task An_issuing_authority_alone_is_an_anchor()
    {
        using var intermediate = authority.Intermediate();
        using var certificate = intermediate.Issue();

        (await AskAsync(certificate, null, folder.Write("ca.pem", intermediate.Pem))).Outcome.Value();
    }

    [Fact]
    public async Task A_server_certificate_in_the_file_is_an_anchor_for_itself()
    {
        using var intermediate = authority.Intermediate();
        using var certificate = intermediate.Issue();

        (await AskAsync(certificate, null, folder.Write("ca.pem", certificate.ExportCertificatePem()))).Outcome.Value();
    }

    [Fact]
    public async Task An_issuing_authority_of_the_same_name_with_another_key_does_not_help()
    {
        using var intermediate = authority.Intermediate();
        using var impostor = authority.Intermediate();
        using var certificate = intermediate.Issue();

        var failure = (await AskAsync(certificate, intermediate.Certificate, folder.Write("ca.pem", impostor.Pem))).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO3003", FailureKind.Final));
    }

    [Fact]
    public async Task Below_an_issuing_authority_dates_count_as_ever()
    {
        using var intermediate = authority.Intermediate();
        using var certificate = intermediate.Issue(fromDay: -5, toDay: -1);

        (await AskAsync(certificate, null, folder.Write("ca.pem", intermediate.Pem))).Failure.Text.ShouldContain("has expired");
    }

    [Theory]
    [InlineData("SSL_CERT_FILE")]
    [InlineData("SSL_CERT_DIR")]
    public async Task The_certificates_that_this_builds_environment_names_are_trusted_too(string variable)
    {
        using var certificate = authority.Issue();
        await using var studio = await ScriptedStudio.StartAsync(certificate);
        var file = folder.Write("ca/ca.pem", authority.Pem);
        var value = variable == "SSL_CERT_FILE" ? file : $"/nowhere{Path.PathSeparator}{Path.GetDirectoryName(file)}";

        Call.To(studio.Url, with: connection => connection with { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value } }).Outcome.Value();
    }

    [Fact]
    public async Task Certificates_of_the_environment_that_cannot_be_read_count_as_absent()
    {
        using var certificate = authority.Issue();
        await using var studio = await ScriptedStudio.StartAsync(certificate);

        Call.To(studio.Url, with: connection => connection with { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SSL_CERT_FILE"] = "relative.pem" } })
            .Failure.Text.ShouldContain("not trusted here");
    }

    [Fact]
    public async Task Where_an_untrusted_certificate_points_to_is_not_fetched()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var intermediate = authority.Intermediate();
        using var certificate = intermediate.Issue(issuerUrl: $"http://{listener.LocalEndpoint}/ca.cer");

        (await AskAsync(certificate, null, folder.Write("ca.pem", authority.Pem))).Failure.Code.ShouldBe("STUDIO3003");

        listener.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_server_that_insists_on_a_client_certificate_is_named_as_that_and_nothing_is_sent(SslProtocols protocol)
    {
        var (failure, request) = await AskForCertificateAsync(protocol, insists: true);

        (failure!.Code, failure.Kind).ShouldBe(("STUDIO3020", FailureKind.Final));
        failure.Text.ShouldContain("nothing was sent");
        request.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task One_that_only_asks_for_a_client_certificate_gets_the_request(SslProtocols protocol)
    {
        var (failure, request) = await AskForCertificateAsync(protocol, insists: false);

        failure.ShouldBeNull();
        request.ShouldStartWith("POST ");
    }

    [Fact]
    public async Task Without_the_intermediate_the_root_alone_is_not_enough()
    {
        using var intermediate = authority.Intermediate();
        using var certificate = intermediate.Issue();

        var failure = (await AskAsync(certificate, null, folder.Write("ca.pem", authority.Pem))).Failure;

        failure.Code.ShouldBe("STUDIO3003");
        failure.Text.ShouldContain("not trusted here");
    }

    /// <summary>The text about a server whose certificate is refused, and to which nothing was sent.</summary>
    private async Task<string> RefusalAsync(X509Certificate2 certificate, string? pem)
    {
        await using var studio = await ScriptedStudio.StartAsync(certificate);

        var call = Call.To(studio.Url, retries: 3, certificateFile: pem is null ? null : folder.Write("ca.pem", pem));

        (call.Failure.Code, call.Failure.Kind).ShouldBe(("STUDIO3003", FailureKind.Final));
        call.Reported.ShouldBeEmpty();
        call.Failure.Text.ShouldContain("Nothing was sent");
        studio.Requests.ShouldBeEmpty();
        return call.Failure.Text;
    }

    /// <summary>Asks a server that asks for a client certificate; gives the failure, and what of the request came.</summary>
    private async Task<(Failure? Failure, string Request)> AskForCertificateAsync(SslProtocols protocol, bool insists)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var certificate = authority.Issue();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var serving = ServeAsync();

        var call = await Task.Run(() => Call.To($"https://{server.LocalEndpoint}", certificateFile: folder.Write("ca.pem", authority.Pem)), cancel);

        return (call.Outcome.TryGetValue(out _, out var failure) ? null : failure, await serving);

        async Task<string> ServeAsync()
        {
            using var client = await server.AcceptTcpClientAsync(cancel);
            await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => !insists);
            try
            {
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = certificate, ClientCertificateRequired = true, EnabledSslProtocols = protocol }, cancel);
                var request = new byte[4096];
                var count = await stream.ReadAtLeastAsync(request, 1, throwOnEndOfStream: false, cancel);
                const string Body = """{"projects": [{"id": "a1", "name": "iris", "url": "https://127.0.0.1/a1"}]}""";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"), cancel);
                return Encoding.UTF8.GetString(request, 0, count);
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                return "";
            }
        }
    }

    /// <summary>Asks a server that sends this chain, and answers one request as the API page shows.</summary>
    private static async Task<Call> AskAsync(X509Certificate2 certificate, X509Certificate2? intermediate, string certificateFile)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var serving = ServeAsync();

        var call = await Task.Run(() => Call.To($"https://{server.LocalEndpoint}", certificateFile: certificateFile), cancel);

        await serving;
        return call;

        async Task ServeAsync()
        {
            using var client = await server.AcceptTcpClientAsync(cancel);
            await using var stream = new SslStream(client.GetStream());
            try
            {
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(certificate, intermediate is null ? [] : [intermediate], offline: true) },
                    cancel);
                _ = await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, cancel);
                const string Body = """{"projects": [{"id": "a1", "name": "iris", "url": "https://127.0.0.1/a1"}]}""";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"), cancel);
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // The client trusts it not.
            }
        }
    }
}
