namespace StudioMsBuild.PackageTests;

/// <summary>What a user sees: the whole URL, in every logger, and no link that leads elsewhere than it says.</summary>
public sealed class Screen(PackedPackage package) : PackageTest(package)
{
    private string Url => $"{Studio.Url}/user/ada/projects/iris-tsanhawn9y";

    [Fact]
    public async Task The_terminal_shows_the_whole_URL()
    {
        Studio.Answer = Answers.Project();
        User.Library().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:RegisterStudioProject");

        run.ShouldSucceed();
        ShouldShow(run, $"Studio project {Url} ");
        LinksShouldBeHonest(run);
    }

    [Theory]
    [InlineData("studio.proj")]
    [InlineData("multi.csproj")]
    [InlineData("train.cs")]
    [InlineData("all.slnx")]
    public async Task The_terminal_shows_the_whole_URL_of_every_kind_of_project(string file)
    {
        Studio.Answer = Answers.Project();
        User.Plain().Save();
        User.Library("multi.csproj", frameworks: "net10.0;net9.0").Save();
        Repository.Write("train.cs", $"#:package StudioMsBuild@{Feed.Version}\n#:property PublishAot=false\n");
        Repository.Write("all.slnx", "<Solution><Project Path=\"multi.csproj\" /></Solution>");

        var run = await User.DotNetInTerminalAsync("build", file, "-t:RegisterStudioProject");

        run.ShouldSucceed();
        ShouldShow(run, $"Studio project {Url} ");
        LinksShouldBeHonest(run);
    }

    [Fact]
    public async Task The_terminal_shows_every_URL_of_an_answer_of_several_projects()
    {
        Studio.Answer = Answers.Several(4);
        User.Library().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:RegisterStudioProject");

        run.ShouldSucceed();
        var shown = ReadLines(run).Where(line => line.Contains($"{Studio.Url}/user/ada/projects/iris-", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
        shown.Count().ShouldBe(4, run.Screen);
        LinksShouldBeHonest(run);
    }

    [Fact]
    public async Task More_than_ten_projects_are_counted_and_not_all_listed()
    {
        Studio.Answer = Answers.Several(12);
        User.Library().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:RegisterStudioProject");

        run.ShouldSucceed();
        ShouldShow(run, "12 Studio projects");
        ReadLines(run).Where(line => line.Contains($"{Studio.Url}/user/ada/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Count().ShouldBe(10, run.Screen);
    }

    [Fact]
    public async Task The_terminal_shows_our_line_last_when_Build_runs_in_the_same_call()
    {
        Studio.Answer = Answers.Project();
        User.Library().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:Build;RegisterStudioProject");

        run.ShouldSucceed();
        File.Exists(Repository["bin/Debug/net10.0/iris.dll"]).ShouldBeTrue();
        ShouldShow(run, $"Studio project {Url} ");
        LinksShouldBeHonest(run);
    }

    [Fact]
    public async Task The_console_logger_shows_the_built_file_and_the_URL_when_Build_runs_in_the_same_call()
    {
        Studio.Answer = Answers.Project();
        User.Library().Save();

        var run = await User.DotNetAsync("build", "-t:Build;RegisterStudioProject", "-tl:off");

        run.ShouldSucceed();
        run.Lines("iris.dll").ShouldHaveSingleItem();
        run.Lines($"iris -> Studio project {Url}").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("-tl:off")]
    [InlineData("-v:m")]
    [InlineData("-v:n")]
    public async Task Every_other_way_of_logging_shows_the_URL_once(string option)
    {
        Studio.Answer = Answers.Project();
        User.Plain("iris.proj").Save();

        var run = await User.RegisterAsync(option);

        run.ShouldSucceed();
        run.Lines(Url).ShouldHaveSingleItem(run.Screen).Trim().ShouldBe($"iris -> Studio project {Url}");
    }

    [Fact]
    public async Task The_terminal_shows_the_dry_runs_plan()
    {
        Repository.Write(".dvc/config", "").Write("models/.dvc/config", "");
        User.Library("models/iris.csproj").Property("StudioTeamName", "lab").Save();

        var run = await User.DotNetInTerminalAsync("build", "models/iris.csproj", "-t:RegisterStudioProject", "-p:StudioDryRun=true");

        run.ShouldSucceed();
        string[] plan = [Studio.Url, "DVC_STUDIO_URL", Workspace.RepositoryUrl, "\"subdir\": \"models\"", "\"team_name\": \"lab\"", "set, from environment variable DVC_STUDIO_TOKEN"];
        foreach (var part in plan)
            ShouldShow(run, part);
        LinksShouldBeHonest(run);
    }

    [Fact]
    public async Task The_terminal_shows_an_error_with_its_code_and_what_to_do()
    {
        Repository.Set("DVC_STUDIO_TOKEN", null);
        User.Library().Save();

        var run = await User.DotNetInTerminalAsync("build", "-t:RegisterStudioProject");

        run.ShouldFail();
        ShouldShow(run, "error STUDIO1005");
        Terminal.Hyperlinks(run.Screen).ShouldContain(link => link.Text == "STUDIO1005" && link.Target.EndsWith("docs/diagnostics.md#studio1005", StringComparison.Ordinal));
    }

    private static string[] ReadLines(DotNetRun run) =>
        [.. Terminal.WithoutEscapes(run.Screen).Split('\n').Select(line => line.TrimEnd())];

    // A blank at each line's end, so that a text with one at its end is nothing cut and nothing continued.
    private static void ShouldShow(DotNetRun run, string text) =>
        ReadLines(run).ShouldContain(line => $"{line} ".Contains(text, StringComparison.Ordinal), run.Screen);

    private static void LinksShouldBeHonest(DotNetRun run) =>
        Terminal.Hyperlinks(run.Screen)
            .Where(link => link.Text.Contains("http", StringComparison.Ordinal) || link.Target.StartsWith("http", StringComparison.Ordinal))
            .ShouldAllBe(link => link.Text == link.Target);
}
