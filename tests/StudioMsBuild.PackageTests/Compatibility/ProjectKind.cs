using System.Xml.Linq;

namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>A kind of project: a row of the table.</summary>
/// <param name="File">What is built.</param>
/// <param name="Write">Writes the project into a user's repository.</param>
internal sealed record ProjectKind(string Name, string File, Action<Workspace, string> Write)
{
    private const string Code = "System.Console.WriteLine(\"trained\");";

    /// <summary>The version that this repository itself uses, so that it is in the packages folder.</summary>
    public static string XunitVersion { get; } =
        XDocument.Load(SourceTree.File("Directory.Packages.props")).Descendants("PackageVersion").Single(package => (string?)package.Attribute("Include") == "xunit.v3").Attribute("Version")!.Value;

    /// <summary>How many registrations it is.</summary>
    public int Registrations { get; init; } = 1;

    /// <summary>Whether every test run sees it on every host.</summary>
    public bool IsOnEveryHost { get; init; }

    /// <summary>What 'dotnet publish' needs besides.</summary>
    public string[] Publish { get; init; } = [];

    /// <summary>The rows.</summary>
    public static IReadOnlyList<ProjectKind> All { get; } =
    [
        new("C#", "iris.csproj", (user, _) => user.Library().Save()) { IsOnEveryHost = true },
        new("F#", "iris.fsproj", (user, _) =>
        {
            user.Library("iris.fsproj").ItemInclude("Compile", "Iris.fs").Save();
            user.Repository.Write("Iris.fs", "module Iris\nlet petals = 3\n");
        }),
        new("Visual Basic", "iris.vbproj", (user, _) => user.Library("iris.vbproj").Save()),
        new("C# for two frameworks", "iris.csproj", (user, _) => user.TwoFrameworks().Save()) { Publish = ["-f", "net10.0"] },
        new("web app", "web.csproj", (user, version) =>
        {
            user.Repository.Write("Program.cs", "Microsoft.AspNetCore.Builder.WebApplication.Create(args).Run();");
            Sdk(user, "web.csproj", "Microsoft.NET.Sdk.Web").ItemPackageReference("StudioMsBuild", version, "all").Save();
        }),
        new("test project (xunit.v3)", "tests.csproj", (user, version) =>
        {
            user.Repository.Write("Tests.cs", "public class Tests { [Xunit.Fact] public void Passes() { } }");
            Sdk(user, "tests.csproj", "Microsoft.NET.Sdk")
                .Property("OutputType", "Exe")
                .ItemPackageReference("StudioMsBuild", version, "all")
                .ItemInclude("PackageReference", "xunit.v3", ("Version", XunitVersion))
                .Save();
        }),
        new("plain `.proj` that imports the targets", "studio.proj", (user, _) => user.Plain().Save()),
        new("`<Project Sdk=\"StudioMsBuild/…\" />`", "studio.proj", (user, version) => ProjectCreator.Create(user.Repository["studio.proj"], $"StudioMsBuild/{version}").Save()) { IsOnEveryHost = true },
        new("`Sdk=\"Microsoft.NET.Sdk;StudioMsBuild/…\"`", "iris.csproj", (user, version) => Sdk(user, "iris.csproj", $"Microsoft.NET.Sdk;StudioMsBuild/{version}").Save()),
        new("the same, and a PackageReference", "iris.csproj", (user, version) =>
            Sdk(user, "iris.csproj", $"Microsoft.NET.Sdk;StudioMsBuild/{version}").ItemPackageReference("StudioMsBuild", version, "all").Save()),
        new("file-based app, `#:package`", "train.cs", (user, version) =>
            user.Repository.Write("train.cs", $"#:package StudioMsBuild@{version}\n#:property PublishAot=false\n{Code}\n")),
        new("file-based app, `#:sdk`", "train.cs", (user, version) =>
            user.Repository.Write("train.cs", $"#:sdk Microsoft.NET.Sdk\n#:sdk StudioMsBuild@{version}\n#:property PublishAot=false\n{Code}\n")),
        new("`.sln`", "ml.sln", (user, _) => Solution(user, "ml.sln")) { Registrations = 2 },
        new("`.slnx`", "ml.slnx", (user, _) => Solution(user, "ml.slnx")) { Registrations = 2 },
        new("`.slnf`", "ml.slnf", (user, _) => Solution(user, "ml.slnf")) { Registrations = 2 },
        new("central package management", "iris.csproj", (user, version) =>
        {
            user.Repository.Write("Directory.Packages.props", Central($"<PackageVersion Include=\"StudioMsBuild\" Version=\"{version}\" />"));
            Sdk(user, "iris.csproj", "Microsoft.NET.Sdk").ItemInclude("PackageReference", "StudioMsBuild", ("PrivateAssets", "all")).Save();
        }),
        new("`GlobalPackageReference`", "iris.csproj", (user, version) =>
        {
            user.Repository.Write("Directory.Packages.props", Central($"<GlobalPackageReference Include=\"StudioMsBuild\" Version=\"{version}\" />"));
            Sdk(user, "iris.csproj", "Microsoft.NET.Sdk").Save();
        }),
        new("lock file", "iris.csproj", (user, _) =>
        {
            user.Repository.Write("Directory.Build.props", """
                <Project>
                  <PropertyGroup>
                    <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
                    <RestoreLockedMode Condition="Exists('packages.lock.json')">true</RestoreLockedMode>
                  </PropertyGroup>
                </Project>
                """);
            user.Library().Save();
        }),
        new("artifacts layout", "iris.csproj", (user, _) =>
        {
            user.Repository.Write("Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>");
            user.Library().Save();
        }),
        new("path with blanks, `;`, `%` and letters of any language", "mo dels/虹膜 #1/i ris;100%.csproj", (user, _) => user.Library("mo dels/虹膜 #1/i ris;100%.csproj").Save()),
        new("Microsoft.Build.NoTargets", "studio.csproj", (user, version) =>
            Sdk(user, "studio.csproj", "Microsoft.Build.NoTargets/3.7.0").ItemPackageReference("StudioMsBuild", version, "all").Save()),
    ];

    public override string ToString() => Name;

    private static ProjectCreator Sdk(Workspace user, string file, string sdk) =>
        ProjectCreator.Create(user.Repository[file], sdk).Property("TargetFramework", "net10.0");

    private static string Central(string item) =>
        $"<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup>{item}</ItemGroup></Project>";

    /// <summary>Two registrations, a second project of one of them, and a project without the package.</summary>
    private static void Solution(Workspace user, string file)
    {
        user.Repository.Write("Directory.Solution.targets", MarkdownPage.Read("docs/troubleshooting.md").CodeBlocks().Single(block => block.Text.Contains("SkipNonexistentTargets", StringComparison.Ordinal)).Text);
        user.Repository.Write("a/.dvc/config", "").Write("b/.dvc/config", "").Git("add", "a/.dvc", "b/.dvc");
        user.Library("a/a.csproj").Save();
        user.Library("b/b.csproj").Save();
        user.Library("b/c/c.csproj").Save();
        Sdk(user, "d/d.csproj", "Microsoft.NET.Sdk").Save();
        string[] projects = ["a/a.csproj", "b/b.csproj", "b/c/c.csproj", "d/d.csproj"];
        var xml = $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"{project}\" />"))}</Solution>";
        if (file.EndsWith(".sln", StringComparison.Ordinal))
            user.Repository.Write(file, OldSolution(projects));
        else
            user.Repository.Write("ml.slnx", xml);
        if (file.EndsWith(".slnf", StringComparison.Ordinal))
            user.Repository.Write(file, """{ "solution": { "path": "ml.slnx", "projects": [ "a/a.csproj", "b/b.csproj", "d/d.csproj" ] } }""");
    }

    private static string OldSolution(string[] projects)
    {
        // C#, as 'dotnet sln' writes it.
        var all = projects.Select(path => (Path: path, Id: Guid.NewGuid().ToString("B").ToUpperInvariant())).ToList();
        return $$"""
            Microsoft Visual Studio Solution File, Format Version 12.00
            {{string.Join("\n", all.Select(project => $$"""
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "{{System.IO.Path.GetFileNameWithoutExtension(project.Path)}}", "{{project.Path}}", "{{project.Id}}"
            EndProject
            """))}}
            Global
              GlobalSection(SolutionConfigurationPlatforms) = preSolution
                Debug|Any CPU = Debug|Any CPU
                Release|Any CPU = Release|Any CPU
              EndGlobalSection
              GlobalSection(ProjectConfigurationPlatforms) = postSolution
            {{string.Join("\n", all.Select(project => $"""
                {project.Id}.Debug|Any CPU.ActiveCfg = Debug|Any CPU
                {project.Id}.Debug|Any CPU.Build.0 = Debug|Any CPU
                {project.Id}.Release|Any CPU.ActiveCfg = Release|Any CPU
                {project.Id}.Release|Any CPU.Build.0 = Release|Any CPU
            """))}}
              EndGlobalSection
            EndGlobal
            """;
    }
}
