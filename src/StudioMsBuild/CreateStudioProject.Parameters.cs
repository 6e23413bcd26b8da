using System.Runtime.CompilerServices;
using Microsoft.Build.Framework;

namespace StudioMsBuild;

/// <content>What MSBuild sets.</content>
public sealed partial class CreateStudioProject
{
    private readonly Dictionary<string, string> properties = new(StringComparer.Ordinal);

    /// <summary>The project's full path: its folder is where Git is asked, and its name starts the line on the screen.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>
    /// Whether the build hook runs the task, which must not delay or break the build.
    /// </summary>
    public bool IsBuildHook { get; set; }

    /// <summary>
    /// The folders to register: a subdir from the Git root, or a .dvc/config or dvc.yaml that represents its folder; the metadata
    /// ProjectName, TeamName, Public and Adopt override the properties. Default: none, the properties make one registration.
    /// Errors: STUDIO1015, STUDIO1016. Warning: STUDIO1023.
    /// </summary>
    public ITaskItem[] Registrations { get; set; } = [];

    private ProjectProperties Inputs => field ??= new ProjectProperties
    {
        ProjectFile = ProjectFile,
        Values = properties,
        IsBuildHook = IsBuildHook,
        Registrations = Array.ConvertAll(Registrations, static item => new RegistrationItem(
            item.ItemSpec,
            item.GetMetadata("ProjectName"),
            item.GetMetadata("TeamName"),
            item.GetMetadata("Public"),
            item.GetMetadata("Adopt"))),
        GlobalProperties = (BuildEngine as IBuildEngine6)?.GetGlobalProperties() ?? new Dictionary<string, string>(
            StringComparer.OrdinalIgnoreCase),
    };

    private string? Get([CallerMemberName] string property = "") => properties.GetValueOrDefault(property);

    private void Set(string? value, [CallerMemberName] string property = "") => properties[property] = value ?? "";
}
