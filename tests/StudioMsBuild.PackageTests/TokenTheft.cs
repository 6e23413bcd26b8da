using System.Security.Cryptography.X509Certificates;

namespace StudioMsBuild.PackageTests;

/// <summary>
/// What a pull request can do to a developer's or a CI system's token, in whole builds: another server, which the build trusts and
/// reaches through a proxy, counts what it gets.
/// </summary>
public sealed class TokenTheft(PackedPackage package) : PackageTest(package)
{
    private const string Token = "isat_stolenToken0123";
    private const string Host = "evil.example.com";
    private const string Url = $"https://{Host}";

    private const string Target = "RegisterStudioProject";
    private const string Hook = "Build";

    private static readonly string Secret = $"[studio]\n    token = {Token}\n";
    private static readonly string Named = $"[studio]\n    url = {Url}\n";

    private Thief thief = null!;

    [Theory]
    [InlineData("a url beside the token of config.local", "STUDIO1008", Target)]
    [InlineData("a url beside the token of config.local", "STUDIO1008", Hook)]
    [InlineData("a url beside the token of the user", "STUDIO1008", Target)]
    [InlineData("a url beside the token of the environment", "STUDIO1008", Hook)]
    [InlineData("a link to the user's file", "STUDIO1026", Target)]
    [InlineData("a link to the user's file", "STUDIO1026", Hook)]
    [InlineData("a link to another checkout", "STUDIO1026", Target)]
    [InlineData("a linked .dvc folder", "STUDIO1026", Hook)]
    [InlineData("a home folder that is the project's", "STUDIO1005", Target)]
    public void A_pull_request_gets_no_token(string theft, string code, string target)
    {
        Arrange(theft);
        var project = User.Plain().Target("Build");

        var run = target == Hook ? project.Build(Hook, ("StudioRegisterOnBuild", "true")) : project.Register();

        // The hook warns, or shows a message that there is no token.
        run.ShouldShow(code == "STUDIO1005" ? "There is no token" : code);
        run.ExitCode.ShouldBe(target == Target ? 1 : 0, run.Screen);
        thief.Proxy.Targets.Where(target => target.StartsWith(Host, StringComparison.Ordinal)).ShouldBeEmpty();
        thief.Studio.Requests.ShouldBeEmpty();
        run.Screen.ShouldNotContain(Token);
    }

    [Fact]
    public void The_same_server_gets_the_token_that_its_owner_sends_there()
    {
        Reachable().Write(".dvc/config.local", Secret);

        var run = User.Plain().Register();

        run.ShouldSucceed();
        thief.Studio.Requests.ShouldHaveSingleItem()["Authorization"].ShouldBe($"token {Token}");
        thief.Proxy.Targets.ShouldBe([$"{Host}:443"]);
    }

    protected override async Task<(IAsyncDisposable Studio, string Url)> StartStudioAsync()
    {
        thief = await Thief.StartAsync();
        return (thief, Url);
    }

    /// <summary>The build reaches the thief's server, trusts it, and has no token yet.</summary>
    private GitRepository Reachable() => Repository
        .Set("DVC_STUDIO_TOKEN", null)
        .Set("HTTPS_PROXY", thief.Proxy.Url)
        .Set("REQUESTS_CA_BUNDLE", Repository.Box.Write("evil.pem", thief.Pem));

    /// <summary>The owner's token, then what the pull request adds.</summary>
    private void Arrange(string theft)
    {
        Reachable().Set("DVC_STUDIO_URL", null).Write(".dvc/config", Named);
        var user = Repository.Box["home/.config/dvc/config"];
        switch (theft)
        {
            case "a url beside the token of config.local":
                Repository.Write(".dvc/config.local", Secret);
                break;
            case "a url beside the token of the user":
                Repository.Box.Write("home/.config/dvc/config", Secret);
                break;
            case "a url beside the token of the environment":
                Repository.Set("DVC_STUDIO_TOKEN", Token);
                break;
            case "a link to the user's file":
                Repository.Box.Write("home/.config/dvc/config", $"{Secret}    url = https://studio.example.com\n");
                File.CreateSymbolicLink(Repository[".dvc/config.local"], user);
                break;
            case "a link to another checkout":
                Repository.Box.Write("other/.dvc/config.local", Secret);
                File.CreateSymbolicLink(Repository[".dvc/config.local"], "../../other/.dvc/config.local");
                break;
            case "a linked .dvc folder":
                Repository.Box.Write("other/.dvc/config", Named);
                Repository.Box.Write("other/.dvc/config.local", Secret);
                Directory.Delete(Repository[".dvc"], recursive: true);
                Directory.CreateSymbolicLink(Repository[".dvc"], Repository.Box["other/.dvc"]);
                break;
            case "a home folder that is the project's":
                File.Delete(Repository[".dvc/config"]);
                Repository.Write(".config/dvc/config", $"{Secret}    url = {Url}\n").Set("DVC_GLOBAL_CONFIG_DIR", null).Set("XDG_CONFIG_HOME", ".config");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(theft), theft, null);
        }
    }

    /// <summary>A server with a certificate that the build trusts, behind a proxy.</summary>
    private sealed class Thief : IAsyncDisposable
    {
        private readonly X509Certificate2 certificate;

        private Thief(X509Certificate2 certificate, ScriptedStudio studio) => (this.certificate, Studio, Proxy) = (certificate, studio, new TunnelProxy(new Uri(studio.Url)));

        public ScriptedStudio Studio { get; }

        public TunnelProxy Proxy { get; }

        public string Pem => certificate.ExportCertificatePem();

        public static async Task<Thief> StartAsync()
        {
            var own = SelfSignedCertificate.Create(Host);
            return new(own, await ScriptedStudio.StartAsync(own));
        }

        public async ValueTask DisposeAsync()
        {
            await Proxy.DisposeAsync();
            await Studio.DisposeAsync();
            certificate.Dispose();
        }
    }
}
