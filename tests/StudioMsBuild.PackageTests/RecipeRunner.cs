using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace StudioMsBuild.PackageTests;

/// <summary>
/// Runs the shell lines of a pipeline in a repository, in the order and with the variables that its CI system gives them, and hands
/// outputs on by that system's rules. Each line must succeed; what they print is the result.
/// </summary>
internal sealed partial class RecipeRunner(GitRepository repository, PackageFeed feed)
{
    /// <summary>What only the CI system itself has; docs/ci.md says that these are not run.</summary>
    private static readonly string[] NotRun = ["actions/checkout@v4", "actions/setup-dotnet@v4", "actions/upload-artifact@v4", "UseDotNet@2"];

    private static readonly string[] DockersOwn = ["FROM", "WORKDIR", "COPY"];

    /// <summary>The steps of a workflow's one job.</summary>
    /// <param name="values">The values of ${{ … }}, and what replaces a server of the page.</param>
    public async Task<string> GitHubAsync(string workflow, string folder, params (string Name, string Value)[] values)
    {
        var job = PipelineYaml.Parse(workflow).Get("jobs").Map().ShouldHaveSingleItem().Value;
        var known = values.Append(("github.ref_name", "main")).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        var said = new StringBuilder();
        foreach (var step in job.List("steps"))
        {
            if (step.Text("run") is not { } script)
            {
                NotRun.ShouldContain(step.Text("uses"), StringComparer.Ordinal);
                continue;
            }

            var (outputs, summary) = (repository.Box.Write("runner/output", ""), repository.Box.Write("runner/summary", ""));
            (string, string)[] runners = [("CI", "true"), ("GITHUB_ACTIONS", "true"), ("GITHUB_WORKSPACE", folder), ("GITHUB_OUTPUT", outputs), ("GITHUB_STEP_SUMMARY", summary)];
            said.Append(await BashAsync(Expand(script), folder, [.. runners, .. job.Texts("env").Concat(step.Texts("env")).Select(pair => (pair.Name, Expand(pair.Value)))]));
            foreach (var (name, value) in CiSystems.ReadGitHubOutputs(Read(outputs)))
                known[$"steps.{step.Text("id")}.outputs.{name}"] = value;
        }

        return said.ToString();

        string Expand(string text) => GitHubExpression().Replace(known.GetValueOrDefault(text, text), match => known[match.Groups["name"].Value]);
    }

    /// <summary>Job after job; the variables of a dotenv report are in the environment of the later ones.</summary>
    public async Task<string> GitLabAsync(string pipeline)
    {
        var variables = new List<(string, string)> { ("CI", "true"), ("GITLAB_CI", "true"), ("CI_PROJECT_DIR", repository.Path) };
        var said = new StringBuilder();
        foreach (var (_, job) in PipelineYaml.Parse(pipeline).Map())
        {
            said.Append(await BashAsync(string.Join('\n', job.List("script").Select(line => ((YamlScalarNode)line).Value)), repository.Path, [.. variables]));
            if (job.Get("artifacts").Get("reports").Text("dotenv") is { } report)
                variables.AddRange(CiSystems.ReadGitLabDotEnv(Read(repository[report]), repository.Environment).Select(pair => (pair.Key, pair.Value)));
        }

        return said.ToString();
    }

    /// <summary>The bash steps of all jobs; a job's variables are in the environment, in capitals.</summary>
    public async Task<string> AzureAsync(string pipeline)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var said = new StringBuilder();
        foreach (var job in PipelineYaml.Parse(pipeline).List("jobs"))
        {
            var variables = job.Texts("variables").Select(pair => (pair.Name.ToUpperInvariant(), Expand(pair.Value))).Append(("TF_BUILD", "True")).ToList();
            foreach (var step in job.List("steps"))
            {
                if (step.Text("bash") is not { } script)
                {
                    NotRun.ShouldContain(step.Text("task"), StringComparer.Ordinal);
                    continue;
                }

                var printed = await BashAsync(Expand(script), repository.Path, [.. variables, .. step.Texts("env").Select(pair => (pair.Name, Expand(pair.Value)))]);
                said.Append(printed);
                foreach (var command in CiSystems.ReadAzureCommands(printed))
                    outputs.Add($"{step.Text("name")}.{command.Properties["variable"]}", command.Value);
            }
        }

        return said.ToString();

        string Expand(string text) => AzureReference().Replace(text, match => outputs[match.Groups["name"].Value]);
    }

    /// <summary>The sh steps; those inside withCredentials have the token in the variable that it names.</summary>
    public async Task<string> JenkinsAsync(string jenkinsfile, string token)
    {
        var variables = new List<(string, string)> { ("JENKINS_URL", "https://ci.example.com/") };
        var said = new StringBuilder();
        foreach (Match step in JenkinsShell().Matches(jenkinsfile))
        {
            var credential = step.Groups["credential"].Value;
            var printed = await BashAsync(step.Groups["line"].Value, repository.Path, credential.Length > 0 ? [.. variables, (credential, token)] : [.. variables]);
            said.Append(printed);
            if (step.Groups["variable"].Value is { Length: > 0 } variable)
                variables.Add((variable, printed.Trim()));
        }

        return said.ToString();
    }

    /// <summary>The RUN lines of a Dockerfile, in a copy of the repository without .git.</summary>
    /// <param name="image">The folder that /src is mapped to.</param>
    public async Task<string> DockerAsync(string dockerfile, string image, string repositoryUrl, string token)
    {
        await BashAsync("""mkdir -p "$IMAGE"; cp -r . "$IMAGE"; rm -rf "$IMAGE/.git" """, repository.Path, ("IMAGE", image));
        var arguments = new List<(string, string)>();
        var said = new StringBuilder();
        foreach (var line in dockerfile.Replace("\\\n", "", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var (instruction, rest) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
            if (instruction == "ARG")
                arguments.Add((rest, repositoryUrl));
            else if (instruction != "RUN")
                DockersOwn.ShouldContain(instruction, StringComparer.Ordinal);
            else
                said.Append(await BashAsync(Mounted(rest).Replace("/src/", $"{image}/", StringComparison.Ordinal), image, [.. arguments]));
        }

        return said.ToString();

        string Mounted(string command)
        {
            if (DockerSecret().Match(command) is not { Success: true } secret)
                return command;
            var file = repository.Box.Write($"secrets/{secret.Groups["id"].Value}", token + "\n");
            return command[secret.Length..].Replace($"/run/secrets/{secret.Groups["id"].Value}", file, StringComparison.Ordinal);
        }
    }

    /// <summary>What a shell prints that ends at the first failure, as those of CI systems do.</summary>
    public async Task<string> BashAsync(string script, string folder, params (string Name, string Value)[] variables)
    {
        if (Needs.Shell is { } reason)
            Assert.Skip(reason);
        var run = await HermeticProcess.RunAsync(
            "bash",
            ["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            folder,
            [.. repository.Environment, .. feed.DotNet.Environment, .. variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))]);
        run.ExitCode.ShouldBe(0, $"{script}\n{run.StandardOutput}{run.StandardError}");
        return run.StandardOutput;
    }

    // Not asynchronously: a few lines.
    private static string Read(string file) => File.ReadAllText(file);

    [GeneratedRegex(@"\$\{\{ (?<name>[\w.-]+) \}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GitHubExpression();

    // $(STEP.NAME) in the same job, $[ dependencies.JOB.outputs['STEP.NAME'] ] in a later one.
    [GeneratedRegex(@"\$\((?<name>[\w.]+)\)|\$\[ dependencies\.\w+\.outputs\['(?<name>[\w.]+)'\] \]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AzureReference();

    [GeneratedRegex(@"(withCredentials\(\[string\(credentialsId: '[\w-]+', variable: '(?<credential>\w+)'\)\]\) \{\s*)?(env\.(?<variable>\w+) = sh\(\s*script: |\bsh )'(?<line>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JenkinsShell();

    [GeneratedRegex(@"^--mount=type=secret,id=(?<id>\w+),required=true\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DockerSecret();
}
