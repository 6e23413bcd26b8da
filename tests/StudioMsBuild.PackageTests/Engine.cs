using System.Runtime.CompilerServices;

namespace StudioMsBuild.PackageTests;

/// <summary>
/// Builds in this process, for all that is not about the process: twenty times as fast as <see cref="Workspace.RegisterAsync(string[])"/>.
/// <code>
/// var run = User.Plain().Property("StudioTeamName", "lab").Register(("StudioDryRun", "true"));
/// run.ShouldSucceed();
/// run.Items("StudioProject").ShouldBeEmpty();
/// </code>
/// A process of its own remains for what a process has: Ctrl+C, a terminal, restoring, other hosts, what the command line prints.
/// </summary>
internal static class Engine
{
    [ModuleInitializer]
    internal static void Locate() => InProcessBuild.Locate();

    /// <summary>The README's target.</summary>
    /// <param name="globalProperties">What <c>-p:</c> sets.</param>
    public static BuildOutput Register(this ProjectCreator project, params (string Name, string Value)[] globalProperties) =>
        project.Build("RegisterStudioProject", globalProperties);

    /// <summary>Another target of the project.</summary>
    public static BuildOutput Build(this ProjectCreator project, string target, params (string Name, string Value)[] globalProperties)
    {
        project.TryBuild([target], globalProperties.ToDictionary(property => property.Name, property => property.Value, StringComparer.OrdinalIgnoreCase), out _, out var output);
        return output;
    }
}
