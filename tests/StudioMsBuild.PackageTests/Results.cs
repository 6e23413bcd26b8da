using System.Text.Json.Nodes;

namespace StudioMsBuild.PackageTests;

/// <summary>What a build, a script and another target get: @(StudioProject) and $(StudioProjectUrl).</summary>
public sealed class Results(PackedPackage package) : EmulatorTest(package)
{
    private static readonly string[] Promised = ["Identity", "ProjectId", "Name", "RepoUrl", "Subdir", "TeamName", "StudioUrl", "Outcome"];

    [Fact]
    public async Task GetItem_prints_the_project_with_all_its_metadata_and_nothing_else()
    {
        Repository.Write("models/iris/.dvc/config", "");
        User.Library("models/iris/iris.csproj").Property("StudioTeamName", "lab").Property("StudioProjectName", "Iris flowers").Save();

        var run = await User.RegisterAsync("models/iris/iris.csproj", "-getItem:StudioProject");

        run.ShouldSucceed();
        var item = run.StudioProject();
        Metadata(item).ShouldBe([
            CreatedUrl,
            Created.Id,
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
        User.Plain().Save();

        var run = await User.RegisterAsync("-getProperty:StudioProjectUrl");

        run.ShouldSucceed();
        run.Output.TrimEnd().ShouldBe(CreatedUrl);
    }

    [Fact]
    public async Task GetTargetResult_prints_the_project_as_what_the_target_returns()
    {
        User.Plain().Save();

        var run = await User.RegisterAsync("-getTargetResult:RegisterStudioProject");

        run.ShouldSucceed();
        var result = run.Json()["TargetResults"]!["RegisterStudioProject"]!;
        ((string?)result["Result"]).ShouldBe("Success");
        ((string?)result["Items"]!.AsArray().ShouldHaveSingleItem()!["Identity"]).ShouldBe(CreatedUrl);
    }

    [Fact]
    public void Another_target_of_the_same_build_reads_item_and_property()
    {
        var run = User.Plain()
            .Target("Announce", dependsOnTargets: "RegisterStudioProject")
            .TaskMessage("item: @(StudioProject->'%(ProjectId), %(Outcome), %(Identity)')")
            .TaskMessage("property: $(StudioProjectUrl)")
            .Build("Announce");

        run.ShouldSucceed();
        run.Screen.ShouldContain($"item: {Created.Id}, Created, {CreatedUrl}");
        run.Screen.ShouldContain($"property: {CreatedUrl}");
    }

    [Fact]
    public void The_MSBuild_task_of_another_project_gets_the_item_as_the_targets_output()
    {
        User.Plain().Save();

        var run = User.Project("all.proj")
            .Target("Announce")
            .TaskMSBuild("studio.proj", "RegisterStudioProject", outputItemType: "Registered")
            .TaskMessage("returned: @(Registered), id %(Registered.ProjectId)")
            .Build("Announce");

        run.ShouldSucceed();
        run.Screen.ShouldContain($"returned: {CreatedUrl}, id {Created.Id}");
    }

    private static string?[] Metadata(JsonNode item) =>
        [.. Promised.Select(name => (string?)item[name])];
}
