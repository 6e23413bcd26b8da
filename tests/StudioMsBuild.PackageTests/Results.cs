using System.Text.Json.Nodes;

namespace StudioMsBuild.PackageTests;

/// <summary>What a build, a script and another target get: @(StudioProject) and $(StudioProjectUrl).</summary>
public sealed class Results(PackedPackage package) : PackageTest(package)
{
    private static readonly string[] Promised = ["Identity", "ProjectId", "Name", "RepoUrl", "Subdir", "TeamName", "StudioUrl", "Outcome"];

    private const string Url = "https://studio.example.com/team/lab/projects/iris-tsanhawn9y";

    [Fact]
    public async Task GetItem_prints_the_project_with_all_its_metadata_and_nothing_else()
    {
        Studio.Answer = Answers.Project(name: "Iris flowers");
        Repository.Write("models/iris/.dvc/config", "");
        User.Library("models/iris/iris.csproj").Property("StudioTeamName", "lab").Save();

        var run = await User.RegisterAsync("models/iris/iris.csproj", "-getItem:StudioProject");

        run.ShouldSucceed();
        var item = run.Json()["Items"]!["StudioProject"]!.AsArray().ShouldHaveSingleItem()!;
        Metadata(item).ShouldBe([
            $"{Studio.Url}/user/ada/projects/iris-tsanhawn9y",
            "tsanhawn9y",
            "Iris flowers",
            Workspace.RepositoryUrl,
            "models/iris",
            "lab",
            Studio.Url,
            "Created",
        ]);
    }

    [Fact]
    public async Task GetProperty_prints_the_bare_URL()
    {
        Studio.Answer = Answers.Project();
        User.Library().Save();

        var run = await User.RegisterAsync("-getProperty:StudioProjectUrl");

        run.ShouldSucceed();
        run.Output.TrimEnd().ShouldBe($"{Studio.Url}/user/ada/projects/iris-tsanhawn9y");
    }

    [Fact]
    public async Task GetTargetResult_prints_the_project_as_what_the_target_returns()
    {
        Studio.Answer = Answers.Project();
        User.Plain().Save();

        var run = await User.RegisterAsync("-getTargetResult:RegisterStudioProject");

        run.ShouldSucceed();
        var result = run.Json()["TargetResults"]!["RegisterStudioProject"]!;
        ((string?)result["Result"]).ShouldBe("Success");
        ((string?)result["Items"]!.AsArray().ShouldHaveSingleItem()!["Identity"]).ShouldBe($"{Studio.Url}/user/ada/projects/iris-tsanhawn9y");
    }

    [Fact]
    public async Task A_failure_leaves_stdout_without_an_item_and_tells_why_on_stderr()
    {
        Studio.Answer = Answers.Json(401, """{ "detail": "Invalid token." }""");
        User.Plain().Save();

        var run = await User.RegisterAsync("-getItem:StudioProject");

        run.ShouldFail();
        run.Json()["Items"]!["StudioProject"]!.AsArray().ShouldBeEmpty();
        run.Error.ShouldContain("STUDIO3009");
    }

    [Fact]
    public async Task Several_projects_in_the_answer_are_several_items_and_one_property_with_semicolons()
    {
        Studio.Answer = Answers.Several(3);
        User.Plain().Save();

        var run = await User.RegisterAsync("-getItem:StudioProject", "-getProperty:StudioProjectUrl");

        run.ShouldSucceed();
        var urls = run.Json()["Items"]!["StudioProject"]!.AsArray().Select(item => (string)item!["Identity"]!).ToArray();
        urls.Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        ((string?)run.Json()["Properties"]!["StudioProjectUrl"]).ShouldBe(string.Join(';', urls));
    }

    [Fact]
    public async Task Another_target_of_the_same_build_reads_item_and_property()
    {
        Studio.Answer = Answers.Project();
        User.Plain()
            .Target("Announce", dependsOnTargets: "RegisterStudioProject")
            .TaskMessage("item: @(StudioProject->'%(ProjectId), %(Outcome), %(Identity)')")
            .TaskMessage("property: $(StudioProjectUrl)")
            .Save();

        var run = await User.DotNetAsync("build", "-t:Announce");

        run.ShouldSucceed();
        run.Output.ShouldContain($"item: tsanhawn9y, Created, {Studio.Url}/user/ada/projects/iris-tsanhawn9y");
        run.Output.ShouldContain($"property: {Studio.Url}/user/ada/projects/iris-tsanhawn9y");
    }

    [Fact]
    public async Task The_MSBuild_task_of_another_project_gets_the_item_as_the_targets_output()
    {
        Studio.Answer = Answers.Project(url: Url);
        User.Plain().Save();
        ProjectCreator.Create(Repository["all.proj"])
            .Target("Announce")
            .TaskMSBuild("studio.proj", "RegisterStudioProject", outputItemType: "Registered")
            .TaskMessage("returned: @(Registered), id %(Registered.ProjectId)")
            .Save();

        var run = await User.DotNetAsync("build", "all.proj", "-t:Announce");

        run.ShouldSucceed();
        run.Output.ShouldContain($"returned: {Url}, id tsanhawn9y");
    }

    [Fact]
    public async Task An_id_that_is_a_number_is_an_id()
    {
        Studio.Answer = Answers.Json(201, $$"""{ "projects": [ { "id": 4711, "name": "iris", "url": "{{Url}}", "unknown": [ {} ] } ], "more": null }""");
        User.Plain().Save();

        var run = await User.RegisterAsync("-getItem:StudioProject");

        run.ShouldSucceed();
        ((string?)run.Json()["Items"]!["StudioProject"]!.AsArray().ShouldHaveSingleItem()!["ProjectId"]).ShouldBe("4711");
    }

    [Fact]
    public async Task GetItem_prints_a_hostile_name_as_data()
    {
        Studio.Answer = Answers.Project(name: "$(MSBuildProjectName);one%3Btwo *.proj \"@(Compile)\" ##vso[x] \u001b[2J");
        User.Plain().Save();

        var run = await User.RegisterAsync("-getItem:StudioProject");

        run.ShouldSucceed();
        ((string?)run.Json()["Items"]!["StudioProject"]!.AsArray().ShouldHaveSingleItem()!["Name"])
            .ShouldBe(@"$(MSBuildProjectName);one%3Btwo *.proj ""@(Compile)"" # #vso[x] \u001B[2J");
    }

    private static string?[] Metadata(JsonNode item) =>
        [.. Promised.Select(name => (string?)item[name])];
}
