using System.Text.Json.Nodes;
using StudioMsBuild.Settings;
using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Registration;

/// <summary>A fork, a renamed repository, a forgotten team: an error, and nothing is sent.</summary>
public class NearMissTests
{
    private const string NearUrl = "https://studio.example.com/user/ada/projects/iris-near1";

    public static TheoryData<string> Differences() => ["studio", "repo", "team"];

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task One_difference_stops_with_both_names_and_sends_nothing(string difference)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(Near(studio, difference)));

        var failure = repository.Register(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO4006");
        failure.Diagnostic.File.ShouldBe(repository.LockFilePath());
        failure.Text.ShouldContain($"\n  To register: github.com/owner/repository at {studio.Url}\n");
        failure.Text.ShouldContain(difference switch { "studio" => "\n  Registered:  github.com/owner/repository at https://studio.example.com\n", "repo" => "github.com/fork/repository at", _ => "of team vision at" });
        // Its page is on another address than Studio's, which no command of ours adopts.
        failure.Text.ShouldContain("-p:StudioAdopt=ITS-URL");
        failure.Text.ShouldNotContain($"-p:StudioAdopt={NearUrl}");
        failure.Text.ShouldContain("-p:StudioForce=true");
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_this_Studio_is_in_the_command()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url, team: "vision")));

        repository.Register(studio.Url).Failure.Text.ShouldContain($"-p:StudioAdopt={studio.Url}/user/ada/projects/iris-tsanhawn9y");
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Force_creates_another_one_and_keeps_the_entry(string difference)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(Near(studio, difference)));

        var created = repository.Register(studio.Url, Build.Force);

        created.Outcome.ShouldBe(Outcome.Created);
        repository.Recorded().ShouldBe([NearUrl, created.Url], ignoreOrder: true);
        studio.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("studio")]
    [InlineData("repo")]
    [InlineData("team")]
    public async Task A_page_of_another_origin_is_not_adopted_even_if_the_lock_file_has_it(string difference)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        var text = LockFileText.Of(Near(studio, difference));
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", text);

        repository.Register(studio.Url, Build.Adopt(NearUrl), token: null).Failure.Code.ShouldBe("STUDIO1019");

        (await File.ReadAllTextAsync(repository.LockFilePath(), TestContext.Current.CancellationToken)).ShouldBe(text);
    }

    [Fact]
    public async Task A_Studio_at_a_new_address_keeps_its_entry_under_the_projects_URL_there()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(Near(studio, "studio")));
        var moved = $"{studio.Url}/user/ada/projects/iris-near1";

        repository.Register(studio.Url, Build.Adopt(moved), token: null).Outcome.ShouldBe(Outcome.Adopted);

        repository.Recorded().ShouldBe([moved]);
    }

    [Fact]
    public async Task A_fork_is_offered_the_remote_that_the_entry_is_for()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository("https://github.com/ada/repository").Remote("upstream", "git@github.com:owner/repository.git")
            .Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url)));

        var failure = repository.Register(studio.Url).Failure;

        failure.Code.ShouldBe("STUDIO4006");
        failure.Text.IndexOf("-p:StudioGitRemote=upstream", StringComparison.Ordinal).ShouldBeInRange(1, failure.Text.IndexOf("-p:StudioAdopt=", StringComparison.Ordinal));
        repository.Register(studio.Url, with => with.Set("StudioGitRemote", "upstream")).Outcome.ShouldBe(Outcome.Recorded);
    }

    [Theory]
    [InlineData("https://bitbucket.example.com/scm/proj/r.git", "ssh://git@bitbucket.example.com:7999/proj/r.git")]
    [InlineData("https://gerrit.example.com/a/tools/r", "ssh://ada@gerrit.example.com:29418/tools/r")]
    public async Task Both_protocols_of_a_host_share_the_entry(string http, string ssh)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository(http);
        var url = repository.Register(studio.Url).Url;
        repository.Git("remote", "set-url", "origin", ssh);

        repository.Register(studio.Url, token: null).Url.ShouldBe(url);

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_entry_that_an_earlier_version_wrote_for_http_is_found_by_ssh()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository("ssh://git@bitbucket.example.com:7999/proj/r.git")
            .Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: studio.Url, repo: "bitbucket.example.com/scm/proj/r")));

        repository.Register(studio.Url, token: null).Outcome.ShouldBe(Outcome.Recorded);
    }

    [Theory]
    [InlineData("repo")]
    [InlineData("team")]
    public async Task Adopting_its_URL_re_keys_the_entry(string difference)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        var entry = Near(studio, difference);
        entry["url"] = $"{studio.Url}/user/ada/projects/iris-near1";
        entry["id"] = "near1";
        entry["name"] = "The iris, as Studio named it";
        entry["labels"] = "kept";
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(entry));

        repository.Register(studio.Url, Build.Adopt($"{studio.Url}/user/ada/projects/iris-near1"), token: null).Outcome.ShouldBe(Outcome.Adopted);

        var rekeyed = repository.LockFile().Entries.ShouldHaveSingleItem();
        rekeyed.Key.ShouldBe(Keys.Of(studio: studio.Url));
        rekeyed.Project.Name.ShouldBe("The iris, as Studio named it");
        rekeyed.Source.GetProperty("labels").GetString().ShouldBe("kept");
        repository.Register(studio.Url, token: null).Outcome.ShouldBe(Outcome.Recorded);
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Adopting_one_of_several_projects_re_keys_all_of_them()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Several(2);
        using var repository = BuildExtensions.CreateRepository();
        var created = repository.Register(studio.Url).Registered.Projects.All;
        repository.Git("remote", "set-url", "origin", "https://github.com/renamed/repository");
        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4006");

        repository.Register(studio.Url, Build.Adopt(created[1].Url)).Registered.Projects.All.ShouldBe(created);

        repository.LockFile().Find(Keys.Of("https://github.com/renamed/repository", studio.Url))!.All.ShouldBe(created);
        repository.LockFile().Entries.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Adopting_another_URL_leaves_the_near_entry_alone()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(Near(studio, "team")));

        repository.Register(studio.Url, Build.Adopt($"{studio.Url}/user/ada/projects/iris-other2")).Outcome.ShouldBe(Outcome.Adopted);

        repository.Recorded().ShouldBe([$"{studio.Url}/user/ada/projects/iris-other2", NearUrl], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_several_near_entries_the_adopted_one_is_re_keyed()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        var (vision, speech) = ($"{studio.Url}/team/vision/projects/iris-v1", $"{studio.Url}/team/speech/projects/iris-s1");
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(
            LockFileText.Entry(studio: studio.Url, team: "vision", id: "v1", url: vision),
            LockFileText.Entry(studio: studio.Url, team: "speech", id: "s1", url: speech)));

        repository.Register(studio.Url, Build.Adopt(speech)).Outcome.ShouldBe(Outcome.Adopted);

        repository.LockFile().Entries.Select(entry => (entry.Key.Team, entry.Project.Url)).ShouldBe([("", speech), ("vision", vision)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_match_is_no_near_miss_whatever_else_is_recorded()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(Near(studio, "team"), LockFileText.Entry(studio: studio.Url, id: "mine")));

        repository.Register(studio.Url).Registered.Projects.All.ShouldHaveSingleItem().Id.ShouldBe("mine");
    }

    [Theory]
    [InlineData("another subdir")]
    [InlineData("two differences")]
    public async Task What_is_not_near_is_no_error(string entry)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(entry == "another subdir"
            ? LockFileText.Entry(studio: studio.Url, subdir: "models")
            : LockFileText.Entry(studio: studio.Url, repo: "github.com/fork/repository", team: "vision")));

        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Created);
    }

    [Fact]
    public async Task A_forgotten_team_is_an_error()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();
        static ProjectProperties InTeam(ProjectProperties with) => with.Set("StudioTeamName", "vision");
        repository.Register(studio.Url, InTeam).Outcome.ShouldBe(Outcome.Created);

        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO4006");

        repository.Register(studio.Url, InTeam).Outcome.ShouldBe(Outcome.Recorded);
        studio.Requests.ShouldHaveSingleItem();
    }

    private static JsonObject Near(ScriptedStudio studio, string difference) => LockFileText.Entry(
        studio: difference == "studio" ? "https://studio.example.com" : studio.Url,
        repo: difference == "repo" ? "github.com/fork/repository" : "github.com/owner/repository",
        team: difference == "team" ? "vision" : "",
        id: "near1",
        url: NearUrl);
}
