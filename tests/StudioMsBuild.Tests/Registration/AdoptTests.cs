using StudioMsBuild.Tests.LockFile;

namespace StudioMsBuild.Tests.Registration;

/// <summary>StudioAdopt: a project that exists is recorded, not created.</summary>
public class AdoptTests
{
    [Theory]
    [InlineData("https://studio.invalid/user/ada/projects/iris-tsanhawn9y", "tsanhawn9y", "iris")]
    [InlineData("https://studio.invalid/team/vision/projects/example-get-started-tsanhawn9y/", "tsanhawn9y", "example-get-started")]
    [InlineData("https://studio.invalid/user/ada/projects/tsanhawn9y", "tsanhawn9y", "tsanhawn9y")]
    [InlineData("HTTPS://Studio.Invalid/user/ada/projects/iris-a1", "a1", "iris")]
    public void It_makes_the_entry_without_a_token_and_without_a_network(string url, string id, string name)
    {
        using var repository = BuildExtensions.CreateRepository();

        var build = repository.Register("https://studio.invalid", Build.Adopt(url), token: null);

        build.Outcome.ShouldBe(Outcome.Adopted);
        var project = repository.LockFile().Find(Keys.Of(studio: "https://studio.invalid"))!.All.ShouldHaveSingleItem();
        (project.Id, project.Name, project.Url).ShouldBe((id, name, url.TrimEnd('/')));
    }

    [Fact]
    public void The_public_Studios_addresses_are_one_here_too()
    {
        using var repository = BuildExtensions.CreateRepository();

        repository.Register("https://studio.iterative.ai", Build.Adopt("https://studio.datachain.ai/user/ada/projects/iris-a1"), token: null).Outcome.ShouldBe(Outcome.Adopted);
    }

    [Theory]
    [InlineData("https://other.invalid/user/ada/projects/iris-a1", "another host")]
    [InlineData("http://studio.invalid/user/ada/projects/iris-a1", "plain http")]
    [InlineData("https://studio.invalid:8443/user/ada/projects/iris-a1", "another port")]
    [InlineData("https://studio.invalid.other.invalid/user/ada/projects/iris-a1", "a host that only begins so")]
    [InlineData("https://studio.invalid@other.invalid/user/ada/projects/iris-a1", "a user that looks like the host")]
    [InlineData("https://studio.invalid/user/ada/projects/iris-a1?view=SECRET", "a query")]
    [InlineData("https://studio.invalid/user/ada/projects/iris-a1#SECRET", "a fragment")]
    [InlineData("https://ada:SECRET@studio.invalid/user/ada/projects/iris-a1", "a password")]
    [InlineData("https://studio.invalid/user/ada/projects/", "no project")]
    [InlineData("https://studio.invalid/user/ada", "no project's page")]
    [InlineData("https://studio.invalid/", "the start page")]
    [InlineData("https://studio.invalid/projects/iris-a1", "nobody's project")]
    [InlineData("https://studio.invalid/user//projects/iris-a1", "an empty name")]
    [InlineData("https://studio.invalid/group/ada/projects/iris-a1", "neither user nor team")]
    [InlineData("https://studio.invalid/user/ada/projects/iris-", "an empty id")]
    [InlineData("https://studio.invalid/user/ada/projects/iris-a1/settings", "a page below the project's")]
    [InlineData("/user/ada/projects/iris-a1", "no host")]
    [InlineData("iris-a1", "only the id")]
    [InlineData("SECRET \u202E", "no URL at all")]
    public void What_is_no_page_of_a_project_in_this_Studio_is_refused_without_echo(string url, string because)
    {
        using var repository = BuildExtensions.CreateRepository();

        var failure = repository.Register("https://studio.invalid", Build.Adopt(url), token: null).Failure;

        failure.Code.ShouldBe("STUDIO1019", because);
        failure.Text.ShouldNotContain("SECRET");
        File.Exists(repository.LockFilePath()).ShouldBeFalse();
    }

    [Fact]
    public async Task It_answers_an_unclear_attempt()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        studio.Answer = Answers.Reset;
        using var repository = BuildExtensions.CreateRepository();
        repository.Register(studio.Url).Failure.Code.ShouldBe("STUDIO3006");

        repository.Register(studio.Url, Build.Adopt($"{studio.Url}/user/ada/projects/iris-a1")).Outcome.ShouldBe(Outcome.Adopted);

        repository.Register(studio.Url).Outcome.ShouldBe(Outcome.Recorded);
        File.Delete(repository.LockFilePath());
        repository.Register(studio.Url).Url.ShouldEndWith("/iris-a1");
        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void It_replaces_the_entry()
    {
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", LockFileText.Of(LockFileText.Entry(studio: "https://studio.invalid", id: "old")));

        repository.Register("https://studio.invalid", Build.Adopt("https://studio.invalid/user/ada/projects/iris-new"), token: null).Outcome.ShouldBe(Outcome.Adopted);

        repository.Recorded().ShouldBe(["https://studio.invalid/user/ada/projects/iris-new"]);
    }

    [Fact]
    public void Adopting_what_is_recorded_already_does_not_rewrite_the_lock_file()
    {
        var text = LockFileText.Of(LockFileText.Entry(studio: "https://studio.invalid", id: "a1"));
        using var repository = BuildExtensions.CreateRepository().Write("studio.lock.json", text);

        repository.Register("https://studio.invalid", Build.Adopt("https://studio.invalid/user/ada/projects/iris-a1"), token: null).Outcome.ShouldBe(Outcome.Adopted);

        File.ReadAllText(repository.LockFilePath()).ShouldBe(text);
    }

    [Theory]
    [InlineData("StudioAdopt")]
    [InlineData("StudioForce")]
    public async Task A_project_file_or_an_environment_variable_may_not_say_so(string property)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        var failure = repository.Register(studio.Url, with => property == "StudioForce"
            ? with.Set("StudioForce", "true")
            : with.Set("StudioAdopt", $"{studio.Url}/user/ada/projects/iris-a1")).Failure;

        failure.Code.ShouldBe("STUDIO1017");
        failure.Text.ShouldContain($"dotnet build -t:RegisterStudioProject -p:{property}=");
        studio.Requests.ShouldBeEmpty();
        File.Exists(repository.LockFilePath()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("StudioAdopt")]
    [InlineData("StudioForce")]
    public async Task A_solution_may_not_set_it_as_it_would_apply_to_each_project(string property)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        var failure = repository.Register(studio.Url, with => (with with { GlobalProperties = Build.OnCommandLine(property, "SolutionPath") })
            .Set(property, property == "StudioForce" ? "true" : $"{studio.Url}/user/ada/projects/iris-a1")).Failure;

        failure.Code.ShouldBe("STUDIO1018");
        failure.Text.ShouldContain($"-p:{property}=");
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_project_file_may_say_that_nothing_is_forced()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = BuildExtensions.CreateRepository();

        repository.Register(studio.Url, with => with.Set("StudioForce", "false")).Outcome.ShouldBe(Outcome.Created);
    }
}
