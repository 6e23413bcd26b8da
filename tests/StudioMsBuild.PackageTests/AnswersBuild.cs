using Microsoft.AspNetCore.Http;

namespace StudioMsBuild.PackageTests;

/// <summary>
/// One real build of many small projects, each of which gets another answer: a dotnet process per answer would take minutes.
/// The project NAME.proj calls the Studio below /NAME; the target Register registers it and writes what other targets see.
/// </summary>
public abstract class AnswersBuild(PackedPackage package) : IAsyncLifetime
{
    private readonly Dictionary<string, RequestDelegate> answers = new(StringComparer.Ordinal);
    private ScriptedStudio? studio;
    private Workspace? user;
    private DotNetRun? run;

    public const string Token = "isat_Token+of/the.tests";

    public ScriptedStudio Studio => studio ?? throw new InvalidOperationException("Nothing was built yet.");

    public Workspace User => user ?? throw new InvalidOperationException("Nothing was built yet.");

    public DotNetRun Run => run ?? throw new InvalidOperationException("Nothing was built yet.");

    internal BinaryLog Log { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        studio = await ScriptedStudio.StartAsync();
        user = new Workspace(package.Feed, studio.Url);
        studio.Answer = context => answers[context.Request.Path.Value!.Split('/')[1]](context);
        // DVC_STUDIO_TOKEN goes to DVC_STUDIO_URL only, and here is a Studio for each project.
        user.Repository.Set("DVC_STUDIO_URL", null).Set("DVC_STUDIO_TOKEN", null).Set("ML_TOKEN", Token);
        Fill();

        // Not all at once: the order of the lines is the order of the projects, and a shared line is nobody's.
        ProjectCreator.Create(user.Repository["all.proj"])
            .ItemInclude("Variant", "*.proj", ("Exclude", "all.proj"))
            .Target("All")
            .TaskMSBuild("@(Variant)", "Register", continueOnError: true)
            .Save();
        run = await user.DotNetAsync("build", "all.proj", "-t:All", "-tl:off", "-v:m");
        Log = BinaryLog.Read(run.BinaryLog);
    }

    public virtual async ValueTask DisposeAsync()
    {
        user?.Dispose();
        if (studio is not null)
            await studio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The error or warning lines of one project, without its path; the summary's repetition is left out.</summary>
    public IReadOnlyList<string> Complaints(string name)
    {
        var start = $"{User.Repository[name]}.proj : ";
        return [.. Run.Screen.ReplaceLineEndings("\n").Split('\n')
            .Where(line => line.StartsWith(start, StringComparison.Ordinal))
            .Select(line => line[start.Length..])
            .Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What the other targets of one project saw: one line for the property, then one for each item.</summary>
    public string[] Seen(string name) => File.Exists(SeenFile(name)) ? File.ReadAllLines(SeenFile(name)) : [];

    /// <summary>Adds the answers.</summary>
    protected abstract void Fill();

    /// <summary>Adds a project and the answer that it gets.</summary>
    protected void Add(string name, RequestDelegate answer, params (string Name, string Value)[] properties)
    {
        answers.Add(name, answer);
        var project = User.Plain($"{name}.proj")
            .Property("StudioUrl", $"{Studio.Url}/{name}")
            // A repository for each: another Studio for the same one would be a near miss.
            .Property("StudioRepoUrl", $"https://github.com/ada/{name}.git")
            .Property("StudioTokenVariable", "ML_TOKEN");
        foreach (var (property, value) in properties)
            project.Property(property, value);
        project
            .Target("Register", dependsOnTargets: "RegisterStudioProject")
            .TargetProperty("NameAsProperty", "@(StudioProject->'%(Name)')")
            .TargetItem("NameAsItem", "%(StudioProject.Name)")
            .TargetItem("UrlAsItem", "$(StudioProjectUrl)")
            .TaskWriteLinesToFile(SeenFile(name), "property $(NameAsProperty);@(NameAsItem->'name %(Identity)');@(UrlAsItem->'url %(Identity)')")
            .TaskMessage("$(NameAsProperty) @(StudioProject) @(StudioProject->'%(Name)')")
            .Save();
    }

    private string SeenFile(string name) => User.Repository.Box[$"seen/{name}.txt"];
}
