using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>A workflow of GitHub Actions.</summary>
internal sealed partial class Workflow(JsonObject root)
{
    public const string Folder = ".github/workflows";

    public JsonObject Root { get; } = root;

    public IReadOnlyDictionary<string, JsonObject> Jobs { get; } =
        root["jobs"]!.AsObject().ToDictionary(job => job.Key, job => job.Value!.AsObject(), StringComparer.Ordinal);

    public IEnumerable<JsonObject> Steps => Jobs.Values.SelectMany(StepsOf);

    public IEnumerable<string> Scripts => Steps.Select(step => (string?)step["run"]).OfType<string>();

    public static Workflow Read(string name) => Parse(Text(name));

    public static Workflow Parse(string text) => new(Yaml.Parse(text));

    public static string Text(string name) => File.ReadAllText(SourceTree.File($"{Folder}/{name}"));

    public static IEnumerable<JsonObject> StepsOf(JsonObject job) => job["steps"]?.AsArray().Select(step => step!.AsObject()) ?? [];

    /// <summary>The words of scripts, and of what actions get, that name a file or a folder of the checkout.</summary>
    public IEnumerable<string> Paths =>
        from text in Scripts.Concat(Steps.SelectMany(Inputs))
        from word in Words(text)
        where RelativePath().IsMatch(word) && !Made().IsMatch(word)
        select word;

    /// <summary>The commands of the scripts that start a program of this name, as words.</summary>
    public IEnumerable<string[]> Commands(string program) =>
        from script in Scripts
        from command in Separator().Split(script.Replace("\\\n", " ", StringComparison.Ordinal))
        let words = Words(command).SkipWhile(word => word != program).ToArray()
        where words.Length > 0
        select words;

    private static IEnumerable<string> Inputs(JsonObject step) =>
        (step["with"]?.AsObject().Select(input => (string?)input.Value) ?? []).Append((string?)step["working-directory"]).OfType<string>();

    private static IEnumerable<string> Words(string script) =>
        Blank().Split(script).Select(word => word.Trim('"', '\'')).Where(word => word.Length > 0);

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();

    [GeneratedRegex(@"\n|&&|\|\||;|\|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(\./)?[\w.@-]+(/[\w.@*-]+)+/?$|^[\w-]+\.(md|sln|slnx|json|props|targets|sh)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RelativePath();

    // What the jobs pack, and what they download of it.
    [GeneratedRegex("^(artifacts|packages)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Made();
}
