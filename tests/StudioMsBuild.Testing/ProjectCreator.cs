using Microsoft.Build.Construction;
using Microsoft.Build.Evaluation;

namespace StudioMsBuild.Testing;

/// <summary>
/// Writes a project file and builds it, in the words of the MSBuild.ProjectCreation package, which could replace it.
/// <code>
/// ProjectCreator.Create("a.proj", context)
///     .Property("StudioPublic", "true")
///     .Target("Show").TaskMessage("$(StudioPublic)")
///     .TryBuild("Show", out var succeeded, out var output);
/// </code>
/// </summary>
public sealed class ProjectCreator
{
    private readonly ProjectRootElement file;
    private BuildContext? context;
    private ProjectTargetElement? target;

    private BuildContext Context => context ?? throw new InvalidOperationException($"{file.FullPath} was created without a context to build in.");

    private ProjectCreator(ProjectRootElement file, BuildContext? context) => (this.file, this.context) = (file, context);

    /// <param name="context">Where <see cref="TryBuild(string, out bool, out BuildOutput)"/> builds it.</param>
    public static ProjectCreator Create(string path, string? sdk = null, BuildContext? context = null)
    {
        // Of no collection that outlives it: one that knows the file would be built instead of what is on the disk.
        using var projects = new ProjectCollection();
        var created = ProjectRootElement.Create(path, projects, NewProjectFileOptions.None);
        if (sdk is not null)
            created.Sdk = sdk;
        return new(created, context);
    }

    /// <summary>A project file that is there.</summary>
    public static ProjectCreator Open(string path, BuildContext context)
    {
        using var projects = new ProjectCollection();
        return new(ProjectRootElement.Open(path, projects, preserveFormatting: true), context);
    }

    public ProjectCreator Property(string name, string value)
    {
        file.AddProperty(name, value);
        return this;
    }

    public ProjectCreator ItemInclude(string itemType, string include, params (string Name, string Value)[] metadata)
    {
        file.AddItem(itemType, include, metadata.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return this;
    }

    public ProjectCreator ItemPackageReference(string package, string version, string privateAssets) =>
        ItemInclude("PackageReference", package, ("Version", version), ("PrivateAssets", privateAssets));

    public ProjectCreator Import(string path)
    {
        file.AddImport(path);
        return this;
    }

    public ProjectCreator Target(string name, string dependsOnTargets = "", string afterTargets = "")
    {
        // Not CreateTargetElement: a target is written where it is added, after what is there.
        target = file.AddTarget(name);
        target.DependsOnTargets = dependsOnTargets;
        target.AfterTargets = afterTargets;
        return this;
    }

    /// <summary>A task of the last target.</summary>
    public ProjectCreator Task(string name, IReadOnlyDictionary<string, string> parameters, (string TaskParameter, string ItemType)? output = null)
    {
        var task = target!.AddTask(name);
        foreach (var (parameter, value) in parameters)
            task.SetParameter(parameter, value);
        if (output is var (taskParameter, itemType))
            task.AddOutputItem(taskParameter, itemType);
        return this;
    }

    public ProjectCreator TaskMessage(string text) =>
        Task("Message", new Dictionary<string, string>(StringComparer.Ordinal) { ["Text"] = text, ["Importance"] = "high" });

    public ProjectCreator TaskWriteLinesToFile(string file, string lines) =>
        Task("WriteLinesToFile", new Dictionary<string, string>(StringComparer.Ordinal) { ["File"] = file, ["Lines"] = lines });

    public ProjectCreator TaskMSBuild(string projects, string targets, string? outputItemType = null, bool continueOnError = false, bool inParallel = false)
    {
        Task(
            "MSBuild",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Projects"] = projects, ["Targets"] = targets, ["BuildInParallel"] = inParallel ? "true" : "false" },
            outputItemType is null ? null : ("TargetOutputs", outputItemType));
        target!.Tasks.Last().ContinueOnError = continueOnError ? "true" : "";
        return this;
    }

    /// <summary>An item of the last target, made when the target runs.</summary>
    public ProjectCreator TargetItem(string itemType, string include)
    {
        target!.AddItemGroup().AddItem(itemType, include);
        return this;
    }

    /// <summary>A property of the last target, set when the target runs.</summary>
    public ProjectCreator TargetProperty(string name, string value)
    {
        target!.AddPropertyGroup().AddProperty(name, value);
        return this;
    }

    public string Save()
    {
        Directory.CreateDirectory(file.DirectoryPath);
        file.Save();
        return file.FullPath;
    }

    /// <summary>From now on its builds are as with <c>-warnaserror</c>.</summary>
    public ProjectCreator WarningsAsErrors()
    {
        context = Context with { WarningsAsErrors = true };
        return this;
    }

    /// <summary>Saves the project and restores its packages in this process.</summary>
    public ProjectCreator TryRestore(out bool result, out BuildOutput output) =>
        // What the command line does: a session of its own, so that nothing is kept for the build that follows.
        TryBuild(
            ["Restore"],
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["MSBuildRestoreSessionId"] = Guid.NewGuid().ToString(), ["MSBuildIsRestoring"] = "true" },
            out result,
            out output);

    /// <summary>Saves the project and builds a target of it in this process.</summary>
    public ProjectCreator TryBuild(string target, out bool result, out BuildOutput output) =>
        TryBuild([target], new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), out result, out output);

    /// <summary>The same for several targets and with global properties: what <c>-p:</c> sets on the command line.</summary>
    public ProjectCreator TryBuild(IReadOnlyList<string> targets, IReadOnlyDictionary<string, string> globalProperties, out bool result, out BuildOutput output)
    {
        output = InProcessBuild.Run(Context, Save(), targets, globalProperties);
        result = output.ExitCode == 0;
        return this;
    }
}
