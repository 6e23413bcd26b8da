namespace StudioMsBuild.PackageTests;

/// <summary>A later step of a CI job gets the project's URL and id, by the rules of its CI system.</summary>
public sealed class CiOutputs(PackedPackage package) : ScriptedTest(package)
{
    private const string Page = "/team/my%20lab/projects/iris-tsanhawn9y";

    private string PageUrl => Studio.Url + Page;

    [Fact]
    public async Task In_GitHub_Actions_a_second_step_reads_the_URL_from_the_first_ones_outputs()
    {
        if (Needs.Shell is { } reason)
            Assert.Skip(reason);
        var (outputs, summary) = AsGitHub();
        Studio.Answer = Answers.Project(url: PageUrl);

        var first = User.Plain().Register();
        var second = await HermeticProcess.RunAsync(
            "bash",
            ["-euc", """while IFS='=' read -r name value; do declare "${name//-/_}=$value"; done < "$OUTPUTS"; echo "$studio_project_id is at $studio_project_url" """],
            Repository.Path,
            [.. Repository.Environment, new("OUTPUTS", outputs)],
            TestContext.Current.CancellationToken);

        first.ShouldSucceed();
        second.StandardOutput.ShouldBe($"tsanhawn9y is at {PageUrl}\n", second.StandardError);
        CiSystems.ReadGitHubOutputs(File.ReadAllText(outputs)).Keys.ShouldBe(["studio-project-url", "studio-project-id"]);
        File.ReadAllText(summary).ShouldBe($"DVC Studio: <{PageUrl}>\n\n");
        first.Screen.ShouldNotContain("##vso[");
    }

    [Fact]
    public void In_Azure_Pipelines_the_agent_finds_two_output_variables_in_what_the_build_prints()
    {
        Repository.Set("TF_BUILD", "True");
        Studio.Answer = Answers.Project(url: PageUrl);

        var run = User.Plain().Register();

        run.ShouldSucceed();
        CiSystems.ReadAzureCommands(run.Screen).Select(command => (command.Name, command.Properties["variable"], command.Properties["isOutput"], command.Value)).ShouldBe([
            ("task.setvariable", "StudioProjectUrl", "true", PageUrl),
            ("task.setvariable", "StudioProjectId", "true", "tsanhawn9y"),
        ]);
    }

    [Fact]
    public void In_GitLab_CI_a_later_job_gets_two_variables_of_the_dotenv_report()
    {
        Repository.Set("CI", "true").Set("GITLAB_CI", "true").Write("models/report.env", "MINE=1\n");
        Studio.Answer = Answers.Project(url: PageUrl);

        var run = User.Plain("models/iris.proj").Property("StudioDotEnvFile", "report.env").Register();

        run.ShouldSucceed();
        CiSystems.ReadGitLabDotEnv(File.ReadAllText(Repository["models/report.env"]), Repository.Environment).ShouldBe(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["MINE"] = "1", ["STUDIO_PROJECT_URL"] = PageUrl, ["STUDIO_PROJECT_ID"] = "tsanhawn9y" });
    }

    [Fact]
    public void A_hostile_answer_adds_nothing_anywhere()
    {
        var (outputs, _) = AsGitHub();
        Repository.Set("TF_BUILD", "True");
        Studio.Answer = Answers.Project(
            name: "iris\n::set-output name=evil::1\n##vso[task.setvariable variable=evil]1\u202E",
            url: $"{Studio.Url}/user/a;evil.example.com%0Aevil=1$(MSBuildProjectName)`id`::set-output/projects/iris-tsanhawn9y");

        var run = User.Plain().Property("StudioDotEnvFile", "studio.env").Register();

        run.ShouldSucceed();
        var url = $"{Studio.Url}/user/a%3Bevil.example.com%0Aevil=1%24%28MSBuildProjectName%29%60id%60::set-output/projects/iris-tsanhawn9y";
        CiSystems.ReadGitHubOutputs(File.ReadAllText(outputs)).ShouldBe(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["studio-project-url"] = url, ["studio-project-id"] = "tsanhawn9y" });
        CiSystems.ReadAzureCommands(run.Screen).Select(command => command.Value).ShouldBe([url, "tsanhawn9y"]);
        CiSystems.ReadGitLabDotEnv(File.ReadAllText(Repository["studio.env"]), Repository.Environment)["STUDIO_PROJECT_URL"].ShouldBe(url);
        run.Lines("::").ShouldAllBe(line => !line.TrimStart().StartsWith("::", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pull_request_that_forges_the_Studio_and_the_entry_publishes_no_link()
    {
        const string Evil = "https://studio.evil.example";
        var (outputs, summary) = AsGitHub();
        Repository.Set("TF_BUILD", "True").Set("DVC_STUDIO_URL", null).Set("DVC_STUDIO_TOKEN", null)
            .Write(".dvc/config", $"[studio]\n    url = {Evil}\n")
            .Write("studio.lock.json", $$"""
                {
                  "version": 1,
                  "projects": [
                    {
                      "studio": "{{Evil}}",
                      "repo": "github.com/ada/iris",
                      "team": "",
                      "subdir": "",
                      "id": "tsanhawn9y",
                      "name": "iris",
                      "url": "{{Evil}}/user/ada/projects/iris-tsanhawn9y"
                    }
                  ]
                }
                """);

        var run = User.Plain().Property("StudioDotEnvFile", "studio.env").Register(("StudioLockedMode", "true"));

        run.ShouldSucceed();
        run.ShouldWarnOnce("STUDIO1040").ShouldContain("DVC_STUDIO_URL");
        File.ReadAllText(outputs).ShouldBeEmpty();
        File.ReadAllText(summary).ShouldBeEmpty();
        File.Exists(Repository["studio.env"]).ShouldBeFalse();
        CiSystems.ReadAzureCommands(run.Screen).ShouldBeEmpty();
        Studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://studio.iterative.ai//evil.example/team")]
    [InlineData("https://studio.iterative.ai/user/mallory/projects/iris-another9id")]
    public void An_entry_whose_URL_is_not_the_projects_own_page_publishes_no_link(string url)
    {
        var (outputs, _) = AsGitHub();
        Repository.Set("DVC_STUDIO_URL", null).Set("DVC_STUDIO_TOKEN", null).Write("studio.lock.json", $$"""
            {
              "version": 1,
              "projects": [
                { "studio": "https://studio.iterative.ai", "repo": "github.com/ada/iris", "team": "", "subdir": "", "id": "tsanhawn9y", "name": "iris", "url": "{{url}}" }
              ]
            }
            """);

        var run = User.Plain().Register(("StudioLockedMode", "true"));

        run.ShouldSucceed();
        run.ShouldWarnOnce("STUDIO1041");
        File.ReadAllText(outputs).ShouldBeEmpty();
    }

    /// <summary>What GitHub's runner gives a step: two empty files.</summary>
    private (string Outputs, string Summary) AsGitHub()
    {
        var (outputs, summary) = (Repository.Box.Write("runner/output", ""), Repository.Box.Write("runner/summary", ""));
        Repository.Set("CI", "true").Set("GITHUB_ACTIONS", "true").Set("GITHUB_OUTPUT", outputs).Set("GITHUB_STEP_SUMMARY", summary);
        return (outputs, summary);
    }
}
