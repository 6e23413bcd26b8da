namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>The package as a project SDK: alone it never calls Studio by itself, beside another one that one builds.</summary>
public sealed class SdkStyle(PackedPackage package) : EmulatorTest(package)
{
    [Fact]
    public async Task A_bare_build_shows_how_to_register_and_calls_no_Studio()
    {
        Alone().Save();
        User.Plain("plain.proj").Save();

        foreach (var project in new[] { "studio", "plain" })
        {
            var run = await User.DotNetInTerminalAsync("build", $"{project}.proj");

            run.ShouldSucceed();
            run.ShouldShow($"dotnet build {project}.proj -t:RegisterStudioProject ");
            run.LinksShouldBeHonest();
        }

        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_command_of_dotnet_succeeds_and_calls_no_Studio()
    {
        Alone().Save();
        string[][] commands = [["restore"], ["clean"], ["build", "-t:Rebuild"], ["pack"], ["publish"], ["publish", "--no-build"], ["test"]];

        foreach (var command in commands)
            await ShouldSucceedQuietlyAsync(command);
    }

    [Fact]
    public async Task A_solution_that_holds_such_a_project_builds_its_other_projects()
    {
        Alone().Save();
        ProjectCreator.Create(Repository["lib/lib.csproj"], "Microsoft.NET.Sdk").Property("TargetFramework", "net10.0").Save();
        Repository.Write("ml.slnx", """<Solution><Project Path="lib/lib.csproj" /><Project Path="studio.proj" Type="C#" /></Solution>""");
        string[][] commands = [["build"], ["pack", "--no-restore"], ["clean"]];

        foreach (var command in commands)
            await ShouldSucceedQuietlyAsync([.. command, "ml.slnx"]);
        File.Exists(Repository["lib/bin/Release/lib.1.0.0.nupkg"]).ShouldBeTrue();
    }

    [Fact]
    public async Task What_Directory_Build_props_and_targets_set_counts()
    {
        Alone().Save();
        Repository.Write("Directory.Build.props", "<Project><PropertyGroup><StudioTeamName>lab</StudioTeamName></PropertyGroup></Project>");
        Repository.Write("Directory.Build.targets", "<Project><PropertyGroup><StudioProjectName>$(StudioTeamName)-iris</StudioProjectName></PropertyGroup></Project>");

        var run = await User.RegisterAsync("-getItem:StudioProject");

        run.ShouldSucceed();
        ((string?)run.StudioProject()["TeamName"]).ShouldBe("lab");
        ((string?)run.StudioProject()["Name"]).ShouldBe("lab-iris");
    }

    [Theory]
    [InlineData("Microsoft.NET.Sdk;StudioMsBuild/{0}", false)]
    [InlineData("Microsoft.NET.Sdk;StudioMsBuild/{0}", true)]
    [InlineData("StudioMsBuild/{0};Microsoft.NET.Sdk", true)]
    public async Task Beside_another_SDK_the_project_is_compiled_without_a_warning(string sdks, bool isReferencedToo)
    {
        var project = ProjectCreator.Create(Repository["iris.csproj"], sdks.Replace("{0}", Feed.Version, StringComparison.Ordinal)).Property("TargetFramework", "net10.0");
        if (isReferencedToo)
            project.ItemPackageReference("StudioMsBuild", Feed.Version, "all");
        project.Save();

        await ShouldSucceedQuietlyAsync("build");

        File.Exists(Repository["bin/Debug/net10.0/iris.dll"]).ShouldBeTrue();
        (await User.RegisterAsync("--no-restore")).ShouldSucceed();
        Requests.ShouldHaveSingleItem();
    }

    private ProjectCreator Alone() => ProjectCreator.Create(Repository["studio.proj"], $"StudioMsBuild/{Feed.Version}");

    private async Task ShouldSucceedQuietlyAsync(params string[] command)
    {
        var run = await User.DotNetAsync(command);
        run.ShouldSucceed();
        BinaryLog.Read(run.BinaryLog).Warnings.Select(warning => $"{warning.Code}: {warning.Message}").ShouldBeEmpty();
        Requests.ShouldBeEmpty();
    }
}
