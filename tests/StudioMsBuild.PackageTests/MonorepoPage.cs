using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StudioMsBuild.PackageTests;

/// <summary>The commands and outputs of docs/monorepos.md, with a Studio on this machine.</summary>
public sealed partial class MonorepoPage(PackedPackage package) : EmulatorTest(package)
{
    private const string Page = "docs/monorepos.md";
    private const string NothingToConfigure = $"{Page}: One project for each folder of DVC";
    private const string Python = $"{Page}: A repository of Python";
    private const string PythonCommands = $"{Page}: A repository of Python (2)";
    private const string Items = $"{Page}: Items";
    private const string NamedMatches = $"{Page}: Items (2)";
    private const string Solution = $"{Page}: Solutions";
    private const string SolutionCommands = $"{Page}: Solutions (2)";
    private const string OneOfSeveral = $"{Page}: One of several";

    private const string ShownStudio = "https://studio.iterative.ai";

    private static readonly Dictionary<string, string> Blocks =
        MarkdownPage.Read(Page).CodeBlocks().ToDictionary(block => block.Name, block => block.Text, StringComparer.Ordinal);

    [Fact]
    public void Every_block_of_the_page_is_run_by_a_test_of_this_class() =>
        Blocks.Keys.ShouldBe([NothingToConfigure, Python, PythonCommands, Items, NamedMatches, Solution, SolutionCommands, OneOfSeveral]);

    [Fact]
    public async Task A_project_below_a_folder_of_DVC_registers_that_folder()
    {
        WriteFolders("models/churn");
        User.Plain("models/churn/src/train.proj").Save();
        User.Library("models/churn/churn.csproj").Save();

        await FollowAsync(NothingToConfigure);

        Created.Subdir.ShouldBe("models/churn");
        (await User.RegisterAsync("models/churn/src")).Lines("Studio project (recorded) ").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_file_registers_every_folder_of_a_repository_of_Python_and_a_plain_build_of_it_sends_nothing()
    {
        WriteFolders("models/churn", "models/fraud");
        Repository.Write("models/fraud/train.py", "").Git("commit", "--quiet", "--message", "Add the models");
        WriteFile(Python);

        (await User.DotNetAsync("build", "studio.proj")).ShouldSucceed();
        Requests.ShouldBeEmpty();
        await FollowAsync(PythonCommands);

        Studio.Projects.Select(project => project.Subdir).ShouldBe(["models/churn", "models/fraud"], ignoreOrder: true);
        Repository.Ask("show", "--name-only", "--format=", "HEAD").ShouldBe("studio.lock.json\nstudio.proj");
    }

    [Fact]
    public async Task Metadata_override_the_properties_and_one_item_is_picked_to_be_forced()
    {
        WriteFolders("models/churn", "models/fraud", "models/prices");
        WriteItems(Items);

        var run = await User.RegisterAsync();
        var created = Studio.Projects.Select(project => (project.Subdir, project.Name, project.Team, project.Public)).ToList();
        await FollowAsync(OneOfSeveral);

        run.ShouldSucceed();
        created.ShouldBe([("models/churn", "Churn", null, false), ("models/fraud", "Fraud", "risk", true)], ignoreOrder: true);
        run.Lines($"{Studio.Url}/user/amritghimire/projects/prices-tsanhawn9y (adopted)").ShouldHaveSingleItem();
        Studio.Projects.Count(project => project.Subdir == "models/fraud").ShouldBe(2);
        Studio.Projects.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Matches_of_a_wildcard_are_named_after_their_folders()
    {
        WriteFolders("models/churn", "models/text/fraud");
        WriteItems(NamedMatches);

        (await User.RegisterAsync()).ShouldSucceed();

        Studio.Projects.Select(project => (project.Subdir, project.Name)).ShouldBe([("models/churn", "models-churn"), ("models/text/fraud", "models-text-fraud")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_solution_passes_over_the_projects_that_have_not_got_the_target()
    {
        WriteFolders("models/churn");
        User.Library("models/churn/churn.csproj").Save();
        ProjectCreator.Create(Repository["app/app.csproj"], "Microsoft.NET.Sdk").Property("TargetFramework", "net10.0").Save();
        Repository.Write("ml.slnx", """<Solution><Project Path="app/app.csproj" /><Project Path="models/churn/churn.csproj" /></Solution>""");
        Repository.Write("ml.sln", """

            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "app", "app\app.csproj", "{0C1F6A53-4B9C-4C0E-9A57-3F1C3D9C0A01}"
            EndProject
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "churn", "models\churn\churn.csproj", "{0C1F6A53-4B9C-4C0E-9A57-3F1C3D9C0A02}"
            EndProject
            Global
              GlobalSection(SolutionConfigurationPlatforms) = preSolution
                Debug|Any CPU = Debug|Any CPU
              EndGlobalSection
              GlobalSection(ProjectConfigurationPlatforms) = postSolution
                {0C1F6A53-4B9C-4C0E-9A57-3F1C3D9C0A01}.Debug|Any CPU.ActiveCfg = Debug|Any CPU
                {0C1F6A53-4B9C-4C0E-9A57-3F1C3D9C0A01}.Debug|Any CPU.Build.0 = Debug|Any CPU
                {0C1F6A53-4B9C-4C0E-9A57-3F1C3D9C0A02}.Debug|Any CPU.ActiveCfg = Debug|Any CPU
                {0C1F6A53-4B9C-4C0E-9A57-3F1C3D9C0A02}.Debug|Any CPU.Build.0 = Debug|Any CPU
              EndGlobalSection
            EndGlobal
            """);
        (await User.RegisterAsync("ml.slnx")).Lines("error MSB4057").ShouldNotBeEmpty();
        User.Forget();

        WriteFile(Solution);
        await FollowAsync(SolutionCommands);

        Requests.Count.ShouldBe(2);
    }

    /// <summary>Folders of DVC that Git knows.</summary>
    private void WriteFolders(params string[] folders)
    {
        foreach (var folder in folders)
            Repository.Write($"{folder}/.dvc/config", "");
        Repository.Git("add", "--", ":(glob)**/.dvc/config");
    }

    /// <summary>Writes the file that a block shows, under the name in its first line.</summary>
    private void WriteFile(string block)
    {
        var name = FileName().Match(Blocks[block]).Groups["name"].Value;
        Repository.Write(name, Blocks[block].Replace("StudioMsBuild/0.1.0", $"StudioMsBuild/{Feed.Version}", StringComparison.Ordinal));
    }

    /// <summary>Writes a studio.proj with the items of a block.</summary>
    private void WriteItems(string block)
    {
        SetShownRemote();
        var project = XElement.Load(User.Plain().Save());
        project.Add(XElement.Parse(Blocks[block].Replace(ShownStudio, Studio.Url, StringComparison.Ordinal)));
        Repository.Write("studio.proj", project.ToString());
    }

    private void SetShownRemote() => Repository.Git("remote", "set-url", "origin", "https://github.com/amritghimire/example-get-started.git");

    /// <summary>Runs the commands of a block, which print what it shows; ids are made anew, and the user is this Studio's.</summary>
    private async Task FollowAsync(string block)
    {
        if (Needs.Shell is { } reason)
            Assert.Skip(reason);
        SetShownRemote();
        var run = await HermeticProcess.RunAsync(
            "bash",
            ["-c", Transcript.Script(Transcript.Commands(Blocks[block]), command => command)],
            Repository.Path,
            [.. Repository.Environment, .. Feed.DotNet.Environment]);
        var transcript = new Transcript(run.ExitCode, Shown(run.StandardOutput.Replace(Studio.Url, ShownStudio, StringComparison.Ordinal)));

        transcript.ExitCode.ShouldBe(0, transcript.Text);
        transcript.ShouldHave(Shown(Blocks[block]));
    }

    private static string Shown(string text) => Id().Replace(text, "-ID").Replace("/user/amritghimire/", "/user/ada/", StringComparison.Ordinal);

    [GeneratedRegex("<!-- (?<name>[A-Za-z.]+) -->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();

    [GeneratedRegex("(?<=/projects/[a-z-]+)-[a-z0-9]{10}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
