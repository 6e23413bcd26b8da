using System.Text.RegularExpressions;

namespace StudioMsBuild.Ci;

/// <summary>A dotenv file, as GitLab CI reads it from artifacts:reports:dotenv; its other lines stay.</summary>
/// <remarks>https://docs.gitlab.com/ci/yaml/artifacts_reports: "artifacts:reports:dotenv".</remarks>
internal static class DotEnvFile
{
    private static readonly string[] Names = ["STUDIO_PROJECT_URL=", "STUDIO_PROJECT_ID="];

    // $NAME and ${NAME} are no part of a plain URL.
    private const string Variable = "%[A-Za-z_][A-Za-z0-9_]*%";

    public static Diagnostic? Write(SafeFile file, CiOutput output)
    {
        try
        {
            // Latin-1 gives every byte of the other lines back, whatever they are.
            var before = Encoding.Latin1.GetString(file.Read() ?? []);
            // GitLab puts the value of a variable, secret or not, in the place of its name in a value.
            if (Regex.IsMatch(output.Url, Variable, RegexOptions.None, TimeSpan.FromSeconds(1)))
                throw new IOException("its reader would take a part of the URL, between two per cent signs, for a variable");
            var lines = before.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(static line => !Names.Any(name => line.StartsWith(name, StringComparison.Ordinal)))
                .Append(Names[0] + output.Url).Append(Names[1] + output.Id);
            file.Replace(Encoding.Latin1.GetBytes(string.Join('\n', lines) + "\n"), CancellationToken.None);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.CiOutputFailed(Text.Quote(file.Path, 1024), $"{Text.FirstLine(e.Message).TrimEnd('.')}");
        }
    }
}
