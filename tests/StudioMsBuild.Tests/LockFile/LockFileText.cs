using System.Text;
using System.Text.Json.Nodes;
using StudioMsBuild.LockFile;

namespace StudioMsBuild.Tests.LockFile;

/// <summary>The text of a studio.lock.json.</summary>
internal static class LockFileText
{
    public const string Path = "/repository/studio.lock.json";

    /// <summary>A lock file of these entries, written as anybody might.</summary>
    public static string Of(params JsonObject[] entries) =>
        new JsonObject { ["version"] = 1, ["projects"] = new JsonArray([.. entries]) }.ToJsonString();

    public static JsonObject Entry(
        string studio = Keys.Studio,
        string repo = "github.com/owner/repository",
        string team = "",
        string subdir = "",
        string id = "tsanhawn9y",
        string? url = null,
        string? part = null)
    {
        var entry = new JsonObject
        {
            ["studio"] = studio,
            ["repo"] = repo,
            ["team"] = team,
            ["subdir"] = subdir,
            ["id"] = id,
            ["name"] = "iris",
            ["url"] = url ?? $"{studio}/user/ada/projects/iris-{id}",
        };
        if (part is not null)
            entry["part"] = part;
        return entry;
    }

    public static Result<LockFileContent> Read(string text) => LockFileReader.Read(Path, Encoding.UTF8.GetBytes(text));

    public static string Written(this LockFileContent lockFile) => Encoding.UTF8.GetString(lockFile.ToBytes());
}
