using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StudioMsBuild.PackageTests;

/// <summary>What a new user types, from the README alone: a local feed, and each of the three ways in.</summary>
public sealed partial class GettingStarted(PackedPackage package, TemplatePackage template) : PageTest(package), IClassFixture<TemplatePackage>
{
    private const string LocalFeed = "README.md: Status (3)";
    private const string AddPackage = "README.md: Install (3)";
    private const string Properties = "README.md: .NET project";
    private const string DotNetProject = "README.md: .NET project (2)";
    private const string Solution = "README.md: Monorepo or solution";
    private const string Python = "README.md: Python repository without .NET";
    private const string Msb4057 = "docs/troubleshooting.md: The target \"RegisterStudioProject\" does not exist in the project (MSB4057)";
    private const string SolutionFile = $"{Msb4057} (2)";

    private static readonly IReadOnlyDictionary<string, string> Blocks = ReadBlocks("README.md", "docs/troubleshooting.md");

    /// <summary>The blocks that are run here.</summary>
    internal static IReadOnlyList<string> Run { get; } = [LocalFeed, AddPackage, Properties, DotNetProject, Solution, Python, Msb4057, SolutionFile];

    [Fact]
    public async Task The_three_commands_make_a_feed_from_which_the_package_the_SDK_and_the_template_come()
    {
        var clone = Repository.Box["studiomsbuild"];
        Repository.Set("GIT_CONFIG_COUNT", "1").Set("GIT_CONFIG_KEY_0", "safe.directory").Set("GIT_CONFIG_VALUE_0", "*");
        Repository.GitIn(Repository.Box.Path, "clone", "--quiet", SourceTree.Root, clone);
        // The user's own configuration is the only one, and at first it has no feed.
        File.Delete(Repository.Box["NuGet.config"]);
        Repository.Box.Write("home/.nuget/NuGet/NuGet.Config", NuGetConfig.Of());
        Repository.Set("DOTNET_CLI_HOME", Repository.Box["home"]);

        // What the tests' own build restored is all that packing needs; the network has no part in it.
        var commands = Transcript.Commands(Blocks[LocalFeed]).ToArray();
        foreach (var command in commands)
        {
            var run = await RunAsync([command], clone, ("RestorePackagesPath", SourceTree.Packages), ("RestoreSources", Feed.Folder), ("NuGetAudit", "false"));
            run.ExitCode.ShouldBe(0, run.Text);
        }

        ProjectCreator.Create(Repository["net/train.csproj"], "Microsoft.NET.Sdk").Property("TargetFramework", "net10.0").Save();
        string[] register = ["dotnet build -t:RegisterStudioProject"];
        var project = await RunAsync([.. Transcript.Commands(Blocks[AddPackage]), .. register], Repository["net"]);
        Repository.Write("python/train.py", "");
        var python = await RunAsync([.. Transcript.Commands(Blocks[Python]).Take(2), .. register], Repository["python"]);

        commands.Length.ShouldBe(3);
        project.ExitCode.ShouldBe(0, project.Text);
        python.ExitCode.ShouldBe(0, python.Text);
        project.Text.ShouldContain("train -> Studio project ");
        python.Text.ShouldContain("studio -> Studio project (recorded) ");
        XDocument.Load(Repository["net/train.csproj"]).Descendants("PackageReference").Single().Element("PrivateAssets")!.Value.ShouldBe("all");
    }

    [Fact]
    public async Task A_NET_project_is_registered_with_the_properties_that_it_sets()
    {
        var project = XElement.Load(User.Library("train.csproj").Save());
        project.Add(XElement.Parse(Blocks[Properties]));
        Repository.Write("train.csproj", project.ToString());

        await FollowAsync(Blocks[DotNetProject]);

        (Created.Team, Created.Name).ShouldBe(("vision", "Churn"));
    }

    [Fact]
    public async Task In_a_solution_the_projects_with_the_package_are_registered()
    {
        WriteSolution();
        (await User.RegisterAsync("-p:StudioDryRun=true")).Lines("error MSB4057").ShouldNotBeEmpty();

        await FollowAsync(Blocks[Solution]);

        Created.Subdir.ShouldBe("models/churn");
        Repository.Ask("show", "--name-only", "--format=", "HEAD").ShouldContain("Directory.Solution.targets");
    }

    [Fact]
    public async Task A_repository_of_Python_is_registered_by_one_file()
    {
        template.OfferTo(Repository, Feed);
        Repository.Write("train.py", "").Write(".dvc/config", "").Commit();

        await FollowAsync(Blocks[Python]);

        Created.RepoUrl.ShouldBe("https://github.com/amritghimire/example-get-started.git");
        Repository.Ask("show", "--name-only", "--format=", "HEAD").ShouldBe("studio.lock.json\nstudio.proj");
    }

    [Fact]
    public async Task The_commands_against_MSB4057_write_the_file_that_the_page_shows()
    {
        WriteSolution();

        await FollowAsync(Blocks[Msb4057]);

        WithoutComments(await File.ReadAllTextAsync(Repository["Directory.Solution.targets"], TestContext.Current.CancellationToken))
            .ShouldBe(WithoutComments(Blocks[SolutionFile]));
        (await User.RegisterAsync()).ShouldSucceed();
        Created.Subdir.ShouldBe("models/churn");
    }

    /// <summary>A solution of a project with the package, in a folder of DVC, and of one without.</summary>
    private void WriteSolution()
    {
        template.OfferTo(Repository, Feed);
        WriteFolders("models/churn");
        User.Library("models/churn/churn.csproj").Save();
        ProjectCreator.Create(Repository["app/app.csproj"], "Microsoft.NET.Sdk").Property("TargetFramework", "net10.0").Save();
        Repository.Write("ml.slnx", """<Solution><Project Path="app/app.csproj" /><Project Path="models/churn/churn.csproj" /></Solution>""");
    }

    private static string WithoutComments(string xml) => Blanks().Replace(Comment().Replace(xml, ""), " ").Replace("> <", "><", StringComparison.Ordinal).Trim();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
