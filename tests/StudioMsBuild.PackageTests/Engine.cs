using System.Runtime.CompilerServices;

namespace StudioMsBuild.PackageTests;

/// <summary>
/// Builds in this process, for all that is not about the process: twenty times as fast as <see cref="Workspace.RegisterAsync(string[])"/>.
/// <code>
/// var run = User.Plain().Property("StudioTeamName", "lab").Register(("StudioDryRun", "true"));
/// run.ShouldSucceed();
/// run.Items("StudioProject").ShouldBeEmpty();
/// </code>
/// A process of its own remains for what a process has: Ctrl+C, a terminal, a compiler, other hosts, what the command line prints.
/// </summary>
internal static class Engine
{
    [ModuleInitializer]
    internal static void Locate() => InProcessBuild.Locate();

    /// <summary>Restores the project, as 'dotnet build' does before it builds.</summary>
    public static ProjectCreator Restore(this ProjectCreator project)
    {
        project.TryRestore(out var result, out var output);
        result.ShouldBeTrue(output.Screen);
        return project;
    }

    /// <summary>The README's target.</summary>
    /// <param name="globalProperties">What <c>-p:</c> sets.</param>
    public static BuildOutput Register(this ProjectCreator project, params (string Name, string Value)[] globalProperties) =>
        project.Build("RegisterStudioProject", globalProperties);

    /// <summary>Other targets of the project.</summary>
    /// <param name="targets">As in <c>-t:</c>, several with semicolons.</param>
    public static BuildOutput Build(this ProjectCreator project, string targets, params (string Name, string Value)[] globalProperties)
    {
        project.TryBuild(targets.Split(';'), globalProperties.ToDictionary(property => property.Name, property => property.Value, StringComparer.OrdinalIgnoreCase), out _, out var output);
        return output;
    }
}
