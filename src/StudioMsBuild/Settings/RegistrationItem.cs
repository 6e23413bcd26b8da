using System.Xml;
using System.Xml.Linq;

namespace StudioMsBuild.Settings;

/// <summary>One @(StudioRegistration) item: a folder to register, and what it says beside the properties.</summary>
internal sealed class RegistrationItem(string include, string? projectName = null, string? teamName = null, string? isPublic = null, string? adopt = null)
{
    /// <summary>A subdir from the Git root; or a .dvc/config or dvc.yaml, seen from the project, that stands for its folder.</summary>
    public string Include { get; } = include;
    public string? ProjectName { get; } = projectName;
    public string? TeamName { get; } = teamName;
    public string? Public { get; } = isPublic;
    public string? Adopt { get; } = adopt;

    private const string ItemName = "StudioRegistration";

    private string Slashed => Include.Trim().Replace('\\', '/');

    /// <summary>Whether the item lies among DVC's temporary files: copies of the repository that an experiment runs in.</summary>
    public bool IsTemporary => $"/{Slashed}".Contains("/.dvc/tmp/", StringComparison.Ordinal);

    /// <summary>The way from the Git root, or why there is none.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="prefix">The way from the Git root to it.</param>
    public (string? Value, string? Refusal) Subdir(string folder, string prefix)
    {
        var file = Path.GetFullPath(Slashed, folder);
        var above = Path.GetDirectoryName(file);
        var stoodFor = Path.GetFileName(file) == "dvc.yaml" ? above
            : (Path.GetFileName(above), Path.GetFileName(file)) is (".dvc", "config") ? Path.GetDirectoryName(above)
            : null;
        return Git.Subdir.Normalize(stoodFor is null ? Slashed : Git.Subdir.Join(prefix, Path.GetRelativePath(folder, stoodFor)));
    }

    /// <summary>Whether one of the files declares items by a wildcard: where none arrived, it matched nothing.</summary>
    public static bool IsGlobDeclared(string[] files) => Array.Exists(files, static file => File.Exists(file) && DeclaresGlob(file));

    private static bool DeclaresGlob(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            return text.Contains(ItemName, StringComparison.Ordinal) && HasGlob(text);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // MSBuild itself has read the project: what it makes of such a file is its own to say.
            return false;
        }
    }

    // A method of its own: what it calls is loaded where a file names such items, and nowhere else.
    private static bool HasGlob(string project) => XDocument.Parse(project).Descendants().Any(static item =>
        item.Name.LocalName == ItemName
        && item.Attribute("Include")?.Value.AsSpan().IndexOfAny('*', '?') >= 0
        // Under a condition it may well be meant to give nothing.
        && !item.AncestorsAndSelf().Any(static element => element.Attribute("Condition") is not null || element.Name.LocalName == "Choose"));
}
