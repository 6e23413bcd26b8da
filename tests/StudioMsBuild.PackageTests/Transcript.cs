using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests;

/// <summary>Commands and what they printed, as a reader would see them; exit code 0 where each of them succeeded.</summary>
internal sealed partial record Transcript(int ExitCode, string Text)
{
    private const string Prompt = "$ ";

    /// <summary>The commands of a block: the lines with a prompt, or all lines where none has one.</summary>
    public static IEnumerable<string> Commands(string block)
    {
        var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var prompted = lines.Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)).Select(line => line[Prompt.Length..]).ToArray();
        return prompted.Length > 0 ? prompted : lines;
    }

    /// <summary>A bash script that shows each command, in its own words, and runs what it is replaced by; it ends at the first that fails.</summary>
    public static string Script(IEnumerable<string> commands, Func<string, string> replace) =>
        string.Join('\n', commands.Select(command => $"printf '%s\\n' {Quote(Prompt + command)}\n{replace(command)}").Prepend("exec 2>&1; set -e"));

    /// <summary>
    /// The lines of a block, commands and outputs, appear in this order; a page may leave lines out (and write … there), and its
    /// columns may be narrower. A block without a prompt shows no output.
    /// </summary>
    public void ShouldHave(string block)
    {
        var rest = new Queue<string>(Text.Split('\n').Select(Narrow));
        if (!block.Split('\n').Any(line => line.StartsWith(Prompt, StringComparison.Ordinal)))
            return;
        foreach (var shown in block.Split('\n').Select(Narrow).Where(line => line.Length > 0 && line != "…"))
        {
            var isThere = false;
            while (!isThere && rest.TryDequeue(out var line))
                isThere = line == shown;
            isThere.ShouldBeTrue($"The page shows the line\n{shown}\nwhich is not, or not in this place, in\n{Text}");
        }
    }

    private static string Narrow(string line) => Blanks().Replace(line.Trim(), " ");

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(" +", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
