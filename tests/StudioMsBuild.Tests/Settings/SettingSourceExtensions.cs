namespace StudioMsBuild.Tests.Settings;

/// <summary>Puts a value where the engine looks for it: an environment variable or one of DVC's config files.</summary>
internal static class SettingSourceExtensions
{
    public static readonly string[] ConfigFiles = [".dvc/config.local", ".dvc/config", "user", "system"];

    /// <summary>The path of a config file by its short name.</summary>
    public static string Path(this GitRepository repository, string file) => file switch
    {
        "user" => repository.Box["home/.config/dvc/config"],
        "system" => repository.Box["system/dvc/config"],
        _ => repository[file],
    };

    /// <summary>Adds lines to a config file.</summary>
    public static GitRepository Configure(this GitRepository repository, string file, string lines)
    {
        var path = repository.Path(file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.AppendAllText(path, lines);
        return repository;
    }
}
