using System.Xml.Linq;
using StudioMsBuild.Emulator;

namespace StudioMsBuild.PackageTests;

/// <summary>What a reader has before following a block of the documentation.</summary>
public enum Before
{
    /// <summary>The package is referenced; no token, no lock file.</summary>
    Referenced,

    /// <summary>The package is referenced and the token is set; no lock file.</summary>
    WithToken,

    /// <summary>A clone of a repository whose lock file is committed; no token.</summary>
    Cloned,

    /// <summary>The same with the token that registered it.</summary>
    Registered,
}

/// <summary>
/// Follows the documentation: a new repository for each block, with a Studio on this machine instead of the public one.
/// The pages show that repository's remote, that Studio's user, one id for every project, and another for a second one.
/// </summary>
public sealed class Reader(PackedPackage package) : IAsyncLifetime
{
    public const string ShownUrl = "https://studio.iterative.ai/user/amritghimire/projects/example-get-started-" + ShownId;

    private const string ShownStudio = "https://studio.iterative.ai";
    private const string ShownId = "tsanhawn9y";
    private const string ShownSecondId = "m3kq0fz81x";

    private readonly System.Collections.Concurrent.ConcurrentQueue<string> requests = new();
    private EmulatorServer? studio;
    private string lockFile = "";
    private string recordedId = "";

    /// <summary>The pages whose blocks are run.</summary>
    internal static IReadOnlyList<string> Pages { get; } =
    [
        "README.md", "CONTRIBUTING.md", "docs/settings.md", "docs/token.md", "docs/rehearse.md", "docs/move.md", "docs/duplicates.md", "docs/troubleshooting.md",
    ];

    internal static IReadOnlyDictionary<string, string> Blocks { get; } = PageTest.ReadBlocks([.. Pages]);

    /// <summary>How many requests Studio got.</summary>
    public int Requests => requests.Count;

    /// <summary>How many projects Studio has.</summary>
    public int Projects => Studio.Projects.Count;

    private EmulatorServer Studio => studio ?? throw new InvalidOperationException("There is no Studio yet.");

    public async ValueTask InitializeAsync()
    {
        studio = await EmulatorServer.StartAsync(new EmulatorOptions { Port = 0, User = "amritghimire", Log = requests.Enqueue });
        using var first = Repository(Before.Referenced);
        first.Repository.Set("DVC_STUDIO_TOKEN", Workspace.Token);
        var run = await first.RegisterAsync();
        run.ShouldSucceed();
        (lockFile, recordedId) = (File.ReadAllText(first.LockFile), Studio.Projects.Single().Id);
    }

    public async ValueTask DisposeAsync()
    {
        if (studio is not null)
            await studio.DisposeAsync();
    }

    /// <summary>Runs commands as the pages show them, and returns what they print as the pages would show it.</summary>
    /// <param name="environment">Variables besides a user's own.</param>
    internal Task<Transcript> RunAsync(IEnumerable<string> commands, Before before, params (string Name, string Value)[] environment)
    {
        if (Needs.Shell is { } reason)
            Assert.Skip(reason);
        var lines = commands.ToArray();
        return RunAsync("bash", ["-c", Transcript.Script(lines, ToThisMachine)], lines, before, environment);
    }

    /// <summary>The same for a script of PowerShell; the test is skipped where there is none.</summary>
    internal Task<Transcript> RunPowerShellAsync(string script, Before before)
    {
        if (Needs.Program("pwsh") is { } reason)
            Assert.Skip(reason);
        return RunAsync("pwsh", ["-NoProfile", "-Command", ToThisMachine(script)], [script], before);
    }

    private async Task<Transcript> RunAsync(string shell, string[] arguments, string[] lines, Before before, params (string Name, string Value)[] environment)
    {
        using var user = Repository(before);
        foreach (var (name, value) in environment)
            user.Repository.Set(name, value);
        if (lines.Any(line => line.Contains("StudioDryRun=true", StringComparison.Ordinal)))
        {
            // Nothing is sent, so the address may be the public one; was something sent, it would be to this proxy.
            user.Repository.Set("DVC_STUDIO_URL", null).Set("HTTPS_PROXY", Studio.Url);
        }

        var result = await HermeticProcess.RunAsync(
            shell,
            arguments,
            user.Repository.Path,
            [.. user.Repository.Environment, .. package.Feed.DotNet.Environment]);
        var isNew = before is Before.Referenced or Before.WithToken;
        return new(result.ExitCode, result.StandardOutput
            .Replace(Studio.Url, ShownStudio, StringComparison.Ordinal)
            .Replace(isNew ? Studio.Projects[0].Id : recordedId, ShownId, StringComparison.Ordinal)
            .Replace(Studio.Projects[0].Id, ShownSecondId, StringComparison.Ordinal));
    }

    private string ToThisMachine(string command) => command
        .Replace("http://127.0.0.1:8750", Studio.Url, StringComparison.Ordinal)
        .Replace(ShownStudio, Studio.Url, StringComparison.Ordinal)
        .Replace("<TOKEN>", Workspace.Token, StringComparison.Ordinal);

    private Workspace Repository(Before before)
    {
        var user = new Workspace(package.Feed, Studio.Url);
        var repository = user.Repository;
        repository.Git("remote", "set-url", "origin", "https://github.com/amritghimire/example-get-started.git");
        repository.Write("train.csproj", Project());
        repository.Write(".dvc/config", "");
        repository.Write(".gitignore", "bin/\nobj/\n");
        if (before is Before.Cloned or Before.Registered)
            repository.Write("studio.lock.json", lockFile);
        if (before is Before.Referenced or Before.Cloned)
            repository.Set("DVC_STUDIO_TOKEN", null);
        repository.Commit();
        return user;
    }

    /// <summary>A project with what the README's 'dotnet add package' adds, in the packed version.</summary>
    private string Project()
    {
        var reference = new XElement("PackageReference", new XAttribute("Include", "StudioMsBuild"), new XAttribute("Version", package.Feed.Version), new XAttribute("PrivateAssets", "all"));
        var framework = new XElement("PropertyGroup", new XElement("TargetFramework", "net10.0"));
        return new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            framework,
            new XElement("ItemGroup", reference)).ToString();
    }
}
