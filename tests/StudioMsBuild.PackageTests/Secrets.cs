using Microsoft.Build.Framework;

namespace StudioMsBuild.PackageTests;

/// <summary>The token and a remote's credential are in no log, no message, no other request and no file.</summary>
public sealed class Secrets(PackedPackage package) : ScriptedTest(package)
{
    private const string Token = "isat_Zx81QLspectrum";
    private const string OtherToken = "isat_AmigaOfTheEnvironment";
    private const string Credential = "glcbt-64_commodore";

    [Theory]
    [InlineData("DVC_STUDIO_TOKEN")]
    [InlineData("STUDIO_TOKEN")]
    [InlineData("StudioTokenVariable")]
    [InlineData("StudioTokenFile")]
    [InlineData(".dvc/config.local")]
    [InlineData("dvc studio login")]
    public async Task The_token_is_sent_and_written_nowhere(string source)
    {
        Repository.Set("DVC_STUDIO_TOKEN", null);
        // $(StudioToken), should anything read it.
        Repository.Set("STUDIOTOKEN", OtherToken);
        // The SDK reads hundreds of variables and properties; once is enough, as the task is the same.
        var usesSdk = source == "DVC_STUDIO_TOKEN";
        var project = usesSdk ? User.Library() : User.Plain();
        var config = $"[studio]\n    token = {Token}\n    url = {Studio.Url}\n";
        switch (source)
        {
            case "StudioTokenVariable":
                Repository.Set("ML_TOKEN", Token);
                project.Property("StudioTokenVariable", "ML_TOKEN");
                break;
            case "StudioTokenFile":
                project.Property("StudioTokenFile", Repository.Box.Write("secrets/studio", Token + "\n"));
                break;
            case ".dvc/config.local":
                Repository.Write(".dvc/config.local", config);
                break;
            case "dvc studio login":
                Repository.Box.Write("home/.config/dvc/config", config);
                break;
            default:
                Repository.Set(source, Token);
                break;
        }
        project.Save();

        IBuildRun run = usesSdk ? await User.RegisterAsync("-v:diag") : project.Register();

        run.ShouldSucceed();
        Studio.Request["Authorization"].ShouldBe($"token {Token}");
        Studio.Request.Body.ShouldNotContain(Token, Case.Insensitive);
        ShouldBeNowhere(run, Token, except: "config.local");
        ShouldBeNowhere(run, OtherToken);
    }

    [Fact]
    public void A_remotes_credential_is_sent_and_written_nowhere()
    {
        Repository.Git("remote", "set-url", "origin", $"https://gitlab-ci-token:{Credential}@gitlab.com/g/p.git");

        var run = User.Library().Restore().Register();

        run.ShouldSucceed();
        Studio.Request.Json.ShouldMean("""{ "repo_url": "https://gitlab.com/g/p.git" }""");
        Studio.Request.Headers.Values.ShouldAllBe(value => !value.Contains(Credential, StringComparison.OrdinalIgnoreCase));
        ShouldBeNowhere(run, Credential, except: "config");
    }

    [Fact]
    public void A_dry_run_and_a_failure_keep_both_secrets_too()
    {
        Repository.Set("DVC_STUDIO_TOKEN", Token).Git("remote", "set-url", "origin", $"https://ada:{Credential}@gitlab.example.com/g/p.git");
        Studio.Answer = Answers.Json(401, $$"""{ "detail": "{{Token}} is bad, and so is {{Credential}}" }""");

        var plan = User.Plain().Register(("StudioDryRun", "true"));
        var failure = User.Plain().Register();

        plan.ShouldSucceed();
        ShouldBeNowhere(plan, Token);
        ShouldBeNowhere(plan, Credential, except: "config");
        failure.ShouldFailWith("STUDIO3009").ShouldNotContain(Token, Case.Insensitive);
        BinaryLog.Read(failure.BinaryLog).Everything.ShouldNotContain(Token, Case.Insensitive);
    }

    [Fact]
    public void A_refused_remote_keeps_its_credential()
    {
        Repository.Git("remote", "set-url", "origin", $"https://ada:{Credential}@gitlab.com/g/p.git?private_token={Credential}");

        var run = User.Plain().Register();

        run.ShouldFailWith("STUDIO2020");
        ShouldBeNowhere(run, Credential, except: "config");
        Studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("StudioToken")]
    [InlineData("DVC_STUDIO_TOKEN")]
    public async Task A_token_as_a_property_of_the_command_line_is_refused_without_its_value(string property)
    {
        User.Plain().Save();

        var run = await User.RegisterAsync($"-p:{property}={Token}");

        run.ShouldFailWith("STUDIO1007").ShouldContain(property);
        Studio.Requests.ShouldBeEmpty();
        run.Screen.ShouldNotContain(Token, Case.Insensitive);
        // The command line itself is in the binary log: that is MSBuild's, and what the text warns of.
        BinaryLog.Read(run.BinaryLog).Errors.ShouldHaveSingleItem().Message!.ShouldNotContain(Token, Case.Insensitive);
    }

    private void ShouldBeNowhere(IBuildRun run, string secret, string? except = null)
    {
        var screen = run is BuildOutput output ? output.GetConsoleLog(LoggerVerbosity.Diagnostic) : run.Screen;
        screen.ShouldNotContain(secret, Case.Insensitive);
        var log = BinaryLog.Read(run.BinaryLog);
        log.Strings.Where(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        log.Everything.ShouldNotContain(secret, Case.Insensitive);
        Directory.EnumerateFiles(Repository.Path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != except)
            .Where(file => File.ReadAllText(file, System.Text.Encoding.Latin1).Contains(secret, StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty();
    }
}
