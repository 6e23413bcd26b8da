using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Settings;

/// <summary>The row StudioUrl of DESIGN section 2.</summary>
public class StudioAddressTests
{
    [Theory]
    [InlineData("https://studio.example.com", "https://studio.example.com")]
    [InlineData("  https://studio.example.com\n", "https://studio.example.com")]
    [InlineData("HTTPS://Studio.Example.COM", "https://studio.example.com")]
    [InlineData("https://studio.example.com/", "https://studio.example.com")]
    [InlineData("https://studio.example.com/api", "https://studio.example.com")]
    [InlineData("https://studio.example.com/api/", "https://studio.example.com")]
    [InlineData("https://studio.example.com:443", "https://studio.example.com")]
    [InlineData("https://studio.example.com:8443", "https://studio.example.com:8443")]
    [InlineData("https://studio.example.com./", "https://studio.example.com")]
    [InlineData("https://example.com/tools/studio", "https://example.com/tools/studio")]
    [InlineData("https://example.com/tools/studio/", "https://example.com/tools/studio")]
    [InlineData("https://example.com/tools/studio/api/", "https://example.com/tools/studio")]
    [InlineData("https://example.com/myapi", "https://example.com/myapi")]
    [InlineData("https://example.com/my%20studio/%C3%A9/50%25", "https://example.com/my%20studio/%C3%A9/50%25")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    [InlineData("https://10.1.2.3:8443", "https://10.1.2.3:8443")]
    [InlineData("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443")]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    [InlineData("http://LOCALHOST:8080/studio", "http://localhost:8080/studio")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://localhost.:8080", "http://localhost:8080")]
    [InlineData("http://127.45.6.7", "http://127.45.6.7")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080")]
    public void It_is_taken_as(string text, string value) =>
        StudioAddress.Parse(text, "StudioUrl").Value().Value.ShouldBe(value);

    [Theory]
    [InlineData("studio.example.com")]
    [InlineData("//studio.example.com")]
    [InlineData("/studio")]
    [InlineData("https:studio.example.com")]
    [InlineData("https://")]
    [InlineData("https:///studio")]
    [InlineData("ftp://studio.example.com")]
    [InlineData("file:///etc/hostname")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://studio.example.com:99999")]
    [InlineData("https://SECRET@studio.example.com")]
    [InlineData("https://alice:SECRET@studio.example.com")]
    [InlineData("https://@studio.example.com")]
    [InlineData("http://alice:SECRET@localhost:8080")]
    [InlineData("https://alice/SECRET@studio.example.com")]
    [InlineData("https://xn--é.example.com")]
    [InlineData("https://..")]
    [InlineData("https://10.")]
    [InlineData("https://studio.example.com/a/%2%65")]
    [InlineData("https://studio.example.com/100%")]
    [InlineData("http://127.1.")]
    [InlineData("https://bücher.-example")]
    [InlineData("https://studio.example.com?token=SECRET")]
    [InlineData("https://studio.example.com/?token=SECRET")]
    [InlineData("https://studio.example.com/#SECRET")]
    [InlineData("https://studio.exam ple.com")]
    [InlineData("https://studio.example.com\\SECRET")]
    [InlineData("https://studio.example.com/\u202ESECRET")]
    [InlineData("https://studio.example.com/\nSECRET")]
    public void It_is_refused_without_an_echo(string text)
    {
        var refusal = StudioAddress.Parse(text, "DVC_STUDIO_URL").Failure();

        refusal.Diagnostic.Severity.ShouldBe(Severity.Error);
        refusal.Code.ShouldBe("STUDIO1003");
        refusal.Text.ShouldContain("DVC_STUDIO_URL");
        refusal.Text.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("http://studio.example.com")]
    [InlineData("http://10.1.2.3")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://128.0.0.1")]
    [InlineData("http://0.0.0.0")]
    [InlineData("http://[2001:db8::1]")]
    [InlineData("http://studio")]
    public void Plain_http_goes_to_loopback_only_and_the_refusal_names_TLS_or_a_tunnel(string text)
    {
        var refusal = StudioAddress.Parse(text, "StudioUrl").Failure();

        refusal.Code.ShouldBe("STUDIO1004");
        refusal.Text.ShouldContain("TLS");
        refusal.Text.ShouldContain("tunnel");
    }

    [Theory]
    [InlineData("https://studio.iterative.ai", "https://studio.datachain.ai", true)]
    [InlineData("https://studio.dvc.ai/", "https://studio.iterative.ai/api", true)]
    [InlineData("https://studio.example.com/a", "https://studio.example.com/a/", true)]
    [InlineData("https://studio.example.com/a", "https://studio.example.com/A", false)]
    [InlineData("https://studio.example.com/a", "https://studio.example.com/b", false)]
    [InlineData("https://studio.example.com", "https://studio.example.com:8443", false)]
    [InlineData("https://studio.iterative.ai/x", "https://studio.datachain.ai", false)]
    [InlineData("https://studio.iterative.ai:8443", "https://studio.datachain.ai", false)]
    [InlineData("https://studio.iterative.ai", "https://studio.iterative.ai.example.com", false)]
    public void The_three_addresses_of_the_public_Studio_are_one_Studio(string one, string other, bool same) =>
        StudioAddress.Parse(one, "StudioUrl").Value().IsSameAs(StudioAddress.Parse(other, "StudioUrl").Value()).ShouldBe(same);

    [Fact]
    public void The_API_lies_below_the_prefix() =>
        StudioAddress.Parse("https://example.com/tools/studio/", "StudioUrl").Value().Endpoint.AbsoluteUri
            .ShouldBe("https://example.com/tools/studio/api/create-project");

    [Fact]
    public void The_default_is_the_one_of_the_API_page() =>
        StudioAddress.Default.Endpoint.AbsoluteUri.ShouldBe("https://studio.iterative.ai/api/create-project");
}
