using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StudioMsBuild.WindowsTests;

/// <summary>What the task reads of Windows: DVC's files, tokens, certificates; and what it writes for CI.</summary>
public sealed class ConfigurationTests(WindowsMachine windows)
{
    [Theory]
    [InlineData("users/root/AppData/Local")]
    [InlineData("ProgramData")]
    public async Task DVCs_own_file_of_the_user_or_the_machine_names_Studio_and_token(string folder)
    {
        await using var site = await WindowsSite.StartAsync(windows);
        var file = System.IO.Path.Combine(windows.Drive, folder, "iterative/dvc/config");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, $"[studio]\r\n    url = {site.Studio.Url}\r\n    token = isat_ofdvc\r\n", TestContext.Current.CancellationToken);
        try
        {
            (await site.Set("DVC_STUDIO_TOKEN", null).Set("DVC_STUDIO_URL", null).RegisterAsync()).ShouldSucceed("created");
        }
        finally
        {
            File.Delete(file);
        }

        site.Projects.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task A_token_file_of_PowerShell_has_any_encoding_of_Unicode(string encoding)
    {
        await using var site = await WindowsSite.StartAsync(windows);
        await File.WriteAllTextAsync(site.Repository["token.txt"], "isat_fromfile\r\n", Encoding.GetEncoding(encoding), TestContext.Current.CancellationToken);

        (await site.Set("DVC_STUDIO_TOKEN", null).RegisterAsync("-p:StudioTokenFile=token.txt")).ShouldSucceed("created");

        site.Projects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_private_certificate_authority_is_trusted_by_its_file()
    {
        using var authority = new Authority();
        using var certificate = authority.IssueForLocalhost();
        await using var site = await WindowsSite.StartAsync(windows, new EmulatorOptions { Certificate = certificate });
        site.Repository.Write("ca.pem", authority.Pem.ReplaceLineEndings("\r\n"));
        site.Set("DVC_STUDIO_URL", $"https://localhost:{new Uri(site.Studio.Url).Port}");

        (await site.RegisterAsync()).ShouldFailWith("STUDIO3003");
        (await site.RegisterAsync($"-p:StudioCaCertificateFile={site.Path("ca.pem")}")).ShouldSucceed("created");

        site.Projects.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task GitHub_Actions_gets_the_outputs()
    {
        await using var site = await WindowsSite.StartAsync(windows);
        var file = site.Repository.Box.Write("output.txt", "before=1\r\n");
        site.Set("GITHUB_ACTIONS", "true").Set("GITHUB_OUTPUT", windows.Path(file));

        var url = (await site.RegisterAsync()).ShouldSucceed("created").Url;

        var outputs = CiSystems.ReadGitHubOutputs((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\r", "", StringComparison.Ordinal));
        outputs.Values.ShouldContain(url);
        outputs["before"].ShouldBe("1");
    }

    /// <summary>A company's own authority.</summary>
    private sealed class Authority : IDisposable
    {
        private readonly X509Certificate2 root;

        public Authority()
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest($"CN=Authority {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
            root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
        }

        public string Pem => root.ExportCertificatePem();

        public X509Certificate2 IssueForLocalhost()
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
            using var issued = request.Create(root, DateTimeOffset.UtcNow.AddDays(-20), DateTimeOffset.UtcNow.AddDays(10), RandomNumberGenerator.GetBytes(8));
            return issued.CopyWithPrivateKey(key);
        }

        public void Dispose() => root.Dispose();
    }
}
