using StudioMsBuild.Settings;
using static StudioMsBuild.Tests.SeveralRegistrations.SeveralExtensions;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>Which folder an item's Include represents.</summary>
public class IncludeTests
{
    [Theory]
    [InlineData("models/churn", "models/churn")]
    [InlineData("./models/churn", "models/churn")]
    [InlineData("models/churn/", "models/churn")]
    [InlineData(@"models\churn", "models/churn")]
    [InlineData(" models//churn ", "models/churn")]
    [InlineData(".", ".")]
    [InlineData("./", ".")]
    public void A_folder_is_named_from_the_Git_root_wherever_the_project_is(string include, string folder)
    {
        using var repository = CreateMonorepo();

        repository.FoldersOf("studio.proj", include).ShouldBe([folder]);
        repository.FoldersOf("tools/ci/studio.proj", include).ShouldBe([folder]);
    }

    [Theory]
    [InlineData("studio.proj", ".dvc/config", ".")]
    [InlineData("studio.proj", "./.dvc/config", ".")]
    [InlineData("studio.proj", "dvc.yaml", ".")]
    [InlineData("studio.proj", "models/churn/.dvc/config", "models/churn")]
    [InlineData("studio.proj", "models/churn/dvc.yaml", "models/churn")]
    [InlineData("studio.proj", @"models\churn\.dvc\config", "models/churn")]
    [InlineData("studio.proj", @".\models\churn\dvc.yaml", "models/churn")]
    [InlineData("studio.proj", "models/x/../churn/dvc.yaml", "models/churn")]
    [InlineData("models/studio.proj", ".dvc/config", "models")]
    [InlineData("models/studio.proj", "dvc.yaml", "models")]
    [InlineData("models/studio.proj", "churn/.dvc/config", "models/churn")]
    [InlineData("models/studio.proj", "../data/dvc.yaml", "data")]
    [InlineData("models/studio.proj", @"..\data\.dvc\config", "data")]
    [InlineData("models/studio.proj", "../.dvc/config", ".")]
    [InlineData("models/deep/studio.proj", "../../dvc.yaml", ".")]
    public void A_file_of_DVC_is_relative_to_the_project_and_represents_its_folder(string project, string include, string folder)
    {
        using var repository = CreateMonorepo();

        repository.FoldersOf(project, include).ShouldBe([folder]);
    }

    [Theory]
    [InlineData("models/churn/.dvc/config", "models/churn")]
    [InlineData("models/churn/dvc.yaml", "models/churn")]
    [InlineData(".dvc/config", ".")]
    public void An_absolute_path_of_such_a_file_is_the_same(string file, string folder)
    {
        using var repository = CreateMonorepo();

        repository.FoldersOf("tools/studio.proj", repository[file]).ShouldBe([folder]);
    }

    [Theory]
    [InlineData("models/dvc.yaml.bak")]
    [InlineData("models/my-dvc.yaml")]
    [InlineData("models/.dvc/config.local")]
    [InlineData("x.dvc/config")]
    public void Another_name_is_a_folder_by_itself(string include)
    {
        using var repository = CreateMonorepo();

        repository.FoldersOf("tools/studio.proj", include).ShouldBe([include]);
    }

    [Theory]
    [InlineData("models/*", "wildcard")]
    [InlineData("**/.dvc/config", "wildcard")]
    [InlineData("models/?hurn", "wildcard")]
    [InlineData("models/churn/params.yaml", "a file other than")]
    [InlineData("models/churn/.dvc/.gitignore", "a file other than")]
    [InlineData("models/fraud", "does not exist")]
    [InlineData("models/fraud/.dvc/config", "does not exist")]
    [InlineData("models/fraud/dvc.yaml", "does not exist")]
    public async Task What_names_no_folder_is_refused_with_its_reason_and_stops_no_other(string include, string reason)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write("models/churn/params.yaml", "").Write("models/churn/.dvc/.gitignore", "").Write("models/churn/.dvc/config", "").Git("add", "models");

        var build = repository.RegisterAll(studio.Url, Items(include, "models/churn"), prepare: false);

        var error = build.Errors.ShouldHaveSingleItem();
        (error.Code, error.Text.Contains(reason, StringComparison.Ordinal)).ShouldBe(("STUDIO1015", true));
        studio.Asked().ShouldBe(["models/churn"]);
    }

    [Fact]
    public async Task What_belongs_to_another_checkout_or_is_ignored_is_left_out_with_one_message()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var other = GitRepository.Create().Write("models/.dvc/config", "").Commit();
        using var repository = CreateMonorepo().Write("models/churn/.dvc/config", "").Write(".gitignore", "/scratch/\n").Commit()
            .Git("worktree", "add", "--quiet", "trees/one").Git("clone", "--quiet", other.Path, "clones/one").Git("submodule", "--quiet", "add", other.Path, "libs/one")
            .Write("scratch/.dvc/config", "");
        string[] found = [.. Directory.EnumerateFiles(repository.Path, "config", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == ".dvc").Select(file => Path.GetRelativePath(repository.Path, file))];
        found.Length.ShouldBe(5);

        var build = repository.RegisterAll(studio.Url, Items(found), prepare: false);

        build.Folders.ShouldBe(["models/churn"]);
        build.Codes.ShouldBeEmpty();
        build.Messages.Where(text => text.StartsWith("Not registered", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("trees/one/models/churn");
        studio.Asked().ShouldBe(["models/churn"]);
    }

    [Fact]
    public async Task A_link_to_a_folder_is_that_folder()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write("models/churn/.dvc/config", "").Commit();
        Link.ToFolder(repository["link"], repository["models/churn"]);

        repository.RegisterAll(studio.Url, Items("link/.dvc/config", "models/churn/.dvc/config"), prepare: false).Folders.ShouldBe(["models/churn"]);

        studio.Asked().ShouldBe(["models/churn"]);
    }

    [Fact]
    public async Task A_link_out_of_the_repository_is_refused()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write("../elsewhere/.dvc/config", "");
        Link.ToFolder(repository["link"], repository.Box["elsewhere"]);

        repository.RegisterAll(studio.Url, Items("link"), prepare: false).Errors.ShouldHaveSingleItem().Code.ShouldBe("STUDIO1015");

        studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(".dvc/tmp/exps/tmpabc/.dvc/config")]
    [InlineData("models/churn/.dvc/tmp/exps/tmpabc/dvc.yaml")]
    [InlineData(@"models\churn\.dvc\tmp\exps\tmpabc\models\.dvc\config")]
    public void The_temporary_copies_of_DVC_are_left_out(string include)
    {
        using var repository = CreateMonorepo();

        repository.FoldersOf("studio.proj", include, "models/churn/.dvc/config").ShouldBe(["models/churn"]);
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("models/../../elsewhere")]
    [InlineData("/etc")]
    [InlineData(@"C:\models")]
    [InlineData("../elsewhere/dvc.yaml")]
    [InlineData("../../.dvc/config")]
    [InlineData("/elsewhere/dvc.yaml")]
    [InlineData("/dvc.yaml")]
    [InlineData("models/\u202Echurn")]
    public async Task What_is_not_in_the_repository_is_reported_and_stops_no_other(string include)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, Items("models/a", include, "models/b"));

        build.Errors.ShouldHaveSingleItem().Code.ShouldBe("STUDIO1015");
        build.Errors[0].Text.ShouldNotContain("\u202E");
        build.Folders.ShouldBe(["models/a", "models/b"]);
        studio.Asked().ShouldBe(["models/a", "models/b"]);
    }

    [Fact]
    public async Task Two_items_for_one_folder_are_one_request_however_they_spell_it()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(
            studio.Url,
            Items("models/a", "./models/a", "models/a/", @"models\a", "models/a", "models/a/dvc.yaml", "models/a/.dvc/config", repository["models/a/dvc.yaml"], "models/b"));

        build.Reported.Where(reported => reported.Severity != Severity.Message).ShouldBeEmpty();
        build.Folders.ShouldBe(["models/a", "models/b"]);
        studio.Asked().ShouldBe(["models/a", "models/b"]);
    }

    [Fact]
    public async Task The_second_of_two_items_sets_what_the_first_does_not()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, [new RegistrationItem("models/a", projectName: "first"), new RegistrationItem("models/a/dvc.yaml", projectName: "second", isPublic: "true")]);

        ((string?)studio.Request.Json["name"], (bool?)studio.Request.Json["public"]).ShouldBe(("first", true));
    }

    [Fact]
    public async Task One_folder_of_two_teams_is_two_projects()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(studio.Url, [new RegistrationItem("models/a", teamName: "vision"), new RegistrationItem("models/a", teamName: "sound")]);

        build.Registered.Select(one => one.Registration.TeamName).ShouldBe(["vision", "sound"]);
        studio.Requests.Count.ShouldBe(2);
    }
}
