namespace StudioMsBuild.PackageTests;

/// <summary>What a user sees: the whole URL, in every logger, and no link that leads elsewhere than it says.</summary>
public sealed class ResultsOnScreen(PackedPackage package) : EmulatorTest(package)
{
    [Fact]
    public async Task The_terminal_shows_the_whole_URL()
    {
        User.Library().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:RegisterStudioProject");

        run.ShouldSucceed();
        run.ShouldShow($"Studio project {CreatedUrl} ");
        run.LinksShouldBeHonest();
    }

    [Theory]
    [InlineData("studio.proj")]
    [InlineData("multi.csproj")]
    [InlineData("train.cs")]
    [InlineData("all.slnx")]
    public async Task The_terminal_shows_the_whole_URL_of_every_kind_of_project(string file)
    {
        User.Plain().Save();
        User.Library("multi.csproj", frameworks: "net10.0;net9.0").Save();
        Repository.Write("train.cs", $"#:package StudioMsBuild@{Feed.Version}\n#:property PublishAot=false\n");
        Repository.Write("all.slnx", "<Solution><Project Path=\"multi.csproj\" /></Solution>");

        var run = await User.DotNetInTerminalAsync("build", file, "-t:RegisterStudioProject");

        run.ShouldSucceed();
        run.ShouldShow($"Studio project {CreatedUrl} ");
        run.LinksShouldBeHonest();
    }

    [Fact]
    public async Task The_terminal_shows_our_line_last_when_Build_runs_in_the_same_call()
    {
        User.Library().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:Build;RegisterStudioProject");

        run.ShouldSucceed();
        File.Exists(Repository["bin/Debug/net10.0/iris.dll"]).ShouldBeTrue();
        run.ShouldShow($"Studio project {CreatedUrl} ");
        run.LinksShouldBeHonest();
    }

    [Fact]
    public async Task The_console_logger_shows_the_built_file_and_the_URL_when_Build_runs_in_the_same_call()
    {
        User.Library().Save();

        var run = await User.DotNetAsync("build", "-t:Build;RegisterStudioProject", "-tl:off");

        run.ShouldSucceed();
        run.Lines("iris.dll").ShouldHaveSingleItem();
        run.Lines($"iris -> Studio project {CreatedUrl}").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("-tl:off")]
    [InlineData("-v:m")]
    [InlineData("-v:n")]
    public async Task Every_other_logger_and_verbosity_shows_the_URL_once(string option)
    {
        User.Plain("iris.proj").Save();

        var run = await User.RegisterAsync(option);

        run.ShouldSucceed();
        run.Lines(CreatedUrl).ShouldHaveSingleItem(run.Screen).Trim().ShouldBe($"iris -> Studio project {CreatedUrl}");
    }

    [Fact]
    public async Task The_terminal_shows_the_dry_runs_plan()
    {
        Repository.Write(".dvc/config", "").Write("models/.dvc/config", "");
        User.Plain("models/iris.proj").Property("StudioTeamName", "lab").Save();

        var run = await User.DotNetInTerminalAsync("build", "models/iris.proj", "-t:RegisterStudioProject", "-p:StudioDryRun=true");

        run.ShouldSucceed();
        string[] plan = [Studio.Url, "DVC_STUDIO_URL", Workspace.RepositoryUrl, "\"subdir\": \"models\"", "\"team_name\": \"lab\"", "set, from environment variable DVC_STUDIO_TOKEN"];
        foreach (var part in plan)
            run.ShouldShow(part);
        run.LinksShouldBeHonest();
    }

    [Fact]
    public async Task The_terminal_shows_an_error_with_its_code_and_what_to_do()
    {
        Repository.Set("DVC_STUDIO_TOKEN", null);
        User.Plain().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:RegisterStudioProject");

        run.ShouldFail();
        run.ShouldShow("error STUDIO1005");
        Terminal.Hyperlinks(run.Screen).ShouldContain(link => link.Text == "STUDIO1005" && link.Target.EndsWith("docs/diagnostics.md#studio1005", StringComparison.Ordinal));
    }
}
