namespace StudioMsBuild.PackageTests;

/// <summary>What MSBuild takes for a part of the command line, and what on it is no setting.</summary>
public sealed class CommandLines(PackedPackage package) : EmulatorTest(package)
{
    [Theory]
    [InlineData("-p:StudioForce=true")]
    [InlineData("-p:StudioAdopt=https://studio.iterative.ai/user/ada/projects/iris-tsanhawn9y")]
    public async Task What_a_response_file_adds_to_every_command_line_is_refused(string line)
    {
        Repository.Write("Directory.Build.rsp", $"-nologo\n{line}\n");
        User.Plain("models/studio.proj").Save();

        var run = await User.DotNetAsync("build", "models/studio.proj", "-t:RegisterStudioProject");

        run.ShouldFail();
        run.ShouldShow("error STUDIO1017");
        run.ShouldShow("Directory.Build.rsp");
        Requests.ShouldBeEmpty();
        File.Exists(User.LockFile).ShouldBeFalse();
    }

    [Fact]
    public void A_misspelled_property_is_a_warning_and_the_project_is_registered()
    {
        var run = User.Plain().Register(("StudioTeam", "vision"));

        run.ShouldSucceed();
        run.ShouldWarnOnce("STUDIO1028").ShouldContain("StudioTeamName");
        Requests.ShouldHaveSingleItem();
    }
}
