using System.Text.Json;
using System.Text.Json.Nodes;

namespace StudioMsBuild.PackageTests;

/// <summary>Assertions on a build and on JSON, whose failures show what there was.</summary>
[ShouldlyMethods]
internal static class Expectations
{
    public static void ShouldSucceed(this IBuildRun run) => run.ExitCode.ShouldBe(0, run.Screen);

    public static void ShouldFail(this IBuildRun run) => run.ExitCode.ShouldBe(1, run.Screen);

    /// <summary>Fails with one error of this code and no other; gives its lines.</summary>
    public static string ShouldFailWith(this IBuildRun run, string code)
    {
        run.ShouldFail();
        // The console logger repeats each error in its summary, writes the prefix before each of its lines, and some verbosities write the time before that.
        var lines = Lines(run, "error STUDIO")
            .Select(line => line[line.IndexOf("error STUDIO", StringComparison.Ordinal)..])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        lines.ShouldNotBeEmpty(run.Screen);
        lines.ShouldAllBe(line => line.StartsWith($"error {code}: ", StringComparison.Ordinal), run.Screen);
        // What continues an error is a command, or a list, with blanks before it.
        lines.Where(line => !line.StartsWith($"error {code}:  ", StringComparison.Ordinal)).ShouldHaveSingleItem(run.Screen);
        return string.Join('\n', lines);
    }

    /// <summary>Warns with this code, on one line of its own and with no other.</summary>
    public static string ShouldWarnOnce(this IBuildRun run, string code)
    {
        var warning = BinaryLog.Read(run.BinaryLog).Warnings.Where(warning => warning.Code.StartsWith("STUDIO", StringComparison.Ordinal)).ShouldHaveSingleItem(run.Screen);
        warning.Code.ShouldBe(code, run.Screen);
        return warning.Message!;
    }

    /// <summary>No target and no task of the package ran, its assembly was not loaded, and nothing of it is on the screen.</summary>
    public static void ShouldHaveRunNothingOfThePackage(this IBuildRun run)
    {
        var log = BinaryLog.Read(run.BinaryLog);
        log.TargetFiles.ShouldNotContain(file => Path.GetFileName(file).StartsWith("StudioMsBuild", StringComparison.Ordinal), run.Screen);
        log.Tasks.ShouldNotContain(task => task.TaskName == "CreateStudioProject");
        log.AssembliesLoaded.ShouldNotContain(path => path.EndsWith("StudioMsBuild.dll", StringComparison.Ordinal));
        run.Lines("DVC").ShouldBeEmpty();
        run.Lines("STUDIO").ShouldBeEmpty();
        run.Lines("Studio").ShouldBeEmpty();
    }

    /// <summary>The lines on the screen that contain a text.</summary>
    public static IReadOnlyList<string> Lines(this IBuildRun run, string text) =>
        [.. run.Screen.ReplaceLineEndings("\n").Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal))];

    /// <summary>What a user reads in a terminal, line by line.</summary>
    public static string[] ReadLines(this IBuildRun run) =>
        [.. Terminal.WithoutEscapes(run.Screen).Split('\n').Select(line => line.TrimEnd())];

    // A blank at each line's end, so that a text with one at its end is nothing cut and nothing continued.
    public static void ShouldShow(this IBuildRun run, string text) =>
        run.ReadLines().ShouldContain(line => $"{line} ".Contains(text, StringComparison.Ordinal), run.Screen);

    public static void LinksShouldBeHonest(this IBuildRun run) =>
        Terminal.Hyperlinks(run.Screen)
            .Where(link => link.Text.Contains("http", StringComparison.Ordinal) || link.Target.StartsWith("http", StringComparison.Ordinal))
            .ShouldAllBe(link => link.Text == link.Target);

    /// <summary>The one @(StudioProject) of a run with -getItem:StudioProject.</summary>
    public static JsonNode StudioProject(this DotNetRun run) =>
        run.Json()["Items"]!["StudioProject"]!.AsArray().ShouldHaveSingleItem()!;

    /// <summary>The one @(StudioProject) after the build.</summary>
    public static BuildItem StudioProject(this BuildOutput run) => run.Items("StudioProject").ShouldHaveSingleItem(run.Screen);

    public static void ShouldMean(this JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"{actual?.ToJsonString()} should mean {expected}");

    /// <summary>The output as one JSON document and nothing else.</summary>
    public static JsonNode Json(this DotNetRun run)
    {
        try
        {
            return JsonNode.Parse(run.Output)!;
        }
        catch (JsonException notJson)
        {
            throw new ShouldAssertException($"stdout should be JSON alone, but was:\n{run.Screen}", notJson);
        }
    }
}
