using System.Net;
using System.Net.Sockets;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>Which proxy a build's own environment names, and which hosts need none.</summary>
public class EnvironmentProxyTests
{
    private static readonly Uri Target = new("https://studio.example.com/api/create-project");

    [Theory]
    [InlineData("HTTPS_PROXY=http://a:3128", "http://a:3128/")]
    [InlineData("https_proxy=http://a:3128 HTTPS_PROXY=http://b:3128", "http://a:3128/")]
    [InlineData("ALL_PROXY=http://a:3128", "http://a:3128/")]
    [InlineData("all_proxy=http://a:3128 HTTPS_PROXY=http://b:3128", "http://b:3128/")]
    [InlineData("HTTPS_PROXY=proxy.example.com:3128", "http://proxy.example.com:3128/")]
    [InlineData("HTTPS_PROXY=proxy.example.com", "http://proxy.example.com/")]
    [InlineData("HTTPS_PROXY=https://a:8443", "https://a:8443/")]
    [InlineData("ALL_PROXY=socks5://a", "socks5://a:1080/")]
    [InlineData("ALL_PROXY=socks5h://a:9050", "socks5://a:9050/")]
    [InlineData("HTTPS_PROXY=http://ada:SECRET@a:3128", "http://a:3128/")]
    [InlineData("HTTPS_PROXY=http://[::1]:3128", "http://[::1]:3128/")]
    [InlineData("HTTP_PROXY=http://a:3128", null)]
    [InlineData("http_proxy=http://a:3128", null)]
    [InlineData("https_proxy= HTTPS_PROXY=http://a:3128", null)]
    [InlineData("HTTPS_PROXY=http://a:3128 NO_PROXY=example.com", null)]
    [InlineData("HTTPS_PROXY=http://a:3128 no_proxy=other.example.com NO_PROXY=example.com", "http://a:3128/")]
    [InlineData("", null)]
    public void It_is_named_as_curl_reads_it(string environment, string? proxy) =>
        (EnvironmentProxy.For(Target, Read(environment))?.Value().GetProxy(Target).AbsoluteUri).ShouldBe(proxy);

    [Fact]
    public void Without_one_there_is_none() => EnvironmentProxy.For(Target, Read("NO_PROXY=example.com")).ShouldBeNull();

    [Theory]
    [InlineData("http://ada:SECRET@a", "ada", "SECRET")]
    [InlineData("http://ada:SEC%40RET%2F@a", "ada", "SEC@RET/")]
    [InlineData("http://a%3Ada:x:y@a", "a:da", "x:y")]
    [InlineData("http://ada@a", "ada", "")]
    public void Its_credentials_are_unescaped(string url, string user, string password)
    {
        var credential = EnvironmentProxy.For(Target, Read($"HTTPS_PROXY={url}"))!.Value().Credentials!.GetCredential(Target, "Basic")!;

        (credential.UserName, credential.Password).ShouldBe((user, password));
    }

    [Theory]
    [InlineData("\"http://ada:SECRET@proxy:3128\"", "quotes")]
    [InlineData("'http://ada:SECRET@proxy:3128'", "quotes")]
    [InlineData("http://ada:SECRET/x@proxy:3128", "not the URL of a proxy")]
    [InlineData("http://ada:80/SECRET@proxy:3128", "%2F")]
    [InlineData("http://ada:80#SECRET@proxy:3128", "%23")]
    [InlineData("http://proxy:3128/SECRET", "after its port")]
    [InlineData("http://proxy:3128?SECRET", "after its port")]
    [InlineData("http://ada:SECRET@", "not the URL of a proxy")]
    [InlineData("http://proxy:SECRET", "not the URL of a proxy")]
    [InlineData("ftp://ada:SECRET@proxy", "scheme")]
    [InlineData("file:///SECRET", "proxy")]
    [InlineData("SECRET with blanks", "not the URL of a proxy")]
    public void One_that_cannot_be_used_is_a_coded_error_that_does_not_echo_it(string url, string reason)
    {
        var call = Call.To("https://studio.example.com", with: connection => connection with
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HTTPS_PROXY"] = url },
        });

        (call.Failure.Code, call.Failure.Kind).ShouldBe(("STUDIO3024", FailureKind.Final));
        call.Failure.Text.ShouldContain("HTTPS_PROXY");
        call.Failure.Text.ShouldContain(reason);
        call.Failure.Text.ShouldNotContain("SECRET");
    }

    [Theory]
    // Names, with and without a leading dot.
    [InlineData("studio.example.com", "studio.example.com", true)]
    [InlineData("STUDIO.Example.com", "studio.example.COM", true)]
    [InlineData("example.com", "studio.example.com", true)]
    [InlineData(".example.com", "studio.example.com", true)]
    [InlineData(".example.com", "example.com", true)]
    [InlineData("com", "studio.example.com", true)]
    [InlineData("ample.com", "studio.example.com", false)]
    [InlineData("studio.example.com", "example.com", false)]
    [InlineData("studio.example.com.", "studio.example.com", true)]
    [InlineData(".", "studio.example.com", false)]
    // Lists.
    [InlineData("a.com,example.com", "studio.example.com", true)]
    [InlineData("a.com example.com", "studio.example.com", true)]
    [InlineData(" a.com ,\texample.com ", "studio.example.com", true)]
    [InlineData(",,", "studio.example.com", false)]
    [InlineData("", "studio.example.com", false)]
    // Every host.
    [InlineData("*", "studio.example.com", true)]
    [InlineData("a.com,*", "10.1.2.3", true)]
    [InlineData("*.example.com", "studio.example.com", false)]
    // Ports.
    [InlineData("example.com:443", "studio.example.com", true)]
    [InlineData("example.com:8443", "studio.example.com", false)]
    [InlineData("example.com:8443", "studio.example.com:8443", true)]
    [InlineData("10.1.2.3:443", "10.1.2.3", true)]
    [InlineData("10.1.2.3:80", "10.1.2.3", false)]
    [InlineData("[::1]:443", "[::1]", true)]
    [InlineData("[::1]:80", "[::1]", false)]
    // Addresses and blocks.
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.4", "10.1.2.3", false)]
    [InlineData("2.3", "10.1.2.3", false)]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.1.2.0/24", "10.1.3.3", false)]
    [InlineData("10.9.9.9/8", "10.1.2.3", true)]
    [InlineData("10.1.2.3/32", "10.1.2.3", true)]
    [InlineData("0.0.0.0/0", "10.1.2.3", true)]
    [InlineData("10.0.0.0/33", "10.1.2.3", false)]
    [InlineData("10.0.0.0/", "10.1.2.3", false)]
    [InlineData("10.0.0.0/8", "studio.example.com", false)]
    [InlineData("::1", "[::1]", true)]
    [InlineData("[::1]", "[::1]", true)]
    [InlineData("fd00::/8", "[fd12::3]", true)]
    [InlineData("fd00::/8", "[fe80::3]", false)]
    [InlineData("10.0.0.0/8", "[::1]", false)]
    public void The_exceptions_are_read_as_curl_and_others_do(string list, string host, bool isException) =>
        new NoProxyList(list).Contains(new Uri($"https://{host}/")).ShouldBe(isException);

    [Fact]
    public async Task The_processs_own_proxy_does_not_count()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        await using var proxy = await ScriptedStudio.StartAsync();
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Url, BypassOnLocal: false);
        try
        {
            Call.To("https://studio.example.com", with: connection => connection with { Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound) })
                .Failure.Code.ShouldBe("STUDIO3001");
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        proxy.Requests.ShouldBeEmpty();
    }

    private static Dictionary<string, string> Read(string environment) =>
        environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)).ToDictionary(one => one[0], one => one[1], StringComparer.Ordinal);
}
