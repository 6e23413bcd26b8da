using StudioMsBuild.Settings;
using static StudioMsBuild.Tests.SeveralRegistrations.SeveralExtensions;

namespace StudioMsBuild.Tests.SeveralRegistrations;

/// <summary>A wildcard that matched nothing leaves no item: that is not the same as a project that declares none.</summary>
public class NothingMatchedTests
{
    private const string Wildcard = """<Project><ItemGroup><StudioRegistration Include="**/.dvc/config" /></ItemGroup></Project>""";

    [Theory]
    [InlineData("studio.proj")]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Build.targets")]
    public async Task Nothing_is_registered_and_a_warning_says_so(string declaredIn)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write(declaredIn, Wildcard);

        var build = repository.RegisterAll(studio.Url, [], Files(repository));

        var warning = build.Told.ShouldHaveSingleItem();
        (warning.Severity, warning.Code).ShouldBe((Severity.Warning, "STUDIO1023"));
        studio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task So_is_what_matched_only_temporary_copies()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo();

        repository.RegisterAll(studio.Url, Items(".dvc/tmp/exps/tmpabc/.dvc/config")).Codes.ShouldBe(["STUDIO1023"]);

        studio.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""<Project><ItemGroup Condition="'$(All)' == 'true'"><StudioRegistration Include="**/.dvc/config" /></ItemGroup></Project>""")]
    [InlineData("""<Project><ItemGroup><StudioRegistration Include="**/.dvc/config" Condition="'$(All)' == 'true'" /></ItemGroup></Project>""")]
    [InlineData("""<Project><Choose><Otherwise><ItemGroup><StudioRegistration Include="**/.dvc/config" /></ItemGroup></Otherwise></Choose></Project>""")]
    [InlineData("""<Project><ItemGroup><StudioRegistration Include="@(Model)" /></ItemGroup></Project>""")]
    [InlineData("""<Project><ItemGroup><StudioRegistration Remove="**/.dvc/config" /></ItemGroup></Project>""")]
    [InlineData("""<Project><!-- <StudioRegistration Include="**/.dvc/config" /> --></Project>""")]
    [InlineData("<Project><ItemGroup><StudioRegistration")]
    public async Task Where_no_wildcard_or_a_condition_decides_the_properties_make_one_registration(string project)
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write("studio.proj", project);

        repository.RegisterAll(studio.Url, [], Files(repository)).Folders.ShouldBe(["."]);
    }

    [Fact]
    public async Task StudioSubdir_on_the_command_line_is_registered_all_the_same()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write("studio.proj", Wildcard);

        repository.RegisterAll(studio.Url, [], with => Files(repository)(with).Pick("models/a")).Folders.ShouldBe(["models/a"]);
    }

    [Fact]
    public async Task A_property_of_the_project_file_does_not_replace_the_items()
    {
        await using var studio = await ScriptedStudio.StartAsync();
        using var repository = CreateMonorepo().Write("studio.proj", Wildcard);

        repository.RegisterAll(studio.Url, [], with => Files(repository)(with).Set("StudioSubdir", "models/a")).Codes.ShouldBe(["STUDIO1023"]);
    }

    private static Func<ProjectProperties, ProjectProperties> Files(GitRepository repository) => with => with with
    {
        ProjectFiles = [repository["studio.proj"], repository["Directory.Build.props"], repository["Directory.Build.targets"]],
    };
}
