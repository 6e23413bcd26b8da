using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Repository.Tests;

/// <summary>The workflows of GitHub Actions, which do not run here: what they call exists, and they may do no more than they need.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string[] SdkCommands = ["build", "nuget", "pack", "restore", "test", "tool"];

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(SourceTree.File(Workflow.Folder)).Select(file => Path.GetFileName(file))];

    [Fact]
    public void There_is_a_workflow_for_changes_for_releases_and_for_code_scanning() =>
        Names.Select(row => row.Data).ShouldBe(["ci.yml", "codeql.yml", "release.yml"], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_action_is_pinned_to_a_commit_and_a_comment_names_its_version(string name)
    {
        var lines = Uses().Matches(Workflow.Text(name)).Select(match => match.Groups["action"].Value.Trim()).ToList();

        lines.Count.ShouldBe(Called(Workflow.Read(name)).Count(), "an action is called in a form that this test does not read");
        foreach (var line in lines.Where(line => !IsLocal(line)))
            Pinned().IsMatch(line).ShouldBeTrue(line);
    }

    [Fact]
    public void An_action_has_the_same_commit_everywhere()
    {
        var actions = Names.SelectMany(row => Called(Workflow.Read(row.Data))).Where(action => !IsLocal(action)).Select(action => action.Split('@'));

        foreach (var versions in actions.GroupBy(action => string.Join('/', action[0].Split('/').Take(2)), action => action[1], StringComparer.Ordinal))
            versions.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem(versions.Key);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_called_workflow_or_action_of_this_repository_exists(string name)
    {
        foreach (var action in Called(Workflow.Read(name)).Where(IsLocal))
            (File.Exists(SourceTree.File(action)) || Directory.Exists(SourceTree.File(action))).ShouldBeTrue(action);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_workflow_has_no_permission_and_every_job_names_its_own(string name)
    {
        var workflow = Workflow.Read(name);

        workflow.Root["permissions"].ShouldBeOfType<JsonObject>().ShouldBeEmpty();
        foreach (var (job, definition) in workflow.Jobs)
            definition["permissions"].ShouldBeOfType<JsonObject>($"{job} of {name}");
    }

    [Fact]
    public void Only_these_jobs_may_write_and_only_this() =>
        (from row in Names
         from job in Workflow.Read(row.Data).Jobs
         from permission in job.Value["permissions"]!.AsObject()
         where (string)permission.Value! != "read"
         select $"{row.Data} {job.Key} {permission.Key}: {permission.Value}")
        .ShouldBe(
            [
                "codeql.yml analyze security-events: write",
                "release.yml attest attestations: write",
                "release.yml attest id-token: write",
                "release.yml publish id-token: write",
                "release.yml announce contents: write",
            ],
            ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_job_ends_by_itself(string name)
    {
        // GitHub takes no limit beside a called workflow, whose jobs have their own.
        foreach (var (job, definition) in Workflow.Read(name).Jobs.Where(job => job.Value["uses"] is null))
            int.Parse((string?)definition["timeout-minutes"] ?? "0", System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 120, $"{job} of {name}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Runs_of_one_branch_or_tag_do_not_pile_up(string name) =>
        ((string?)Workflow.Read(name).Root["concurrency"]?["group"]).ShouldNotBeNullOrEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pull_request_reaches_no_secret_and_no_script(string name)
    {
        Workflow.Text(name).ShouldNotContain("pull_request_target");
        Workflow.Text(name).ShouldNotContain("secrets.");
        foreach (var script in Workflow.Read(name).Scripts)
            script.ShouldNotContain("${{", customMessage: "an expression in a script runs what a title or a branch's name says: use env");
        foreach (var checkout in Workflow.Read(name).Steps.Where(step => ((string?)step["uses"])?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true))
            ((string?)checkout["with"]?["persist-credentials"]).ShouldBe("false");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_file_and_folder_that_a_step_names_exists(string name) => Missing(Workflow.Read(name)).ShouldBeEmpty();

    [Fact]
    public void A_file_that_is_not_there_is_found_in_the_inputs_of_an_action() =>
        Missing(With(new JsonObject { ["with"] = new JsonObject { ["global-json-file"] = "src/global.json", ["name"] = "packages" } })).ShouldBe(["src/global.json"]);

    [Theory]
    [InlineData("dotnet pack src/StudioMsBuild.Missing", "src/StudioMsBuild.Missing")]
    [InlineData("bash eng/release.sh --all", "eng/release.sh")]
    [InlineData("grep x CHANGES.md", "CHANGES.md")]
    [InlineData("npm ci --prefix .github/missing", ".github/missing")]
    public void A_file_or_folder_that_is_not_there_is_found(string script, string missing) =>
        Missing(Running(script)).ShouldBe([missing]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_dotnet_command_is_one_of_the_SDK_or_of_the_tool_manifest(string name) => Unknown(Workflow.Read(name)).ShouldBeEmpty();

    [Fact]
    public void A_dotnet_command_that_nothing_provides_is_found() =>
        Unknown(Running("dotnet restore && dotnet missing-tool --now")).ShouldBe(["missing-tool"]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_of_npm_is_in_the_package_that_it_names(string name)
    {
        foreach (var command in Workflow.Read(name).Commands("npm"))
        {
            var package = JsonNode.Parse(File.ReadAllText(SourceTree.File($"{command[Array.IndexOf(command, "--prefix") + 1]}/package.json")))!;
            if (command[1] == "run")
                package["scripts"]!.Keys().ShouldContain(command[^1], StringComparer.Ordinal);
        }
    }

    [Fact]
    public void CI_runs_the_whole_suite_on_Linux_Windows_and_macOS()
    {
        var ci = Workflow.Read("ci.yml");

        ci.Jobs["test"]["strategy"]!["matrix"]!["os"].Texts().ShouldBe(["ubuntu-latest", "windows-latest", "macos-latest"]);
        ci.Commands("dotnet").Where(command => command[1] == "test").ShouldHaveSingleItem().ShouldBe(["dotnet", "test", "--no-restore"]);
    }

    [Fact]
    public void A_release_packs_lists_and_attests_every_package_of_this_repository()
    {
        var release = Workflow.Read("release.yml");
        var projects = PackableProjects();
        var scripts = string.Join('\n', release.Scripts);

        projects.Count.ShouldBeGreaterThan(1);
        release.Commands("dotnet").Where(command => command[1] == "pack").Select(command => command[2]).ShouldBe(projects.Select(Folder), ignoreOrder: true);
        release.Jobs["attest"]["strategy"]!["matrix"]!["package"].Texts().ShouldBe(projects.Select(project => Path.GetFileNameWithoutExtension(project)), ignoreOrder: true);
        foreach (var project in projects)
            scripts.ShouldContain($"list {project}");
    }

    [Fact]
    public void A_release_gets_its_key_from_nuget_org_for_an_hour()
    {
        var publish = Workflow.Read("release.yml").Jobs["publish"];
        var login = Workflow.StepsOf(publish).Single(step => ((string?)step["uses"])?.StartsWith("NuGet/login@", StringComparison.Ordinal) == true);
        var push = Workflow.StepsOf(publish).Single(step => ((string?)step["run"])?.StartsWith("dotnet nuget push", StringComparison.Ordinal) == true);

        ((string?)push["env"]!["NUGET_API_KEY"]).ShouldBe($"${{{{ steps.{login["id"]}.outputs.NUGET_API_KEY }}}}");
    }

    private static Workflow Running(string script) => With(new JsonObject { ["run"] = script });

    private static Workflow With(JsonObject step) =>
        new(new JsonObject { ["jobs"] = new JsonObject { ["job"] = new JsonObject { ["steps"] = new JsonArray(step) } } });

    private static IEnumerable<string> Missing(Workflow workflow) =>
        workflow.Paths.Where(path => !path.Contains('*', StringComparison.Ordinal) && !Path.Exists(SourceTree.File(path)));

    private static IEnumerable<string> Unknown(Workflow workflow) =>
        workflow.Commands("dotnet").Select(command => command[1]).Where(command => !SdkCommands.Contains(command) && !ToolCommands().Contains(command));

    /// <summary>The manifest's commands, also without the prefix that dotnet adds.</summary>
    private static HashSet<string> ToolCommands() =>
        JsonNode.Parse(File.ReadAllText(SourceTree.File(".config/dotnet-tools.json")))!["tools"]!.AsObject()
            .SelectMany(tool => tool.Value!["commands"].Texts())
            .SelectMany(command => (string[])[command, command.Replace("dotnet-", "", StringComparison.Ordinal)])
            .ToHashSet(StringComparer.Ordinal);

    private static List<string> PackableProjects() =>
        [.. from folder in (string[])["src", "templates"]
            from file in Directory.EnumerateFiles(SourceTree.File(folder), "*.csproj", SearchOption.AllDirectories)
            where XElement.Load(file).Descendants("IsPackable").Any(element => element.Value == "true")
            select Path.GetRelativePath(SourceTree.Root, file).Replace('\\', '/')];

    private static string Folder(string project) => project[..project.LastIndexOf('/')];

    private static IEnumerable<string> Called(Workflow workflow) =>
        workflow.Steps.Concat(workflow.Jobs.Values).Select(node => (string?)node["uses"]).OfType<string>();

    private static bool IsLocal(string action) => action.StartsWith("./", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*(- )?uses: (?<action>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();
}
