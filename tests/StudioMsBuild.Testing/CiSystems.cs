using System.Text.RegularExpressions;

namespace StudioMsBuild.Testing;

/// <summary>What CI systems make of a build's files and output, by the rules of their own programs.</summary>
public static partial class CiSystems
{
    /// <summary>
    /// The outputs in a file of GITHUB_OUTPUT: NAME=VALUE, or NAME&lt;&lt;END with the value in the lines up to END, whichever comes first
    /// in a line; the last of a name counts.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ReadGitHubOutputs(string file)
    {
        var outputs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var lines = new Queue<string>(file.Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            if (line.Length == 0)
                continue;
            var (equals, heredoc) = (line.IndexOf('=', StringComparison.Ordinal), line.IndexOf("<<", StringComparison.Ordinal));
            if (equals >= 0 && (heredoc < 0 || equals < heredoc))
                outputs[line[..equals]] = line[(equals + 1)..];
            else if (heredoc >= 0)
                outputs[line[..heredoc]] = string.Join('\n', Until(lines, line[(heredoc + 2)..]));
            else
                throw new FormatException($"The runner stops at the line: {line}");
        }

        return outputs;
    }

    /// <summary>The logging commands in a job's output, as the agent of Azure Pipelines reads them: area.action, properties, value.</summary>
    public static IReadOnlyList<AzureCommand> ReadAzureCommands(string output) =>
        [.. output.ReplaceLineEndings("\n").Split('\n').Select(line => AzureCommandLine().Match(line)).Where(match => match.Success).Select(match => new AzureCommand(
            match.Groups["name"].Value,
            match.Groups["properties"].Value.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(property => property.Split('=', 2))
                .ToDictionary(pair => pair[0].Trim(), pair => FromAzure(pair[1]), StringComparer.OrdinalIgnoreCase),
            FromAzure(match.Groups["value"].Value)))];

    /// <summary>
    /// The variables of a report artifacts:reports:dotenv in a later job of GitLab CI. They are not raw: names of other variables in
    /// their values are replaced by what these hold.
    /// </summary>
    /// <param name="others">The job's other variables.</param>
    public static IReadOnlyDictionary<string, string> ReadGitLabDotEnv(string file, IReadOnlyDictionary<string, string> others)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in file.Split('\n')[..^1])
        {
            if (line.Split('=', 2) is not [var name, var value])
                throw new FormatException($"GitLab refuses the line: {line}");
            variables[name.Trim()] = GitLabVariable().Replace(value.Trim(), match => others.GetValueOrDefault(match.Groups["name"].Value, match.Value));
        }

        return variables;
    }

    private static IEnumerable<string> Until(Queue<string> lines, string end)
    {
        while (lines.TryDequeue(out var line) && line != end)
            yield return line;
    }

    private static string FromAzure(string text) => text
        .Replace("%3B", ";", StringComparison.Ordinal)
        .Replace("%0D", "\r", StringComparison.Ordinal)
        .Replace("%0A", "\n", StringComparison.Ordinal)
        .Replace("%5D", "]", StringComparison.Ordinal)
        .Replace("%AZP25", "%", StringComparison.Ordinal);

    // Anywhere in the line; the first ] ends the command.
    [GeneratedRegex(@"##vso\[(?<name>[^\s\]]+) ?(?<properties>[^\]]*)\](?<value>.*)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AzureCommandLine();

    [GeneratedRegex(@"\$(?<name>[a-zA-Z_][a-zA-Z0-9_]*)|\$\{(?<name>[a-zA-Z_][a-zA-Z0-9_]*)\}|%(?<name>[a-zA-Z_][a-zA-Z0-9_]*)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GitLabVariable();
}

/// <summary>A logging command of Azure Pipelines, decoded.</summary>
public sealed record AzureCommand(string Name, IReadOnlyDictionary<string, string> Properties, string Value);
