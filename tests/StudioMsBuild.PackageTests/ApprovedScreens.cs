using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests;

/// <summary>
/// Whole screens of a terminal and logs of CI systems, as somebody looked at them and approved them: the files in Screens. With
/// STUDIO_TEST_APPROVE=1 they are written anew; look at the difference before you commit it. Screens/0.1.0 keeps, for comparison, what
/// version 0.1.0 showed.
/// </summary>
public sealed partial class ApprovedScreens(PackedPackage package) : EmulatorTest(package)
{
    /// <summary>A Studio that is no rehearsal: its address is not a loopback one, so that the lock file is for everybody.</summary>
    private const string RealStudio = "https://studio.example.test";

    private static readonly string[] Register = ["-t:RegisterStudioProject"];

    [Theory]
    [InlineData("created")]
    [InlineData("created-for-everybody")]
    [InlineData("recorded")]
    [InlineData("several")]
    [InlineData("several-without-token")]
    [InlineData("dry-run")]
    [InlineData("near-miss")]
    [InlineData("no-token")]
    [InlineData("no-answer")]
    [InlineData("hook-without-token")]
    [InlineData("hook-with-Studio-down")]
    public async Task A_screen_looks_as_it_was_approved(string scene)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the program script of util-linux");
        await using var real = await RealStudioBehindProxy.StartAsync();
        Repository.Write(".dvc/config", "").Commit();
        var project = User.Plain("iris.proj").Property("StudioProjectName", "iris");
        foreach (var columns in new[] { 80, 120 })
        {
            User.Forget();
            var arguments = Prepare(scene, project, real);
            project.Save();
            Repository.Set("COLUMNS", columns.ToString(CultureInfo.InvariantCulture));

            var run = await User.DotNetInTerminalAsync(["build", "iris.proj", .. arguments]);

            ShouldBeApproved($"{scene}.{columns}.txt", Wrap(Normalize(Unwrap(Terminal.WithoutEscapes(run.Screen), columns)), columns));
        }
    }

    [Theory]
    [InlineData("created-for-everybody", "github")]
    [InlineData("created-for-everybody", "azure")]
    [InlineData("near-miss", "github")]
    [InlineData("near-miss", "azure")]
    [InlineData("near-miss", "gitlab")]
    public async Task A_log_of_a_CI_system_looks_as_it_was_approved(string scene, string system)
    {
        await using var real = await RealStudioBehindProxy.StartAsync();
        Repository.Write(".dvc/config", "").Commit();
        var project = User.Plain("iris.proj").Property("StudioProjectName", "iris");
        var arguments = Prepare(scene, project, real);
        project.Save();
        switch (system)
        {
            case "github":
                Repository.Set("GITHUB_ACTIONS", "true").Set("CI", "true").Set("GITHUB_OUTPUT", Repository.Box["output"]).Set("GITHUB_STEP_SUMMARY", Repository.Box["summary"]);
                break;
            case "azure":
                Repository.Set("TF_BUILD", "True");
                break;
            default:
                Repository.Set("GITLAB_CI", "true").Set("CI", "true");
                arguments = [.. arguments, "-p:StudioDotEnvFile=studio.env"];
                break;
        }

        var run = await User.DotNetAsync(["build", "iris.proj", "-tl:off", .. arguments]);

        ShouldBeApproved($"{scene}.{system}.txt", Normalize(run.Output.ReplaceLineEndings("\n"), start: ""));
    }

    /// <summary>The whole message, with what to do next, in the only message that the terminal logger shows.</summary>
    [Fact]
    public async Task At_a_Studio_that_is_no_rehearsal_the_terminal_asks_to_commit_the_lock_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the program script of util-linux");
        await using var real = await RealStudioBehindProxy.StartAsync();
        Repository.Write(".dvc/config", "").Commit();
        var project = User.Plain("iris.proj");
        var arguments = Prepare("created-for-everybody", project, real);
        project.Save();

        var run = await User.DotNetInTerminalAsync(["build", "iris.proj", .. arguments]);

        run.ShouldSucceed();
        run.ShouldShow($"Studio project {RealStudio}/user/ada/projects/");
        run.ShouldShow("  Commit studio.lock.json so that nobody registers this project twice.");
        run.ShouldShow("  Created in your personal space. To use a team's, set StudioTeamName before registering.");
        File.ReadAllText(User.LockFile).ShouldContain($"\"{RealStudio}\"");
        real.Proxy.Targets.ShouldBe(["studio.example.test:443"]);
    }

    private string[] Prepare(string scene, ProjectCreator project, RealStudioBehindProxy real)
    {
        switch (scene)
        {
            case "created-for-everybody":
                Repository.Set("DVC_STUDIO_URL", RealStudio).Set("HTTPS_PROXY", real.Proxy.Url).Set("CURL_CA_BUNDLE", Repository.Box.Write("studio.pem", real.Pem));
                return Register;
            case "recorded":
                project.Save();
                project.Register().ShouldSucceed();
                return Register;
            case "several":
                foreach (var folder in new[] { "models/churn", "models/forecast" })
                {
                    Repository.Write($"{folder}/.dvc/config", "");
                    project.ItemInclude("StudioRegistration", folder);
                }

                Repository.Commit();
                return Register;
            case "several-without-token":
                Repository.Set("DVC_STUDIO_TOKEN", null);
                return Prepare("several", project, real);
            case "no-token":
                Repository.Set("DVC_STUDIO_TOKEN", null);
                return Register;
            case "no-answer":
                real.Studio.Answer = Answers.Reset;
                return Prepare("created-for-everybody", project, real);
            case "dry-run":
                return [.. Register, "-p:StudioTeamName=vision", "-p:StudioDryRun=true"];
            case "near-miss":
                project.Save();
                project.Register().ShouldSucceed();
                return [.. Register, "-p:StudioTeamName=vision"];
            case "hook-without-token":
                Repository.Set("DVC_STUDIO_TOKEN", null);
                project.Target("Build");
                return ["-t:Build", "-p:StudioRegisterOnBuild=true"];
            case "hook-with-Studio-down":
                Repository.Set("DVC_STUDIO_URL", "http://127.0.0.1:9");
                project.Target("Build");
                return ["-t:Build", "-p:StudioRegisterOnBuild=true"];
            default:
                return Register;
        }
    }

    /// <summary>What differs from run to run has a name; progress lines, which the terminal writes over, are gone.</summary>
    private string Normalize(string screen, string start = "Restore complete")
    {
        var text = screen.Replace(Repository.Path, "/home/ada/iris", StringComparison.Ordinal).Replace(Studio.Url, "http://127.0.0.1:50000", StringComparison.Ordinal);
        text = Duration().Replace(Identifier().Replace(text, "-tsanhawn9y"), "(0.0s)");
        text = BuildTime().Replace(text, "in 0.0s");
        text = OtherSettings().Replace(text, "N");
        text = EntryId().Replace(text, "tsanhawn9y");
        // Through a proxy the same reset arrives in either form.
        text = text.Replace("the connection was closed early", "the connection was reset", StringComparison.Ordinal);
        text = Elapsed().Replace(Started().Replace(text, "2026-11-27 10:00:00Z"), "00:00:00.00");
        var lines = text.Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => !line.StartsWith(start, StringComparison.Ordinal))
            .Where(line => line.Length > 0 && !Progress().IsMatch(line) && !line.StartsWith("BinaryLogger", StringComparison.Ordinal)).ToList();
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The terminal logger breaks the lines of an error at the last column, wherever that is in a word: as it wrote them, they would move with each port.</summary>
    private static string Unwrap(string text, int columns)
    {
        const string Indentation = "      ";
        var lines = new List<string>();
        var isBroken = false;
        foreach (var line in text.Split('\n'))
        {
            if (isBroken && line.StartsWith(Indentation, StringComparison.Ordinal))
                lines[^1] += line[Indentation.Length..];
            else
                lines.Add(line);
            isBroken = line.StartsWith(Indentation, StringComparison.Ordinal) && line.Length >= columns - 1;
        }

        return string.Join('\n', lines);
    }

    private static string Wrap(string text, int columns) =>
        string.Join('\n', text.Split('\n').SelectMany(line => line.Length == 0 ? [""] : line.Chunk(columns).Select(part => new string(part))));

    private static void ShouldBeApproved(string name, string screen)
    {
        var file = SourceTree.File($"tests/StudioMsBuild.PackageTests/Screens/{name}");
        if (Environment.GetEnvironmentVariable("STUDIO_TEST_APPROVE") == "1")
            File.WriteAllText(file, screen);
        screen.ShouldBe(File.ReadAllText(file), $"STUDIO_TEST_APPROVE=1 writes {name} anew.");
    }

    [GeneratedRegex(@"(?<=projects/[a-z]+)-[a-z0-9]{10}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\(\d+[.,]\d+s\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"in \d+[.,]\d+s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BuildTime();

    [GeneratedRegex("(?<=\"id\":\"|StudioProjectId;isOutput=true\\])[a-z0-9]{10}(?=\"|$)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntryId();

    // A new property changes no approved screen.
    [GeneratedRegex(@"[0-9]+(?= other settings have their defaults)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherSettings();
    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Started();

    [GeneratedRegex(@"(?<=Time Elapsed )[0-9:.]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Elapsed();

    // The terminal logger's live lines: a target's name before the duration, or nothing but the restore.
    [GeneratedRegex(@"^\s+(\S+ )?\S+ \(0\.0s\)$|^\s*\(0\.0s\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Progress();

    /// <summary>A Studio of a company: a proxy leads to it, and its certificate is of an authority of its own.</summary>
    private sealed class RealStudioBehindProxy : IAsyncDisposable
    {
        private readonly X509Certificate2 certificate;
        private RealStudioBehindProxy(X509Certificate2 certificate, ScriptedStudio studio) =>
            (this.certificate, Studio, Proxy) = (certificate, studio, new TunnelProxy(new Uri(studio.Url)));

        public ScriptedStudio Studio { get; }

        public TunnelProxy Proxy { get; }

        public string Pem => certificate.ExportCertificatePem();

        public static async Task<RealStudioBehindProxy> StartAsync()
        {
            var ofStudio = SelfSignedCertificate.Create("studio.example.test");
            return new(ofStudio, await ScriptedStudio.StartAsync(ofStudio));
        }

        public async ValueTask DisposeAsync()
        {
            await Proxy.DisposeAsync();
            await Studio.DisposeAsync();
            certificate.Dispose();
        }
    }
}
