using System.Text.Json.Nodes;

namespace StudioMsBuild.PackageTests;

/// <summary>What a build, a script and a reader of the screen get where Studio's answer is not one project.</summary>
public sealed class UnusualAnswers(PackedPackage package) : ScriptedTest(package)
{
    [Fact]
    public async Task A_failure_leaves_stdout_without_an_item_and_its_reason_on_stderr()
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
    public void An_id_that_is_a_number_is_an_id()
    {
        Studio.Answer = Answers.Json(201, $$"""{ "projects": [ { "id": 4711, "name": "iris", "url": "https://studio.example.com/team/lab/projects/iris-4711", "unknown": [ {} ] } ], "more": null }""");

        var run = User.Plain().Register();

        run.ShouldSucceed();
        run.StudioProject()["ProjectId"].ShouldBe("4711");
    }

    [Fact]
    public async Task GetItem_prints_a_hostile_name_as_data()
    {
        Studio.Answer = Answers.Project(name: "$(MSBuildProjectName);one%3Btwo *.proj \"@(Compile)\" ##vso[x] \u001b[2J");
        User.Plain().Save();

        var run = await User.RegisterAsync("-getItem:StudioProject");

        run.ShouldSucceed();
        ((string?)run.StudioProject()["Name"])
            .ShouldBe(@"$(MSBuildProjectName);one%3Btwo *.proj ""@(Compile)"" # #vso[x] \u001B[2J");
    }

    [Fact]
    public async Task The_terminal_shows_every_URL_of_an_answer_of_several_projects()
    {
        Studio.Answer = Answers.Several(4);
        User.Plain().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:RegisterStudioProject");

        run.ShouldSucceed();
        var shown = run.ReadLines().Where(line => line.Contains($"{Studio.Url}/user/ada/projects/iris-", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
        shown.Count().ShouldBe(4, run.Screen);
        run.LinksShouldBeHonest();
    }

    [Fact]
    public async Task More_than_ten_projects_are_counted_and_the_record_that_lists_them_is_named()
    {
        Studio.Answer = Answers.Several(12);
        User.Plain().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:RegisterStudioProject");

        run.ShouldSucceed();
        run.ShouldShow($"12 Studio projects, listed in {User.LockFile} ");
        run.ReadLines().ShouldNotContain(line => line.Contains($"{Studio.Url}/user/ada/", StringComparison.Ordinal));
        JsonNode.Parse(File.ReadAllText(User.LockFile))!["projects"]!.AsArray()
            .Select(project => (string?)project!["url"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(12);
    }
}
