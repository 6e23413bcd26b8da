namespace StudioMsBuild.Ci;

/// <summary>A dotenv file, as GitLab CI reads it from artifacts:reports:dotenv; its other lines stay.</summary>
internal static class DotEnvFile
{
    private static readonly string[] Names = ["STUDIO_PROJECT_URL=", "STUDIO_PROJECT_ID="];

    public static Diagnostic? Write(string path, CiOutput output)
    {
        try
        {
            var lines = Encoding.UTF8.GetString(StateFile.Read(path) ?? []).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(static line => !Names.Any(name => line.StartsWith(name, StringComparison.Ordinal)))
                .Append(Names[0] + output.Url).Append(Names[1] + output.Id);
            StateFile.Replace(path, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.CiOutputFailed(Text.Clean(path, 1024), Text.FirstLine(e.Message).TrimEnd('.'));
        }
    }
}
