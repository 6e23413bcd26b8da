using System.Xml.Linq;

namespace StudioMsBuild.PackageTests;

/// <summary>What docs/ci.md and docs/build-hook.md show and say, with a Studio on this machine.</summary>
public sealed class CiRecipes(PackedPackage package) : EmulatorTest(package)
{
    private const string Page = "docs/ci.md";
    private const string HookPage = "docs/build-hook.md";
    private const string Hook = $"{HookPage}: The build hook";
    private const string GitHub = $"{Page}: GitHub Actions";
    private const string GitHubWithHook = $"{Page}: GitHub Actions (2)";
    private const string GitLab = $"{Page}: GitLab CI";
    private const string Azure = $"{Page}: Azure Pipelines";
    private const string Jenkins = $"{Page}: Jenkins";
    private const string DockerReads = $"{Page}: Docker, without Git";
    private const string DockerRegisters = $"{Page}: Docker, without Git (2)";
    private const string DockerCommands = $"{Page}: Docker, without Git (3)";
    private const string Committing = $"{Page}: A job that registers and commits the lock file";
    private const string BehindProxy = $"{Page}: A self-hosted Studio behind a proxy";

    private static readonly IReadOnlyDictionary<string, string> Blocks = PageTest.ReadBlocks(HookPage, Page);

    private RecipeRunner Runner => new(Repository, Feed);

    /// <summary>The page of the project that the committed lock file names; nobody asks Studio for it.</summary>
    private string RecordedUrl => $"{Studio.Url}/user/ada/projects/iris-tsanhawn9y";

    [Fact]
    public void Every_block_of_the_pages_is_run_by_a_test_of_this_class() =>
        Blocks.Keys.ShouldBe([Hook, GitHub, GitHubWithHook, GitLab, Azure, Jenkins, DockerReads, DockerRegisters, DockerCommands, Committing, BehindProxy]);

    [Fact]
    public async Task GitHubs_job_reads_the_record_and_hands_the_URL_to_a_later_step()
    {
        User.Library().Save();
        Clone();

        var said = await Runner.GitHubAsync(Blocks[GitHub], Repository.Path);

        said.ShouldContain($"The experiments are at {RecordedUrl}\n");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task GitHubs_job_with_the_build_hook_builds_and_hands_the_URL_to_a_later_step()
    {
        HookedLibrary().Save();
        Clone();

        var said = await Runner.GitHubAsync(Blocks[GitHubWithHook], Repository.Path);

        File.Exists(Repository["bin/Debug/net10.0/iris.dll"]).ShouldBeTrue();
        said.ShouldContain($"The experiments are at {RecordedUrl}\n");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task GitLabs_dotenv_report_hands_the_URL_to_a_later_job()
    {
        User.Plain().Save();
        Clone();

        var said = await Runner.GitLabAsync(Blocks[GitLab]);

        said.ShouldContain($"The experiments are at {RecordedUrl}\n");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Azures_output_variable_reaches_a_later_step_and_a_later_job()
    {
        User.Plain().Save();
        Clone();

        var said = await Runner.AzureAsync(Blocks[Azure]);

        said.Split('\n').Count(line => line == $"The experiments are at {RecordedUrl}").ShouldBe(2, said);
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Jenkins_registers_with_the_bound_credential_and_reads_the_URL()
    {
        User.Plain().Save();
        Repository.Set("DVC_STUDIO_TOKEN", null).Commit();

        var said = await Runner.JenkinsAsync(Blocks[Jenkins], Workspace.Token);

        said.ShouldEndWith($"\n{CreatedUrl}\nThe experiments are at {CreatedUrl}\n");
        Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_Docker_build_without_Git_finds_the_record_above_the_project()
    {
        User.Plain("train/train.proj").Save();
        Clone();

        var said = await Runner.DockerAsync(Blocks[DockerReads], Repository.Box["image/src"], Workspace.RepositoryUrl, Workspace.Token);

        said.ShouldContain($"(recorded) {RecordedUrl}\n");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Docker_build_registers_with_a_mounted_secret_and_its_record_can_be_committed()
    {
        User.Plain("train/train.proj").Save();
        Repository.Set("DVC_STUDIO_TOKEN", null).Commit();
        var commands = Transcript.Commands(Blocks[DockerCommands]).ToList();

        var said = await Runner.DockerAsync(Blocks[DockerRegisters], Repository.Box["image/src"], Workspace.RepositoryUrl, Workspace.Token);

        said.ShouldContain($"Studio project {CreatedUrl}\n");
        Requests.ShouldHaveSingleItem();
        // docker is not here; its command names what the file asks for, and copies what the last stage has.
        commands[0].ShouldBe("docker build . -f register.Dockerfile --output . --secret id=dvc_studio_token,env=DVC_STUDIO_TOKEN --build-arg DVC_STUDIO_REPO_URL=https://github.com/amritghimire/example-get-started.git");
        File.Copy(Repository.Box["image/src/studio.lock.json"], User.LockFile);
        await Runner.BashAsync(string.Join('\n', commands.Skip(1)), Repository.Path);
        Repository.Ask("show", "HEAD:studio.lock.json").ShouldContain(CreatedUrl);
    }

    [Fact]
    public async Task The_job_that_registers_pushes_the_record_and_a_second_run_creates_nothing()
    {
        User.Plain().Save();
        Repository.Set("DVC_STUDIO_TOKEN", null).Commit();
        var server = Repository.Box["server.git"];
        Repository.Git("clone", "--quiet", "--bare", ".", server).Git("config", "--global", $"url.{server}.pushInsteadOf", Workspace.RepositoryUrl);

        await RunAsync("first");
        var said = await RunAsync("second");

        Repository.Ask("-C", server, "show", "main:studio.lock.json").ShouldContain(CreatedUrl);
        Repository.Ask("-C", server, "rev-list", "--count", "main").ShouldBe("2");
        said.ShouldContain($"(recorded) {CreatedUrl}\n");

        async Task<string> RunAsync(string checkout)
        {
            var folder = Repository.Box[checkout];
            Repository.Git("clone", "--quiet", server, folder).GitIn(folder, "remote", "set-url", "origin", Workspace.RepositoryUrl);
            return await Runner.GitHubAsync(Blocks[Committing], folder, ("secrets.DVC_STUDIO_TOKEN", Workspace.Token));
        }
    }

    [Fact]
    public async Task A_Studio_with_a_private_authority_is_reached_through_the_proxy()
    {
        using var certificate = SelfSignedCertificate.Create("studio.example.com");
        await using var studio = await ScriptedStudio.StartAsync(certificate);
        await using var proxy = new TunnelProxy(new Uri(studio.Url));
        Repository.Set("DVC_STUDIO_URL", null).Set("DVC_STUDIO_TOKEN", null).Write("certificates/company.pem", certificate.ExportCertificatePem());
        User.Plain().Save();

        var said = await Runner.GitHubAsync(
            Blocks[BehindProxy],
            Repository.Path,
            ("secrets.DVC_STUDIO_TOKEN", Workspace.Token),
            ("http://proxy.example.com:3128", proxy.Url));

        proxy.Targets.ShouldBe(["studio.example.com:443"]);
        studio.Request["Authorization"].ShouldBe($"token {Workspace.Token}");
        said.ShouldContain("Studio project https://studio.example.com/user/ada/projects/iris-");
        // In CI the lock file is thrown away with the checkout.
        said.ShouldContain("warning STUDIO4010");
    }

    [Fact]
    public async Task In_CI_the_build_hook_only_warns_of_what_is_not_recorded_and_uses_no_token()
    {
        HookedLibrary().Save();
        Repository.Set("CI", "true").Commit();

        var build = await User.DotNetAsync("build", "-warnaserror");
        var both = await User.DotNetAsync("build", "--no-restore", "-t:Build;RegisterStudioProject");

        foreach (var run in (DotNetRun[])[build, both])
        {
            run.ShouldSucceed();
            BinaryLog.Read(run.BinaryLog).Warnings.ShouldHaveSingleItem().Code.ShouldBe("STUDIO4009");
        }

        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_a_pull_request_without_a_token_a_hook_that_may_register_shows_one_plain_message()
    {
        HookedLibrary().Property("StudioLockedMode", "false").Save();
        Repository.Set("CI", "true").Set("DVC_STUDIO_TOKEN", null).Commit();

        var run = await User.DotNetAsync("build", "-warnaserror");

        run.ShouldSucceed();
        run.Lines("Not registered with Studio. There is no token ").ShouldHaveSingleItem();
        BinaryLog.Read(run.BinaryLog).Warnings.ShouldBeEmpty();
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_a_forks_own_CI_the_near_miss_is_a_warning_and_nothing_is_sent()
    {
        HookedLibrary().Save();
        Repository.Set("CI", "true");
        Clone(repository: "github.com/upstream/iris");

        var run = await User.DotNetAsync("build");

        run.ShouldSucceed();
        BinaryLog.Read(run.BinaryLog).Warnings.ShouldHaveSingleItem().Code.ShouldBe("STUDIO4006");
        Requests.ShouldBeEmpty();
    }

    /// <summary>The library with the page's property.</summary>
    private ProjectCreator HookedLibrary()
    {
        var property = XElement.Parse(Blocks[Hook]).Elements().ShouldHaveSingleItem();
        return User.Library().Property(property.Name.LocalName, property.Value);
    }

    /// <summary>Commits the lock file of another machine; this one has no token.</summary>
    private void Clone(string repository = "github.com/ada/iris") => Repository.Set("DVC_STUDIO_TOKEN", null)
        .Write("studio.lock.json", $$"""
            { "version": 1, "projects": [ { "studio": "{{Studio.Url}}", "repo": "{{repository}}", "team": "", "subdir": "", "id": "tsanhawn9y", "name": "iris", "url": "{{RecordedUrl}}" } ] }
            """)
        .Commit();
}
