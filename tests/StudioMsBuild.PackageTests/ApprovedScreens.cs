using System.Globalization;
using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests;

/// <summary>
/// Whole screens of a terminal, as somebody looked at them and approved them: the files in Screens. With STUDIO_TEST_APPROVE=1 they are
/// written anew; look at the difference before you commit it.
/// </summary>
public sealed partial class ApprovedScreens(PackedPackage package) : EmulatorTest(package)
{
    private static readonly string[] Register = ["-t:RegisterStudioProject"];

    [Theory]
    [InlineData("created")]
    [InlineData("recorded")]
    [InlineData("several")]
    [InlineData("dry-run")]
    [InlineData("near-miss")]
    [InlineData("hook-without-token")]
    [InlineData("hook-with-Studio-down")]
    public async Task A_screen_looks_as_it_was_approved(string scene)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the program script of util-linux");
        Repository.Write(".dvc/config", "").Commit();
        var project = User.Plain("iris.proj").Property("StudioProjectName", "iris");
        foreach (var columns in new[] { 80, 120 })
        {
            User.Forget();
            var arguments = Prepare(scene, project);
            project.Save();
            Repository.Set("COLUMNS", columns.ToString(CultureInfo.InvariantCulture));

            var run = await User.DotNetInTerminalAsync(["build", "iris.proj", .. arguments]);

            ShouldBeApproved($"{scene}.{columns}.txt", Wrap(Normalize(Unwrap(Terminal.WithoutEscapes(run.Screen), columns)), columns));
        }
    }

    private string[] Prepare(string scene, ProjectCreator project)
    {
        switch (scene)
        {
            case "recorded":
                project.Save();
                project.Register().ShouldSucceed();
                return Register;
            case "several":
                foreach (var folder in new[] { "models/churn", "models/forecast" })
                {
                    Repository.Write($"{folder}/.dvc/config", "");
                    project.ItemInclude("StudioRegistration", folder);
                }

                Repository.Commit();
                return Register;
            case "dry-run":
                return [.. Register, "-p:StudioTeamName=vision", "-p:StudioDryRun=true"];
            case "near-miss":
                project.Save();
                project.Register().ShouldSucceed();
                return [.. Register, "-p:StudioTeamName=vision"];
            case "hook-without-token":
                Repository.Set("DVC_STUDIO_TOKEN", null);
                project.Target("Build");
                return ["-t:Build", "-p:StudioRegisterOnBuild=true"];
            case "hook-with-Studio-down":
                Repository.Set("DVC_STUDIO_URL", "http://127.0.0.1:9");
                project.Target("Build");
                return ["-t:Build", "-p:StudioRegisterOnBuild=true"];
            default:
                return Register;
        }
    }

    /// <summary>What differs from run to run has a name; progress lines, which the terminal writes over, are gone.</summary>
    private string Normalize(string screen)
    {
        var text = screen.Replace(Repository.Path, "/home/ada/iris", StringComparison.Ordinal).Replace(Studio.Url, "http://127.0.0.1:50000", StringComparison.Ordinal);
        text = Duration().Replace(Identifier().Replace(text, "-tsanhawn9y"), "(0.0s)");
        text = BuildTime().Replace(text, "in 0.0s");
        text = OtherSettings().Replace(text, "N");
        var lines = text.Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => !line.StartsWith("Restore complete", StringComparison.Ordinal))
            .Where(line => line.Length > 0 && !Progress().IsMatch(line)).ToList();
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The terminal logger breaks the lines of an error at the last column, wherever that is in a word: as it wrote them, they would move with each port.</summary>
    private static string Unwrap(string text, int columns)
    {
        const string Indentation = "      ";
        var lines = new List<string>();
        var isBroken = false;
        foreach (var line in text.Split('\n'))
        {
            if (isBroken && line.StartsWith(Indentation, StringComparison.Ordinal))
                lines[^1] += line[Indentation.Length..];
            else
                lines.Add(line);
            isBroken = line.StartsWith(Indentation, StringComparison.Ordinal) && line.Length >= columns - 1;
        }

        return string.Join('\n', lines);
    }

    private static string Wrap(string text, int columns) =>
        string.Join('\n', text.Split('\n').SelectMany(line => line.Length == 0 ? [""] : line.Chunk(columns).Select(part => new string(part))));

    private static void ShouldBeApproved(string name, string screen)
    {
        var file = SourceTree.File($"tests/StudioMsBuild.PackageTests/Screens/{name}");
        if (Environment.GetEnvironmentVariable("STUDIO_TEST_APPROVE") == "1")
            File.WriteAllText(file, screen);
        screen.ShouldBe(File.ReadAllText(file), $"STUDIO_TEST_APPROVE=1 writes {name} anew.");
    }

    [GeneratedRegex(@"(?<=projects/[a-z]+)-[a-z0-9]{10}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\(\d+[.,]\d+s\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"in \d+[.,]\d+s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BuildTime();

    // A new property changes no approved screen.
    [GeneratedRegex(@"[0-9]+(?= other settings have their defaults)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherSettings();

    // The terminal logger's live lines: a target's name before the duration, or nothing but the restore.
    [GeneratedRegex(@"^\s+(\S+ )?\S+ \(0\.0s\)$|^\s*\(0\.0s\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Progress();
}
