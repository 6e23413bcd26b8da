using System.Text;
using StudioMsBuild.LockFile;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>The content of studio.lock.json: its format, what is found in it, and what a merge leaves.</summary>
public class LockFileContentTests
{
    [Fact]
    public void The_format_is_this()
    {
        var lockFile = LockFileContent.Empty();
        lockFile.Replace(Keys.Of("https://gitlab.com/group/sub/Größe.git", team: "vision", subdir: "models/churn"), One("b2", "größe", "https://studio.iterative.ai/team/vision/projects/gr-b2"));
        lockFile.Replace(Keys.Of("git@github.com:Owner/Repository.git"), Two());

        lockFile.Written().ShouldBe(
            """
            {
              "version": 1,
              "projects": [
                {
                  "studio": "https://studio.iterative.ai",
                  "repo": "github.com/owner/repository",
                  "team": "",
                  "subdir": "",
                  "part": "1/2",
                  "id": "a1",
                  "name": "iris",
                  "url": "https://studio.iterative.ai/user/ada/projects/iris-a1"
                },
                {
                  "studio": "https://studio.iterative.ai",
                  "repo": "github.com/owner/repository",
                  "team": "",
                  "subdir": "",
                  "part": "2/2",
                  "id": "a2",
                  "name": "iris",
                  "url": "https://studio.iterative.ai/user/ada/projects/iris-a2"
                },
                {
                  "studio": "https://studio.iterative.ai",
                  "repo": "gitlab.com/group/sub/größe",
                  "team": "vision",
                  "subdir": "models/churn",
                  "id": "b2",
                  "name": "größe",
                  "url": "https://studio.iterative.ai/team/vision/projects/gr-b2"
                }
              ]
            }

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Line_ends_are_LF_and_no_marker_of_a_byte_order_comes_first()
    {
        var lockFile = LockFileContent.Empty();
        lockFile.Replace(Keys.Of(), Two());

        lockFile.ToBytes().ShouldNotContain((byte)'\r');
        lockFile.ToBytes()[0].ShouldBe((byte)'{');
    }

    [Fact]
    public void Two_machines_that_recorded_the_same_write_the_same()
    {
        var (one, other) = (LockFileContent.Empty(), LockFileContent.Empty());
        RegistrationKey[] keys = [Keys.Of(subdir: "b"), Keys.Of(subdir: "a"), Keys.Of(team: "z"), Keys.Of("https://github.com/a/a", subdir: "z"), Keys.Of(studio: "https://a.example")];
        foreach (var key in keys)
            one.Replace(key, One("a1"));
        foreach (var key in keys.Reverse())
            other.Replace(key, One("a1"));

        one.Written().ShouldBe(other.Written());
    }

    [Fact]
    public void Ten_projects_of_one_answer_stay_in_its_order()
    {
        var lockFile = LockFileContent.Empty();
        var ids = Enumerable.Range(1, 12).Select(i => $"id{i}").ToArray();
        lockFile.Replace(Keys.Of(), new([.. ids.Select(id => One(id).All[0])]));

        LockFileText.Read(lockFile.Written()).Value().Find(Keys.Of())!.All.Select(project => project.Id).ShouldBe(ids);
    }

    [Fact]
    public void What_was_written_is_found()
    {
        var lockFile = LockFileContent.Empty();
        lockFile.Replace(Keys.Of(team: "vision"), One("a1", "name \"of\" it"));

        var found = LockFileText.Read(lockFile.Written()).Value();

        found.Find(Keys.Of(team: "vision"))!.All.ShouldBe(One("a1", "name \"of\" it").All);
        found.Find(Keys.Of()).ShouldBeNull();
    }

    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n", "\uFEFF")]
    public void CRLF_and_a_byte_order_marker_are_accepted(string lineEnd, string start)
    {
        var lockFile = LockFileContent.Empty();
        lockFile.Replace(Keys.Of(), One("a1"));

        LockFileText.Read(start + lockFile.Written().ReplaceLineEndings(lineEnd)).Value().Find(Keys.Of()).ShouldNotBeNull();
    }

    [Fact]
    public void Team_subdir_and_part_may_be_left_out()
    {
        const string Text = """{"version": 1, "projects": [{"studio": "https://studio.iterative.ai", "repo": "github.com/owner/repository", "id": 7, "name": "", "url": "https://a.example/7"}]}""";

        LockFileText.Read(Text).Value().Find(Keys.Of())!.All.ShouldHaveSingleItem().Id.ShouldBe("7");
    }

    [Fact]
    public void An_entry_of_a_repository_on_an_IPv6_address_is_read() =>
        LockFileText.Read(LockFileText.Of(LockFileText.Entry(repo: "[2001:db8::1]/owner/repository"))).Value().Find(Keys.Of("https://[2001:DB8::1]/owner/repository")).ShouldNotBeNull();

    [Fact]
    public void A_lock_file_without_projects_is_an_empty_one() => LockFileText.Read("""{"version": 1}""").Value().Entries.ShouldBeEmpty();

    [Fact]
    public void Fields_that_a_newer_package_added_survive_at_both_levels()
    {
        var text = """
            {
              "version": 1,
              "projects": [
                {
                  "studio": "https://studio.iterative.ai",
                  "repo": "github.com/other/repository",
                  "team": "",
                  "subdir": "",
                  "id": "b2",
                  "name": "other",
                  "url": "https://studio.iterative.ai/user/ada/projects/other-b2",
                  "labels": [
                    "a",
                    null,
                    1.50
                  ]
                }
              ],
              "generator": {
                "name": "größe"
              }
            }

            """.ReplaceLineEndings("\n");
        var lockFile = LockFileText.Read(text).Value();
        lockFile.Written().ShouldBe(text);

        lockFile.Replace(Keys.Of(), One("a1"));

        lockFile.Written().ShouldContain("1.50");
        lockFile.Written().ShouldContain("größe");
    }

    [Theory]
    [InlineData("a1", true)]
    [InlineData("b2", false)]
    public void Fields_that_a_newer_package_added_stay_with_their_project(string id, bool stay)
    {
        var entry = LockFileText.Entry(id: "a1");
        entry["labels"] = "LABEL";
        var lockFile = LockFileText.Read(LockFileText.Of(entry)).Value();

        lockFile.Replace(Keys.Of(), One(id));

        lockFile.Written().Contains("LABEL", StringComparison.Ordinal).ShouldBe(stay);
    }

    [Fact]
    public void Replacing_leaves_nothing_of_what_stood_for_the_registration_and_everything_of_others()
    {
        var lockFile = LockFileContent.Empty();
        lockFile.Replace(Keys.Of(), Two());
        lockFile.Replace(Keys.Of(team: "vision"), One("b2"));

        lockFile.Replace(Keys.Of(), One("c3"));

        lockFile.Entries.Select(entry => entry.Project.Id).ShouldBe(["b2", "c3"], ignoreOrder: true);
    }

    [Fact]
    public void The_same_entry_twice_is_one_as_merges_do_that() =>
        LockFileText.Read(LockFileText.Of(LockFileText.Entry(), LockFileText.Entry())).Value().Entries.ShouldHaveSingleItem();

    [Fact]
    public void Two_answers_of_different_sizes_for_one_registration_are_a_contradiction() =>
        LockFileText.Read(LockFileText.Of(
            LockFileText.Entry(id: "a1", part: "1/2"),
            LockFileText.Entry(id: "a2", part: "2/2"),
            LockFileText.Entry(id: "b3", part: "3/3"))).Failure().Code.ShouldBe("STUDIO4001");

    [Fact]
    public void A_hostile_name_is_cleaned_once_and_stays_the_same()
    {
        var lockFile = LockFileContent.Empty();
        lockFile.Replace(Keys.Of(), One("a1", Text.Clean("##vso[x]\u001B" + string.Concat(Enumerable.Repeat("##[", 200)))));

        var once = LockFileText.Read(lockFile.Written()).Value();

        once.Written().ShouldBe(lockFile.Written());
    }

    [Fact]
    public void No_secret_path_or_time_is_in_it()
    {
        var lockFile = LockFileContent.Empty();
        lockFile.Replace(Keys.Of("https://ada:glpat-SECRET@gitlab.com/a/b"), One("a1"));

        lockFile.Written().ShouldNotContain("SECRET");
        lockFile.Written().ShouldNotContain("ada:");
        lockFile.Written().ShouldNotContain(DateTime.UtcNow.ToString("yyyy", System.Globalization.CultureInfo.InvariantCulture));
        lockFile.Written().ShouldNotContain(Path.GetTempPath());
    }

    private static StudioProjects One(string id, string name = "iris", string? url = null) =>
        new([new StudioProject(id, name, url ?? $"https://studio.iterative.ai/user/ada/projects/iris-{id}")]);

    private static StudioProjects Two() => new([One("a1").All[0], One("a2").All[0]]);
}
