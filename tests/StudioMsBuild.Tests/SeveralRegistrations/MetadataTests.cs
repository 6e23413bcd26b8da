using StudioMsBuild.Settings;
using StudioMsBuild.Tests.Registration;
using static StudioMsBuild.Tests.SeveralRegistrations.SeveralExtensions;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>An item's metadata: they override the properties, for this item only.</summary>
public class MetadataTests
{
    [Fact]
    public async Task ProjectName_TeamName_and_Public_override_the_properties()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(
            studio.Url,
            [new RegistrationItem("a", projectName: " Churn ", teamName: "vision", isPublic: "false"), new RegistrationItem("b", projectName: " ", teamName: "", isPublic: "")],
            with => with.Set("StudioProjectName", "all").Set("StudioTeamName", "lab").Set("StudioPublic", "true"));

        var sent = studio.Requests.Select(request => request.Json).ToDictionary(json => (string)json["subdir"]!, json => ((string?)json["name"], (string?)json["team_name"], (bool?)json["public"]), StringComparer.Ordinal);
        sent["a"].ShouldBe(("Churn", "vision", false));
        sent["b"].ShouldBe(("all", "lab", true));
    }

    [Fact]
    public async Task The_items_folder_overrides_the_property_of_the_project_file()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Items("a", "b"), with => with.Set("StudioSubdir", "c")).Folders.ShouldBe(["a", "b"]);
    }

    public static TheoryData<string, string, string> Bad => new()
    {
        { "Public", "maybe", "STUDIO1001" },
        { "ProjectName", "a\u202Eb", "STUDIO1016" },
        { "ProjectName", new string('a', 257), "STUDIO1016" },
        { "TeamName", "a\u0007b", "STUDIO1016" },
        { "Adopt", "https://elsewhere.invalid/user/ada/projects/iris-a1", "STUDIO1019" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_value_is_reported_with_its_item_and_stops_no_other(string metadata, string value, string code)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        var item = new RegistrationItem(
            "models/bad",
            metadata == "ProjectName" ? value : null,
            metadata == "TeamName" ? value : null,
            metadata == "Public" ? value : null,
            metadata == "Adopt" ? value : null);

        var build = repository.RegisterAll(studio.Url, [.. Items("models/a"), item, .. Items("models/b")]);

        var error = build.Errors.ShouldHaveSingleItem();
        (error.Code, error.IsAlwaysError).ShouldBe((code, true));
        error.Text.ShouldContain("models/bad");
        build.Folders.ShouldBe(["models/a", "models/b"]);
        studio.Asked().ShouldBe(["models/a", "models/b"]);
    }

    [Fact]
    public async Task Adopt_lock_files_without_token_and_network_and_the_second_build_finds_it_recorded()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        RegistrationItem[] items = [new("a", adopt: $"{studio.Url}/user/ada/projects/a-1"), new("b", adopt: $"{studio.Url}/team/vision/projects/b-2/")];

        var first = repository.RegisterAll(studio.Url, items, token: null);
        var second = repository.RegisterAll(studio.Url, items, token: null);

        (first.Outcomes.ShouldHaveSingleItem(), second.Outcomes.ShouldHaveSingleItem()).ShouldBe((Outcome.Adopted, Outcome.Recorded));
        second.Urls.ShouldBe([$"{studio.Url}/user/ada/projects/a-1", $"{studio.Url}/team/vision/projects/b-2"]);
        second.Reported.ShouldBeEmpty();
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_Adopt_replaces_the_first_in_the_lock_file()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        repository.RegisterAll(studio.Url, [new("a", adopt: $"{studio.Url}/user/ada/projects/a-1"), new("b", adopt: $"{studio.Url}/user/ada/projects/b-2")], token: null);

        var build = repository.RegisterAll(studio.Url, [new("a", adopt: $"{studio.Url}/user/ada/projects/a-3"), new("b", adopt: $"{studio.Url}/user/ada/projects/b-2")], token: null);

        build.Registered.Select(one => one.Outcome).ShouldBe([Outcome.Adopted, Outcome.Recorded]);
        repository.Recorded().ShouldBe([$"{studio.Url}/user/ada/projects/a-3", $"{studio.Url}/user/ada/projects/b-2"]);
    }

    [Fact]
    public async Task Adopt_works_offline_and_beside_items_that_create()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();
        RegistrationItem[] items = [new("a", adopt: $"{studio.Url}/user/ada/projects/a-1"), new("b")];

        var offline = repository.RegisterAll(studio.Url, items, with => with.Set("StudioOffline", "true"));
        var online = repository.RegisterAll(studio.Url, items);

        offline.Folders.ShouldBe(["a"]);
        online.Registered.Select(one => one.Outcome).ShouldBe([Outcome.Recorded, Outcome.Created]);
        studio.Asked().ShouldBe(["b"]);
    }
}
