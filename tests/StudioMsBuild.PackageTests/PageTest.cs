using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests;

/// <summary>
/// Follows pages of the documentation in a repository, with a Studio on this machine in the place of the public one. The pages show
/// the remote of <see cref="SetShownRemote"/>, the user amritghimire and made-up ids.
/// </summary>
public abstract partial class PageTest(PackedPackage package) : EmulatorTest(package)
{
    protected const string ShownStudio = "https://studio.iterative.ai";

    /// <summary>The blocks of a page, or of several, by their names.</summary>
    internal static IReadOnlyDictionary<string, string> ReadBlocks(params string[] pages) =>
        pages.SelectMany(page => MarkdownPage.Read(page).CodeBlocks()).ToDictionary(block => block.Name, block => block.Text, StringComparer.Ordinal);

    /// <summary>Folders of DVC that Git knows.</summary>
    protected void WriteFolders(params string[] folders)
    {
        foreach (var folder in folders)
            Repository.Write($"{folder}/.dvc/config", "");
        Repository.Git("add", "--", ":(glob)**/.dvc/config");
    }

    /// <summary>Writes the file that a block shows, under the name in its first line.</summary>
    protected void WriteFile(string block) => Repository.Write(FileName().Match(block).Groups["name"].Value, OfThisPackage(block));

    protected void SetShownRemote() => Repository.Git("remote", "set-url", "origin", "https://github.com/amritghimire/example-get-started.git");

    /// <summary>Runs the commands of a block, in one shell, which print what it shows.</summary>
    protected async Task FollowAsync(string block)
    {
        SetShownRemote();
        var transcript = await RunAsync(Transcript.Commands(block), Repository.Path);

        transcript.ExitCode.ShouldBe(0, transcript.Text);
        (transcript with { Text = Shown(transcript.Text) }).ShouldHave(Shown(block));
    }

    /// <summary>Runs commands in one shell, and returns what they print, with the address of the public Studio.</summary>
    private protected async Task<Transcript> RunAsync(IEnumerable<string> commands, string folder, params (string Name, string Value)[] environment)
    {
        if (Needs.Shell is { } reason)
            Assert.Skip(reason);
        var run = await HermeticProcess.RunAsync(
            "bash",
            ["-c", Transcript.Script(commands, ToThisMachine)],
            folder,
            [.. Feed.DotNet.Environment, .. Repository.Environment, .. environment.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))]);
        return new(run.ExitCode, run.StandardOutput.Replace(Studio.Url, ShownStudio, StringComparison.Ordinal));
    }

    /// <summary>The text with the version of the packed package.</summary>
    protected string OfThisPackage(string text) => text
        .Replace("StudioMsBuild/0.1.0", $"StudioMsBuild/{Feed.Version}", StringComparison.Ordinal)
        .Replace("Version=\"0.1.0\"", $"Version=\"{Feed.Version}\"", StringComparison.Ordinal);

    protected string ToThisMachine(string command) => command
        .Replace(ShownStudio, Studio.Url, StringComparison.Ordinal)
        .Replace("<TOKEN>", Workspace.Token, StringComparison.Ordinal);

    protected static string Shown(string text) => Id().Replace(text, "-ID").Replace("/user/amritghimire/", "/user/ada/", StringComparison.Ordinal);

    [GeneratedRegex("<!-- (?<name>[A-Za-z./]+) -->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();

    [GeneratedRegex("(?<=/projects/[a-z-]+)-[a-z0-9]{10}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
