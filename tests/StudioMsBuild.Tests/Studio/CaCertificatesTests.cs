using System.Security.Cryptography.X509Certificates;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>What StudioCaCertificateFile, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE may name.</summary>
public sealed class CaCertificatesTests : IDisposable
{
    private readonly TestAuthority authority = TestAuthority.Create();
    private readonly TestAuthority other = TestAuthority.Create("CN=Another Authority");
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        authority.Dispose();
        other.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_may_have_text_keys_and_other_line_ends_between_its_certificates()
    {
        using var key = authority.Certificate.GetECDsaPrivateKey()!;

        Read(folder.Write("ca.pem", $"\uFEFF# ours\r\n{authority.Pem.ReplaceLineEndings("\r\n")}\r\n{key.ExportPkcs8PrivateKeyPem()}\n{other.Pem}")).Count.ShouldBe(2);
    }

    [Fact]
    public void OpenSSLs_older_label_is_the_same() =>
        Read(folder.Write("ca.pem", authority.Pem.Replace("CERTIFICATE", "X509 CERTIFICATE", StringComparison.Ordinal))).Count.ShouldBe(1);

    [Fact]
    public void A_folder_gives_each_certificate_of_its_files_once_and_passes_over_what_is_none()
    {
        var file = folder.Write("certs/ca.pem", authority.Pem);
        folder.Write("certs/5f15c80c.0", other.Pem);
        folder.Write("certs/README", "no certificate");
        folder.Write("certs/empty.pem", "");
        folder.Write("certs/damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        folder.Write("certs/below/third.pem", "not looked at");
        if (!OperatingSystem.IsWindows())
            Link.ToFile(Path.Combine(Path.GetDirectoryName(file)!, "4a6481c9.0"), "ca.pem");

        Read(Path.GetDirectoryName(file)!).Select(certificate => certificate.Subject).Order(StringComparer.Ordinal).ShouldBe(["CN=Another Authority", "CN=Example Authority"]);
    }

    [Fact]
    public void A_link_to_a_file_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "symbolic links need a right on Windows");
        folder.Write("real.pem", authority.Pem);
        Link.ToFile(Path.Combine(folder.Path, "link.pem"), "real.pem");

        Read(Path.Combine(folder.Path, "link.pem")).Count.ShouldBe(1);
    }

    public static TheoryData<string, string> Unusable { get; } = new()
    {
        { "", "it is empty" },
        { "no certificate here", "-----BEGIN CERTIFICATE-----" },
        { "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "damaged" },
        { "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n", "damaged" },
        { "-----BEGIN CERTIFICATE-----\nMIIB\n", "damaged" },
        { "-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n", "PKCS#7" },
        { "-----BEGIN TRUSTED CERTIFICATE-----\nAAAA\n-----END TRUSTED CERTIFICATE-----\n", "openssl x509" },
        { "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "PRIVATE KEY" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_file_without_certificates_is_refused_with_its_kind(string content, string reason) =>
        Refused(folder.Write("ca.pem", content)).ShouldContain(reason);

    [Fact]
    public void A_certificate_in_DER_is_refused_as_that() =>
        Refused(Write("ca.der", authority.Certificate.Export(X509ContentType.Cert))).ShouldContain("it is DER, not PEM");

    [Fact]
    public void PKCS7_in_DER_is_refused_as_that() =>
        Refused(Write("ca.p7b", new X509Certificate2Collection(authority.Certificate).Export(X509ContentType.Pkcs7)!)).ShouldContain("PKCS#7 in DER");

    [Fact]
    public void A_folder_without_certificates_is_refused() =>
        Refused(Path.GetDirectoryName(folder.Write("none/README", "x"))!).ShouldContain("no file in the folder");

    [Theory]
    [InlineData("ca.pem", "relative")]
    [InlineData("./certs/ca.pem", "relative")]
    [InlineData("\"/etc/ssl/ca.pem\"", "quotes")]
    [InlineData("'/etc/ssl/ca.pem'", "quotes")]
    [InlineData("/nowhere/ca.pem", "no such file")]
    public void A_path_that_cannot_be_meant_is_refused_with_a_word(string path, string reason) => Refused(path).ShouldContain(reason);

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    public void A_device_is_not_read(string device)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "devices are files on Unix");
        Link.ToFile(Path.Combine(folder.Path, "ca.pem"), device);

        Refused(Path.Combine(folder.Path, "ca.pem")).ShouldContain("no regular file");
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes are files on Unix");
        var pipe = Path.Combine(folder.Path, "ca.pem");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            make.WaitForExit();

        Refused(pipe).ShouldContain("no regular file");
    }

    [Fact]
    public void A_file_of_an_unusual_size_is_not_read() => Refused(Write("ca.pem", new byte[(8 << 20) + 1])).ShouldContain("larger than 8 MB");

    [Theory]
    [InlineData("no certificate here")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task A_file_that_cannot_be_used_is_reported_before_anything_is_sent(string content)
    {
        using var certificate = authority.Issue();
        await using var studio = await ScriptedStudio.StartAsync(certificate);

        var failure = Call.To(studio.Url, certificateFile: folder.Write("ca.pem", content)).Failure;

        (failure.Code, failure.Kind).ShouldBe(("STUDIO1022", FailureKind.Final));
        failure.Text.ShouldContain("StudioCaCertificateFile");
        studio.Requests.ShouldBeEmpty();
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static X509Certificate2Collection Read(string path) => Open(path).Value();

    private static string Refused(string path)
    {
        var failure = Open(path).Failure();
        failure.Code.ShouldBe("STUDIO1022");
        failure.Text.ShouldContain("REQUESTS_CA_BUNDLE");
        return failure.Text;
    }

    private static Result<X509Certificate2Collection> Open(string path) =>
        CaCertificates.Read(new Setting<string>(path, new Source(SourceKind.EnvironmentVariable, "REQUESTS_CA_BUNDLE")));
}
