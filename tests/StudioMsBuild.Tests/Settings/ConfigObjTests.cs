using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using StudioMsBuild.Settings;

namespace StudioMsBuild.Tests.Settings;

/// <summary>The reader beside ConfigObj, which DVC reads its config with, on generated and edited files; docs/settings.md lists the differences.</summary>
public partial class ConfigObjTests(ITestOutputHelper output)
{
    /// <summary>The environment variable with the number of files; 20000 is the long form.</summary>
    private const string CountVariable = "STUDIO_TEST_CONFIGOBJ";

    private const int DefaultCount = 2000;

    /// <summary>Each class of difference, with its row in docs/settings.md.</summary>
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["mark"] = "a byte order mark",
        ["list"] = "a list in `[studio]` or `[exp]`",
        ["interpolation"] = "`%(name)s` in `[studio]` or `[exp]`",
        ["interpolation elsewhere"] = "`%(name)s` elsewhere",
        ["empty item"] = "an empty item in a list",
        ["subsection"] = "a subsection with the name of a key",
    };

    [Fact]
    public void The_documentation_lists_each_difference() =>
        Differences.Values.ShouldAllBe(row => File.ReadAllText(SourceTree.File("docs/settings.md")).Contains($"| {row} |"));

    [Fact]
    public async Task Generated_files_are_read_as_ConfigObj_reads_them()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable(CountVariable) ?? $"{DefaultCount}", CultureInfo.InvariantCulture);
        var cases = await GenerateAsync(count);

        var classes = cases.GroupBy(Compare).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();

        foreach (var group in classes)
            output.WriteLine($"{group.Count()} {group.Key}");
        cases.Count.ShouldBe(count);
        foreach (var unexpected in classes.Where(group => group.Key is not ("read alike" or "refused alike") && !Differences.ContainsKey(group.Key)))
            throw new ShouldAssertException($"{unexpected.Key}: {unexpected.Count()} files, first {JsonSerializer.Serialize((string?)unexpected.First()["text"])} of {unexpected.First()}");
    }

    private static string Compare(JsonNode file)
    {
        var text = (string)file["text"]!;
        var isOursRead = DvcConfigFile.Parse("/repository/.dvc/config", text).TryGetValue(out var ours, out var failure);
        if (file["error"] is { } error)
        {
            return !isOursRead ? "refused alike"
                : text.StartsWith('\uFEFF') ? "mark"
                : EmptyItem().IsMatch(text) && ((string)error!).StartsWith("Parse error in value", StringComparison.Ordinal) ? "empty item"
                : $"read, but DVC refuses it: {error}";
        }

        var keys = file["sections"]!.AsObject().SelectMany(section => section.Value!.AsObject().Select(key => (Name: $"{section.Key}.{key.Key}", Value: key.Value))).ToList();
        if (!isOursRead)
        {
            return failure!.Text.Contains("a list") ? "list" : failure.Text.Contains("%(") ? "interpolation" : $"refused, but DVC reads it: {failure.Text}";
        }

        foreach (var (name, value) in keys)
        {
            var read = ours!.Find(name)?.Value;
            if (value is JsonObject)
                return read is null ? "read alike" : "subsection";
            if (value is JsonArray || read != (string?)value)
                return $"another value of {name}";
        }

        return (bool)file["interpolation"]! ? "interpolation elsewhere" : "read alike";
    }

    [GeneratedRegex(@",[\s\u001C-\u001F]+,", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmptyItem();

    private static async Task<IReadOnlyList<JsonNode>> GenerateAsync(int count)
    {
        var script = SourceTree.File("tests/StudioMsBuild.Tests/Settings/configobj_cases.py");
        foreach (var python in OperatingSystem.IsWindows() ? (string[])["python3"] : ["/usr/bin/python3", "python3"])
        {
            try
            {
                var run = await Cli.Wrap(python).WithArguments([script, $"{count}", "1"]).WithValidation(CommandResultValidation.None)
                    .ExecuteBufferedAsync(System.Text.Encoding.UTF8, TestContext.Current.CancellationToken);
                if (run.ExitCode == 0)
                    return [.. run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
                if (!run.StandardError.Contains("No module named 'configobj'"))
                    throw new ShouldAssertException(run.StandardError);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No Python of this name.
            }
        }

        Assert.Skip("Needs python3 with ConfigObj: apt-get install python3-configobj.");
        return [];
    }
}
