using System.Text.RegularExpressions;

namespace StudioMsBuild.Testing;

/// <summary>A real pseudo-terminal of 40 rows (script of util-linux), and of 120 columns unless COLUMNS is set.</summary>
public static partial class Terminal
{
    public static async Task<(int ExitCode, string Screen)> RunAsync(string program, IEnumerable<string> arguments, string folder, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var columns = environment.LastOrDefault(variable => variable.Key == "COLUMNS").Value ?? "120";
        var command = $"stty cols {columns} rows 40; exec {string.Join(' ', arguments.Prepend(program).Select(Quote))}";
        var result = await HermeticProcess.RunAsync(
            "script",
            ["--quiet", "--return", "--flush", "--command", command, "/dev/null"],
            folder,
            [.. environment, new("TERM", "xterm-256color"), new("SHELL", "/bin/sh")]);
        return (result.ExitCode, result.StandardOutput);
    }

    /// <summary>The OSC 8 hyperlinks: where each leads, and the text that a user clicks.</summary>
    public static IReadOnlyList<(string Target, string Text)> Hyperlinks(string screen) =>
        [.. Hyperlink().Matches(screen).Select(link => (link.Groups["target"].Value, WithoutEscapes(link.Groups["text"].Value)))];

    /// <summary>What a user reads: no colours, no cursor movements, no links.</summary>
    public static string WithoutEscapes(string screen) => Escape().Replace(screen, "").ReplaceLineEndings("\n");

    private static string Quote(string argument) => $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    // OSC ends with BEL or with ESC \.
    [GeneratedRegex(@"\x1b\]8;[^;]*;(?<target>[^\x07\x1b]+)(?:\x07|\x1b\\)(?<text>.*?)\x1b\]8;;(?:\x07|\x1b\\)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Hyperlink();

    [GeneratedRegex(@"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Escape();
}
