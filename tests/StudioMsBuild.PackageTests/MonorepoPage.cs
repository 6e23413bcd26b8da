using System.Xml.Linq;

namespace StudioMsBuild.PackageTests;

/// <summary>What docs/monorepos.md and docs/without-dotnet.md show and say, with a Studio on this machine.</summary>
public sealed class MonorepoPage(PackedPackage package, TemplatePackage template) : PageTest(package), IClassFixture<TemplatePackage>
{
    private const string Page = "docs/monorepos.md";
    private const string OneFolder = $"{Page}: A project in each folder";
    private const string Solution = $"{Page}: Solutions";
    private const string Items = $"{Page}: Items";
    private const string NamedMatches = $"{Page}: Items (2)";
    private const string OneOfSeveral = $"{Page}: One of several";

    private const string WithoutDotNet = "docs/without-dotnet.md";
    private const string Template = $"{WithoutDotNet}: The whole repository";
    private const string Whole = $"{WithoutDotNet}: The whole repository (2)";
    private const string WholeCommands = $"{WithoutDotNet}: The whole repository (3)";
    private const string Every = $"{WithoutDotNet}: Every folder of a monorepo";
    private const string EveryCommands = $"{WithoutDotNet}: Every folder of a monorepo (2)";

    private static readonly IReadOnlyDictionary<string, string> Blocks = ReadBlocks(Page, WithoutDotNet);

    [Fact]
    public void Every_block_of_the_pages_is_run_by_a_test_of_this_class() =>
        Blocks.Keys.ShouldBe([OneFolder, Solution, Items, NamedMatches, OneOfSeveral, Template, Whole, WholeCommands, Every, EveryCommands]);

    [Fact]
    public async Task A_project_below_a_folder_of_DVC_registers_that_folder()
    {
        WriteFolders("models/churn");
        User.Plain("models/churn/src/train.proj").Save();
        User.Library("models/churn/churn.csproj").Save();

        await FollowAsync(Blocks[OneFolder]);

        Created.Subdir.ShouldBe("models/churn");
        (await User.RegisterAsync("models/churn/src")).Lines("Studio project (recorded) ").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_template_writes_a_file_that_registers_a_repository_without_NET()
    {
        template.OfferTo(Repository, Feed);
        Repository.Write("train.py", "").Write(".dvc/config", "").Commit();

        await FollowAsync(Blocks[Template]);
        await FollowAsync(Blocks[WholeCommands]);

        (Created.Subdir, Created.Team).ShouldBe((null, null));
        Repository.Ask("show", "--name-only", "--format=", "HEAD").ShouldBe("studio.lock.json\nstudio.proj");
    }

    [Fact]
    public async Task The_file_can_be_written_by_hand()
    {
        Repository.Write("train.py", "").Write(".dvc/config", "").Commit();
        WriteFile(Blocks[Whole]);

        await FollowAsync(Blocks[WholeCommands]);

        Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_file_registers_every_folder_of_a_repository_without_NET_and_a_plain_build_of_it_sends_nothing()
    {
        WriteFolders("models/churn", "models/fraud");
        Repository.Write("models/fraud/train.py", "").Git("commit", "--quiet", "--message", "Add the models");
        WriteFile(Blocks[Every]);

        (await User.DotNetAsync("build", "studio.proj")).ShouldSucceed();
        Requests.ShouldBeEmpty();
        await FollowAsync(Blocks[EveryCommands]);

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
        await FollowAsync(Blocks[OneOfSeveral]);

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
    public async Task A_solution_skips_the_projects_that_do_not_have_the_target()
    {
        template.OfferTo(Repository, Feed);
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

        await FollowAsync(Blocks[Solution]);

        Requests.Count.ShouldBe(2);
    }

    /// <summary>Writes a studio.proj with the items of a block.</summary>
    private void WriteItems(string block)
    {
        SetShownRemote();
        var project = XElement.Load(User.Plain().Save());
        project.Add(XElement.Parse(Blocks[block].Replace(ShownStudio, Studio.Url, StringComparison.Ordinal)));
        Repository.Write("studio.proj", project.ToString());
    }
}
