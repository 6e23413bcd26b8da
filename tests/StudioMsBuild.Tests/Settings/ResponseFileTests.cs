namespace StudioMsBuild.Tests.Settings;

/// <summary>MSBuild adds the switches of the nearest Directory.Build.rsp to every command line, so what it sets is no order for once.</summary>
public class ResponseFileTests
{
    private const string Url = "https://github.com/owner/repository.git";

    [Theory]
    [InlineData("StudioForce", "-p:StudioForce=true")]
    [InlineData("StudioForce", "/p:Configuration=Release;studioforce=1")]
    [InlineData("StudioForce", "-m\n  --property:\"StudioForce=yes\"")]
    [InlineData("StudioForce", "\"-property:A=B,StudioForce = true\"")]
    [InlineData("StudioAdopt", "-p:StudioAdopt=https://studio.iterative.ai/user/ada/projects/iris-a1")]
    public void What_it_sets_is_refused_with_its_path(string property, string lines)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("Directory.Build.rsp", $"# StudioMsBuild\n{lines}\n");

        var failure = Plan(repository, property).Failure;

        failure.Code.ShouldBe("STUDIO1017");
        failure.Text.ShouldContain(repository["Directory.Build.rsp"]);
        failure.Diagnostic.IsAlwaysError.ShouldBeTrue();
    }

    [Theory]
    [InlineData("# -p:StudioForce=true")]
    [InlineData("-p:MyStudioForce=true")]
    [InlineData("-p:StudioForceful=true")]
    [InlineData("-p:Configuration=StudioForce")]
    public void What_it_does_not_set_counts(string line)
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("Directory.Build.rsp", line);

        Plan(repository, "StudioForce").Plan.Settings.Force.Value.ShouldBeTrue();
    }

    [Fact]
    public void Only_the_nearest_file_is_read_as_MSBuild_does()
    {
        using var repository = GitRepository.Create().Remote("origin", Url).Write("Directory.Build.rsp", "-p:StudioForce=true").Write("src/Directory.Build.rsp", "-m");

        Plan(repository, "StudioForce", "src/app/app.csproj").Plan.Settings.Force.Value.ShouldBeTrue();
    }

    private static Planned Plan(GitRepository repository, string property, string project = "app.csproj") => repository.Plan(project, properties =>
        (properties with { GlobalProperties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [property] = "true" } })
            .Set(property, property == "StudioForce" ? "true" : "https://studio.iterative.ai/user/ada/projects/iris-a1"));
}
