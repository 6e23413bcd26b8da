using System.Text.RegularExpressions;

namespace StudioMsBuild.WindowsTests;

/// <summary>What a process of Windows came to.</summary>
/// <param name="ExitCode">Null where it was killed.</param>
internal sealed partial record WindowsRun(int? ExitCode, string Screen)
{
    /// <summary>On a busy machine Wine now and then starts no process: ERROR_INTERNAL_ERROR, which Windows has for no such thing. Nothing was sent or written then.</summary>
    public bool IsWinesFault => Screen.Contains("error STUDIO2009", StringComparison.Ordinal) && Screen.Contains("Internal error.", StringComparison.Ordinal);

    /// <summary>The codes of all errors and warnings.</summary>
    public IReadOnlyList<string> Codes => [.. Code().Matches(Screen).Select(match => match.Groups["code"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The commands that an error offers, each on a line of its own between what the logger writes around it.</summary>
    public IReadOnlyList<string> Commands => [.. Command().Matches(Screen).Select(match => match.Groups["command"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The URL of the project on the screen.</summary>
    public string? Url => Project().Match(Screen) is { Success: true } line ? line.Groups["url"].Value : null;

    /// <summary>Created, recorded or adopted; null where the screen shows no project.</summary>
    public string? Outcome => Project().Match(Screen) is { Success: true } line ? line.Groups["how"] is { Success: true } how ? how.Value : "created" : null;

    public WindowsRun ShouldSucceed(string? outcome = null)
    {
        ExitCode.ShouldBe(0, Screen);
        if (outcome is not null)
            Outcome.ShouldBe(outcome, Screen);
        return this;
    }

    public WindowsRun ShouldFailWith(string code)
    {
        ExitCode.ShouldBe(1, Screen);
        Codes.ShouldContain(code, Screen);
        return this;
    }

    public WindowsRun ShouldSay(string text)
    {
        Screen.ShouldContain(text);
        return this;
    }

    [GeneratedRegex("(error|warning) (?<code>(STUDIO|MSB)[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^.*?: +(?<command>(dotnet|git) .*?)( \[[^\]]*\])?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Command();

    [GeneratedRegex(@"-> Studio project (\((?<how>[a-z]+)\) )?(?<url>http\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Project();
}
