using System.Text;

namespace StudioMsBuild.WindowsTests;

/// <summary>What the task reads of Windows: tokens and certificates; and what it writes for CI.</summary>
public sealed class ConfigurationTests(WindowsMachine windows)
{
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
        // Its own root: of one whose issuer is unknown Wine says that it is good, also to an HttpClient of nobody's.
        using var certificate = SelfSignedCertificate.Create("localhost");
        await using var site = await WindowsSite.StartAsync(windows, new EmulatorOptions { Certificate = certificate });
        site.Repository.Write("ca.pem", certificate.ExportCertificatePem().ReplaceLineEndings("\r\n"));
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
}
