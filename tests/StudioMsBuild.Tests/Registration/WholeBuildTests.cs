using StudioMsBuild.Settings;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Registration;

/// <summary>Several projects of one build, as a project that builds others starts them.</summary>
public class WholeBuildTests
{
    [Theory]
    [InlineData("StudioForce", "STUDIO1018")]
    // By then the first has recorded the URL.
    [InlineData("StudioAdopt", "STUDIO4011")]
    public async Task A_command_for_one_registration_applies_to_the_first_of_a_build(string property, string code)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = Repository();
        using var build = new BuildCache();
        var with = property == "StudioForce" ? Build.Force : Build.Adopt($"{studio.Url}/user/ada/projects/iris-a1");

        var first = Register(repository, studio, "a", with, build);
        var second = Register(repository, studio, "b", with, build);

        first.TryGetValue(out _, out _).ShouldBeTrue();
        second.Failure().Code.ShouldBe(code);
        second.Failure().Diagnostic.IsAlwaysError.ShouldBeTrue();
        repository.Recorded().ShouldHaveSingleItem();
        studio.Requests.Count.ShouldBe(property == "StudioForce" ? 1 : 0);
    }

    [Fact]
    public async Task Another_process_of_the_same_build_is_refused_too()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = Repository();
        // Each node keeps its own statics.
        using var one = new BuildCache();
        using var other = new BuildCache();

        Register(repository, studio, "a", Build.Force, one).TryGetValue(out _, out _).ShouldBeTrue();
        Register(repository, studio, "b", Build.Force, other).Failure().Code.ShouldBe("STUDIO1018");

        studio.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_next_build_may_have_one_again()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = Repository();

        using (var build = new BuildCache())
            Register(repository, studio, "a", Build.Force, build).TryGetValue(out _, out _).ShouldBeTrue();
        using (var build = new BuildCache())
            Register(repository, studio, "b", Build.Force, build).TryGetValue(out _, out _).ShouldBeTrue();

        studio.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Registrations_without_such_a_command_do_not_mind_each_other()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = Repository();
        using var build = new BuildCache();

        Register(repository, studio, "a", static with => with, build).TryGetValue(out _, out _).ShouldBeTrue();
        Register(repository, studio, "b", static with => with, build).TryGetValue(out _, out _).ShouldBeTrue();

        repository.Recorded().Count().ShouldBe(2);
    }

    private static GitRepository Repository() =>
        BuildExtensions.CreateRepository().Write("a/.dvc/config", "").Write("a/app.csproj", "<Project />").Write("b/.dvc/config", "").Write("b/app.csproj", "<Project />").Commit();

    private static Result<RegistrationResult> Register(GitRepository repository, ScriptedStudio studio, string folder, Func<ProjectProperties, ProjectProperties> with, BuildCache build) =>
        repository.PlanFor(studio.Url, with, repository[$"{folder}/app.csproj"], cache: build).Value().Register(static _ => { }, TestContext.Current.CancellationToken);
}
