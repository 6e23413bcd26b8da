using System.Text.RegularExpressions;

namespace StudioMsBuild.Ci;

/// <summary>
/// GitLab CI: variables in a dotenv file, which it reads from artifacts:reports:dotenv; the file's other lines stay.
/// </summary>
/// <remarks>https://docs.gitlab.com/ci/yaml/artifacts_reports: "artifacts:reports:dotenv".</remarks>
internal sealed class GitLab : CiSystem
{
    private static readonly string[] Names = ["STUDIO_PROJECT_URL=", "STUDIO_PROJECT_ID="];

    // $NAME and ${NAME} are no part of a plain URL.
    private const string Variable = "%[A-Za-z_][A-Za-z0-9_]*%";

    public override string Name => "GitLab CI";

    public override bool IsSeen(IReadOnlyDictionary<string, string> environment) => IsSet(environment, "GITLAB_CI");

    /// <summary>Wherever a project asks for the file, which other systems and scripts read too.</summary>
    public override bool TakesOutputs(CiJob job) => job.DotEnvFile is not null;

    public override IEnumerable<Diagnostic> Write(CiOutput output, CiJob job)
    {
        var file = job.DotEnvFile!;
        try
        {
            // Latin-1 gives every byte of the other lines back, whatever they are.
            var before = Encoding.Latin1.GetString(file.Read() ?? []);
            // In a value, GitLab replaces the name of a variable by its value, secret or not.
            if (Regex.IsMatch(output.Url, Variable, RegexOptions.None, TimeSpan.FromSeconds(1)))
            {
                const string Reason = "GitLab would take a part of the URL, between two per cent signs, for a variable";
                return [Diagnostics.CiOutputFailed($"{file.Path}", $"{Unquoted(Reason)}")];
            }

            var lines = before.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(static line => !Names.Any(name => line.StartsWith(name, StringComparison.Ordinal)))
                .Append(Names[0] + output.Url).Append(Names[1] + output.Id);
            file.Replace(Encoding.Latin1.GetBytes(string.Join('\n', lines) + "\n"), CancellationToken.None);
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Diagnostics.CiOutputFailed($"{file.Path}", $"{Text.FirstLine(e.Message).TrimEnd('.')}")];
        }
    }
}
