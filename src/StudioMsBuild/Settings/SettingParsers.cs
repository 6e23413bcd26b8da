namespace StudioMsBuild.Settings;

/// <summary>Turns the text of a setting into its value, or says why it is none.</summary>
internal static class SettingParsers
{
    public static Result<Setting<string>> Anything(Setting<string> text, ProjectProperties properties) => text;

    public static Result<Setting<StudioAddress>> Address(Setting<string> text, ProjectProperties properties) =>
        StudioAddress.Parse(text.Value, text.Source.ToString()).TryGetValue(out var address, out var failure)
            ? new Setting<StudioAddress>(address, text.Source)
            : failure;

    public static Result<Setting<bool>> Boolean(Setting<string> text, ProjectProperties properties) =>
        text.Value.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "y" or "on" => new Setting<bool>(true, text.Source),
        "false" or "0" or "no" or "n" or "off" => new Setting<bool>(false, text.Source),
        _ => Diagnostics.BadBoolean(text.Source.ToString()),
    };

    public static Func<Setting<string>, ProjectProperties, Result<Setting<int>>> Number(
        int least,
        int most,
        Func<string, Failure> bad) =>
        (text, _) =>
        int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? new Setting<int>(number, text.Source)
            : bad(text.Source.ToString());

    public static Result<Setting<string>> Name(Setting<string> text, ProjectProperties properties) =>
        Text.HasControl(text.Value) || text.Value.Length > Text.MaxLength ? Diagnostics.BadName(text.Source.ToString()) : text;

    /// <summary>The path from the Git root, empty for the root.</summary>
    public static Result<Setting<string>> Folder(Setting<string> text, ProjectProperties properties)
    {
        // Studio's form takes several folders with commas between.
        if (text.Value.AsSpan().IndexOfAny(",*?") >= 0)
            return Diagnostics.BadSubdir(text.Source.ToString(), "has a comma, a * or a ? in it, so it is not one folder");
        var (path, reason) = Git.Subdir.Normalize(text.Value);
        return path is null ? Diagnostics.BadSubdir(text.Source.ToString(), reason!) : text with { Value = path };
    }

    /// <summary>A full path; a property's is relative to the project.</summary>
    public static Result<Setting<string>> FullPath(Setting<string> text, ProjectProperties properties) =>
        text with { Value = Path.GetFullPath(text.Value, properties.Folder) };

    /// <summary>
    /// A property's path is relative to the project, and has to be there; a variable's is checked where its certificates are
    /// needed.
    /// </summary>
    public static Result<Setting<string>> CertificateFile(Setting<string> text, ProjectProperties properties)
    {
        if (!text.Source.IsProject)
            return text;
        var path = Path.GetFullPath(text.Value, properties.Folder);
        return File.Exists(path) || Directory.Exists(path)
            ? text with { Value = path }
            : Diagnostics.BadCaFile(text.Source.ToString(), path, "there is no such file or folder");
    }
}
