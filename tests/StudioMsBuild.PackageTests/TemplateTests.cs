using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StudioMsBuild.PackageTests;

/// <summary>dotnet new studio-registration: what it makes, and what that does with the packed package and a Studio on this machine.</summary>
public sealed partial class TemplateTests(PackedPackage package, TemplatePackage template) : EmulatorTest(package), IClassFixture<TemplatePackage>
{
    private const string Solution = "Directory.Solution.targets";

    [Fact]
    public void The_package_holds_exactly_these_entries()
    {
        using var archive = template.Open();

        archive.Entries.Select(entry => entry.FullName)
            .Where(entry => !entry.EndsWith(".psmdcp", StringComparison.Ordinal)) // its name is random
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "README.md",
                "StudioMsBuild.Templates.nuspec",
                "[Content_Types].xml",
                "_rels/.rels",
                "content/studio-registration/.template.config/dotnetcli.host.json",
                "content/studio-registration/.template.config/template.json",
                "content/studio-registration/Directory.Solution.targets",
                "content/studio-registration/studio.proj",
                "icon.png",
            ]);
        archive.EntriesWith(SourceTree.Root).ShouldBeEmpty();
    }

    [Fact]
    public void The_package_is_a_template_with_licence_readme_and_icon_and_depends_on_nothing()
    {
        using var archive = template.Open();
        using var nuspec = archive.GetEntry("StudioMsBuild.Templates.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element, StringComparer.Ordinal);

        metadata["packageTypes"].Elements().ShouldHaveSingleItem().Attribute("name")!.Value.ShouldBe("Template");
        metadata["license"].Value.ShouldBe("Apache-2.0");
        metadata["readme"].Value.ShouldBe("README.md");
        metadata["icon"].Value.ShouldBe("icon.png");
        metadata.Keys.ShouldNotContain("dependencies", StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_commands_of_its_readme_register_the_repository_once()
    {
        var commands = ReadmeCommands();

        commands[..4].ShouldBe([
            "dotnet new install StudioMsBuild.Templates",
            "dotnet new studio-registration",
            "dotnet new studio-registration --monorepo",
            "dotnet new studio-registration --solution",
        ]);
        (await CreateAsync()).ShouldBe(commands[4]);
        (await User.DotNetAsync(Words(commands[4]))).ShouldSucceed();
        Requests.ShouldBeEmpty();
        (await User.DotNetAsync(Words(commands[5]))).ShouldSucceed();
        Repository.Git(Words(commands[6])).Git("commit", "--quiet", "--message", "Register");

        commands.Count.ShouldBe(7);
        Created.RepoUrl.ShouldBe(Workspace.RepositoryUrl);
        (Created.Team, Created.Name, Created.Subdir, Created.Public).ShouldBe((null, "iris", null, false));
        Repository.Ask("show", "--name-only", "--format=", "HEAD").ShouldBe("studio.lock.json\nstudio.proj");
    }

    [Fact]
    public async Task It_makes_one_file_whose_SDK_is_the_package_of_the_same_release_and_whose_plain_build_sends_nothing()
    {
        await CreateAsync();

        (await User.DotNetAsync("build")).ShouldSucceed();

        Files().ShouldBe(["studio.proj"]);
        XElement.Load(Repository["studio.proj"]).Attribute("Sdk")!.Value.ShouldBe($"StudioMsBuild/{Feed.Version}");
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_property_that_it_suggests_is_one_of_the_package()
    {
        await CreateAsync();
        var targets = await System.IO.File.ReadAllTextAsync(SourceTree.File("build/StudioMsBuild.targets"), TestContext.Current.CancellationToken);
        var suggested = Suggestion().Matches(await System.IO.File.ReadAllTextAsync(Repository["studio.proj"], TestContext.Current.CancellationToken));

        suggested.Count.ShouldBeGreaterThan(2);
        foreach (var property in suggested.Select(match => match.Groups["property"].Value))
            targets.ShouldContain($"$({property})");
    }

    [Theory]
    [InlineData("risk")]
    [InlineData("Forschung & Lehre <1>")]
    public async Task A_team_and_a_Studio_are_the_properties_of_the_project(string team)
    {
        Repository.Set("DVC_STUDIO_URL", null);

        await CreateAsync("--team", team, "--studio-url", Studio.Url);
        (await User.DotNetAsync("build", "studio.proj", "-t:RegisterStudioProject")).ShouldSucceed();

        Created.Team.ShouldBe(team);
    }

    [Fact]
    public async Task In_a_monorepo_every_folder_of_DVC_is_registered()
    {
        Repository.Write("models/churn/.dvc/config", "").Write("models/fraud/.dvc/config", "");

        await CreateAsync("--monorepo");
        (await User.DotNetAsync("build", "studio.proj", "-t:RegisterStudioProject")).ShouldSucceed();

        Studio.Projects.Select(project => project.Subdir).ShouldBe(["models/churn", "models/fraud"], ignoreOrder: true);
    }

    [Fact]
    public async Task In_a_solution_only_the_projects_with_the_package_are_registered_and_a_plain_build_still_builds_it()
    {
        Repository.Write("models/churn/.dvc/config", "");
        User.Library("models/churn/churn.csproj").Save();
        ProjectCreator.Create(Repository["app/app.csproj"], "Microsoft.NET.Sdk").Property("TargetFramework", "net10.0").Save();
        Repository.Write("ml.slnx", """<Solution><Project Path="app/app.csproj" /><Project Path="models/churn/churn.csproj" /></Solution>""");
        (await User.DotNetAsync("build", "ml.slnx", "-t:RegisterStudioProject", "-p:StudioDryRun=true")).Lines("error MSB4057").ShouldNotBeEmpty();

        var next = await CreateAsync("--solution");
        var dryRun = await User.DotNetAsync(Words(next));
        var sent = Requests.Count;
        var build = await User.DotNetAsync("build");
        var register = await User.DotNetAsync("build", "-t:RegisterStudioProject");

        Files().ShouldBe([Solution, "ml.slnx", "studio.lock.json"]);
        dryRun.ShouldSucceed();
        sent.ShouldBe(0);
        build.ShouldSucceed();
        build.Lines("app.dll").ShouldNotBeEmpty();
        register.ShouldSucceed();
        Created.Subdir.ShouldBe("models/churn");
    }

    [Theory]
    [InlineData("studio.proj", new string[0])]
    [InlineData(Solution, new[] { "--solution" })]
    public async Task It_overwrites_no_file(string file, string[] options)
    {
        Repository.Write(file, "<Project />");

        var run = await template.TryDotNetNewAsync(Repository.Path, Repository.Environment, ["studio-registration", .. options]);

        run.ExitCode.ShouldNotBe(0);
        (await System.IO.File.ReadAllTextAsync(Repository[file], TestContext.Current.CancellationToken)).ShouldBe("<Project />");
    }

    /// <summary>Runs the template, and returns the command that it suggests to run next.</summary>
    private async Task<string> CreateAsync(params string[] options)
    {
        var screen = await template.DotNetNewAsync(Repository.Path, Repository.Environment, ["studio-registration", .. options]);
        return NextCommand().Match(screen).Groups["command"].Value;
    }

    /// <summary>The files at the repository's top that it did not have before.</summary>
    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Repository.Path).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    private static List<string> ReadmeCommands() =>
        [.. Command().Matches(System.IO.File.ReadAllText(SourceTree.File("templates/StudioMsBuild.Templates/README.md"))).Select(match => match.Groups["command"].Value)];

    /// <summary>A command's arguments.</summary>
    private static string[] Words(string command) => command.Split(' ')[1..];

    [GeneratedRegex(@"^\| `(?<command>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"^Manual instructions: (?<command>.*?)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NextCommand();

    [GeneratedRegex("<!-- <(?<property>Studio[A-Za-z]+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suggestion();
}
