using System.Text.Json.Nodes;

namespace StudioMsBuild.Emulator.Tests;

public class RepositoryUrlTests : EmulatorServerTest
{
    [Theory]
    [InlineData("git@github.com:amritghimire/example-dvc-experiments.git")]
    [InlineData("https://github.com/nimdraugsael/example-dvc-experiments.git")]
    [InlineData("https://gitlab.example.org/amritghimire/example.git")]
    [InlineData("ssh://git@gitlab.com/xxx/yyy/zzz/repo.git")]
    [InlineData("git@bitbucket.org:owner/repo.git")]
    [InlineData("https://bitbucket.org/owner/repo")]
    [InlineData("https://gitlab.example.org:8443/group/sub/repo.git")]
    [InlineData("ssh://git@gitlab.example.org:2222/group/repo.git")]
    [InlineData("https://github.com/owner/repo/")]
    [InlineData("https://github.com/owner/name.with-dots_1")]
    public async Task A_URL_form_of_the_API_page_is_accepted_unchanged(string url)
    {
        (await Create(Body(url))).Status.ShouldBe(200);

        Studio.Projects.ShouldHaveSingleItem().RepoUrl.ShouldBe(url);
    }

    [Theory]
    [InlineData("owner/repo")]
    [InlineData("github.com/owner/repo")]
    [InlineData("http://github.com/owner/repo.git")]
    [InlineData("git://github.com/owner/repo.git")]
    [InlineData("file:///srv/repo.git")]
    [InlineData("/srv/repo.git")]
    [InlineData("https://github.com/")]
    [InlineData("https://github.com/owner")]
    [InlineData("https://user:secret@github.com/owner/repo.git")]
    [InlineData("https://token@github.com/owner/repo.git")]
    [InlineData("https://github.com/owner/repo.git?ref=main")]
    [InlineData("https://github.com/owner/repo.git#main")]
    [InlineData("https://github.com/owner/re po.git")]
    [InlineData("https://github.com/owner/repo.git\n")]
    [InlineData("https:///owner/repo.git")]
    [InlineData("ssh://root@gitlab.com/owner/repo.git")]
    [InlineData("root@github.com:owner/repo.git")]
    [InlineData("git@github.com:-owner/repo.git")]
    [InlineData("javascript:alert(1)//github.com/o/r")]
    [InlineData("https://github.com/owner/<script>")]
    public async Task Any_other_URL_form_is_rejected(string url)
    {
        var answer = await Create(Body(url));

        answer.Status.ShouldBe(400);
        answer.Errors["repo_url"].ShouldHaveSingleItem().ShouldStartWith("Enter a valid repository URL");
        Studio.Projects.ShouldBeEmpty();
    }

    private static string Body(string url) => new JsonObject { ["repo_url"] = url }.ToJsonString();
}
