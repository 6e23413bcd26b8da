using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>
/// NO_PROXY and certificate files, beside curl on loopback. Differences that are meant, and so are not compared: a * within a list counts
/// here, as it does for Go; /0 is every address here, and one address for curl; so is a prefix length that is no number; a port is
/// known here only.
/// </summary>
public sealed class CurlComparisonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_exceptions_from_the_proxy_are_curls()
    {
        await SkipWithoutAsync("curl");
        // Names that lead nowhere, and addresses of this machine at which nobody listens.
        string[] hosts = ["studio.invalid", "a.studio.invalid", "xstudio.invalid", "invalid", "127.1.2.3", "127.1.2.4", "127.200.0.1"];
        string[] entries =
        [
            "studio.invalid", ".studio.invalid", "STUDIO.invalid", "invalid", ".invalid", "studio", "dio.invalid", "studio.invalid.", "..studio.invalid", "a.studio.invalid",
            "127.1.2.3", "127.1.2", "127.1.2.3.", "127.0.0.0/8", "127.1.0.0/16", "127.1.2.4/31", "127.1.2.3/32", "127.9.9.9/8", "127.1.0.0/33", "127.1.0.0/", "/8",
            "*.invalid", "::1", "10.0.0.0/8", "_", "-", ".",
        ];
        string[] joints = [",", " ", ", ", ",,"];
        var random = new Random(18);
        var lists = entries.Concat(["*", "", " ", ","]).Concat(Enumerable.Range(0, 60).Select(_ =>
            string.Join(joints[random.Next(joints.Length)], random.GetItems(entries, random.Next(2, 5))))).ToList();
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var serving = RefuseAsync(proxy);

        var differences = new List<string>();
        foreach (var list in lists)
        {
            var ports = await RemotePortsAsync(list, ((IPEndPoint)proxy.LocalEndpoint).Port, hosts);
            for (var at = 0; at < hosts.Length; at++)
            {
                var (curls, ours) = (ports[at] != ((IPEndPoint)proxy.LocalEndpoint).Port, new NoProxyList(list).Contains(new Uri($"http://{hosts[at]}:9/")));
                if (curls != ours)
                    differences.Add($"NO_PROXY='{list}' {hosts[at]}: curl {(curls ? "direct" : "proxy")}, ours {(ours ? "direct" : "proxy")}");
            }
        }

        differences.ShouldBeEmpty();
        proxy.Stop();
        await serving;
    }

    public static TheoryData<string> CertificateFiles { get; } =
    [
        "root", "root and text", "root with CRLF", "other and root", "root under the older label", "issuing authority alone", "server certificate alone",
        "other", "impostor root", "impostor issuing authority", "impostor and root",
        "empty", "text", "DER", "PKCS#7", "key",
    ];

    [Theory]
    [MemberData(nameof(CertificateFiles))]
    public async Task A_certificate_file_is_trusted_where_curl_trusts_it(string kind)
    {
        await SkipWithoutAsync("curl");
        using var root = TestAuthority.Create();
        using var issuing = root.Intermediate();
        using var certificate = issuing.Issue();
        using var other = TestAuthority.Create("CN=Another Authority");
        using var impostor = TestAuthority.Create();
        using var impostorBelow = impostor.Intermediate();
        await using var studio = await ScriptedStudio.StartAsync(certificate, [issuing.Certificate]);
        var content = kind switch
        {
            "root" => root.Pem,
            "root and text" => $"# ours\n{root.Pem}more\n",
            "root with CRLF" => root.Pem.ReplaceLineEndings("\r\n"),
            "other and root" => other.Pem + root.Pem,
            "root under the older label" => root.Pem.Replace("CERTIFICATE", "X509 CERTIFICATE", StringComparison.Ordinal),
            "issuing authority alone" => issuing.Pem,
            "server certificate alone" => certificate.ExportCertificatePem() + "\n",
            "other" => other.Pem,
            "impostor root" => impostor.Pem,
            "impostor issuing authority" => impostorBelow.Pem,
            "impostor and root" => impostor.Pem + root.Pem,
            "text" => "no certificate here\n",
            "PKCS#7" => $"-----BEGIN PKCS7-----\n{Convert.ToBase64String(new X509Certificate2Collection(root.Certificate).Export(X509ContentType.Pkcs7)!)}\n-----END PKCS7-----\n",
            "key" => root.Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n",
            _ => "",
        };
        var file = folder.Write("ca.pem", content);
        if (kind == "DER")
            await File.WriteAllBytesAsync(file, root.Certificate.Export(X509ContentType.Cert), Cancel);

        var (exit, _) = await RunAsync("curl", ["--silent", "--output", Path.Combine(folder.Path, "answer"), "--cacert", file, "--data", "{}", studio.Url], []);
        var call = Call.To(studio.Url, certificateFile: file);

        // 35 and 60: the certificate is not trusted; 77: the file cannot be used.
        (call.Outcome.TryGetValue(out _, out var failure) ? "trusted" : failure.Code)
            .ShouldBe(exit switch { 35 or 60 => "STUDIO3003", 77 => "STUDIO1022", _ => "trusted" }, $"curl ended with {exit}");
    }

    [Fact]
    public async Task A_folder_that_openssl_rehash_made_is_trusted_by_both()
    {
        await SkipWithoutAsync("curl");
        await SkipWithoutAsync("openssl");
        using var root = TestAuthority.Create();
        using var certificate = root.Issue();
        await using var studio = await ScriptedStudio.StartAsync(certificate);
        var certificates = Path.GetDirectoryName(folder.Write("certs/ours.pem", root.Pem))!;
        (await RunAsync("openssl", ["rehash", certificates], [])).Exit.ShouldBe(0);

        (await RunAsync("curl", ["--silent", "--output", Path.Combine(folder.Path, "answer"), "--capath", certificates, "--data", "{}", studio.Url], [])).Exit.ShouldBe(0);
        Call.To(studio.Url, certificateFile: certificates).Outcome.Value();
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_server_of_openssl_that_insists_on_a_client_certificate_is_named_as_that(string protocol)
    {
        await SkipWithoutAsync("openssl");
        using var root = TestAuthority.Create();
        using var certificate = root.Issue();
        var file = folder.Write("server.pem", certificate.ExportCertificatePem() + "\n" + certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n");
        var port = FreePort();
        using var server = Process.Start(new ProcessStartInfo(
            "openssl", ["s_server", "-accept", $"127.0.0.1:{port}", "-cert", file, "-Verify", "1", "-verify_return_error", "-quiet", protocol])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        try
        {
            await UntilListeningAsync(port);

            var failure = Call.To($"https://127.0.0.1:{port}", certificateFile: folder.Write("ca.pem", root.Pem)).Failure;

            (failure.Code, failure.Kind).ShouldBe(("STUDIO3020", FailureKind.Final));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private static async Task UntilListeningAsync(int port)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, Cancel);
            }
        }
    }

    /// <summary>The port at the other end for each host, 0 where curl connected to none.</summary>
    private async Task<int[]> RemotePortsAsync(string list, int proxy, string[] hosts)
    {
        var (_, output) = await RunAsync(
            "curl",
            ["--silent", "--max-time", "20", "--write-out", "%{remote_port}\n", .. hosts.SelectMany(host => new[] { "--output", Path.Combine(folder.Path, "answer"), $"http://{host}:9/" })],
            new() { ["http_proxy"] = $"http://127.0.0.1:{proxy}", ["NO_PROXY"] = list });
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(port => int.TryParse(port, CultureInfo.InvariantCulture, out var number) ? number : 0)];
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var variable in start.Environment.Keys.Where(name => name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(variable);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        await error;
        return (process.ExitCode, output);
    }

    private static async Task SkipWithoutAsync(string program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has a curl that reads no certificate file of its own");
        try
        {
            await RunAsync(program, ["version"], []);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"there is no {program} on PATH");
        }
    }

    /// <summary>A proxy that refuses whatever it is asked for.</summary>
    private static async Task RefuseAsync(TcpListener proxy)
    {
        try
        {
            while (true)
            {
                using var client = await proxy.AcceptTcpClientAsync(Cancel);
                _ = await client.GetStream().ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, Cancel);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Cancel);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }
}
