using StudioMsBuild.Settings;
using static StudioMsBuild.Tests.SeveralRegistrations.SeveralExtensions;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>Which folder an item's Include stands for.</summary>
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
    public void A_file_of_DVC_is_seen_from_the_project_and_stands_for_its_folder(string project, string include, string folder)
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
    public async Task What_is_not_in_the_repository_is_told_and_stops_no_other(string include)
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
    public async Task Two_items_for_one_folder_are_one_request_in_whatever_way_they_name_it()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        var build = repository.RegisterAll(
            studio.Url,
            Items("models/a", "./models/a", "models/a/", @"models\a", "models/a", "models/a/dvc.yaml", "models/a/.dvc/config", repository["models/a/dvc.yaml"], "models/b"));

        build.Told.Where(told => told.Severity != Severity.Message).ShouldBeEmpty();
        build.Folders.ShouldBe(["models/a", "models/b"]);
        studio.Asked().ShouldBe(["models/a", "models/b"]);
    }

    [Fact]
    public async Task What_the_first_of_two_items_leaves_open_the_second_says()
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
