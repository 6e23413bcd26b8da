using System.Xml.Linq;
using StudioMsBuild.Emulator;

namespace StudioMsBuild.PackageTests;

/// <summary>What a reader has before following a block of the documentation.</summary>
public enum Before
{
    /// <summary>The package is referenced; no token, no lock file.</summary>
    Referenced,

    /// <summary>A clone of a repository whose lock file is committed; no token.</summary>
    Cloned,

    /// <summary>The same with the token that registered it.</summary>
    Registered,
}

/// <summary>
/// Follows the documentation: a new repository for each block, with a Studio on this machine instead of the public one.
/// The pages show that repository's remote, that Studio's user, and one id for every project.
/// </summary>
public sealed class Reader(PackedPackage package) : IAsyncLifetime
{
    public const string ShownUrl = "https://studio.iterative.ai/user/amritghimire/projects/example-get-started-" + ShownId;

    private const string ShownStudio = "https://studio.iterative.ai";
    private const string ShownId = "tsanhawn9y";

    private readonly System.Collections.Concurrent.ConcurrentQueue<string> requests = new();
    private EmulatorServer? studio;
    private string lockFile = "";
    private string recordedId = "";

    /// <summary>The pages whose blocks are run.</summary>
    internal static IReadOnlyList<string> Pages { get; } = ["README.md", "docs/settings.md", "CONTRIBUTING.md"];

    internal static IReadOnlyDictionary<string, string> Blocks { get; } =
        Pages.SelectMany(page => MarkdownPage.Read(page).CodeBlocks()).ToDictionary(block => block.Name, block => block.Text, StringComparer.Ordinal);

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
    /// <param name="more">XML that the project has besides the reference.</param>
    /// <param name="environment">Variables besides a user's own.</param>
    internal async Task<Transcript> RunAsync(IEnumerable<string> commands, Before before, string? more = null, params (string Name, string Value)[] environment)
    {
        if (Needs.Shell is { } reason)
            Assert.Skip(reason);
        var lines = commands.ToArray();
        using var user = Repository(before, more);
        foreach (var (name, value) in environment)
            user.Repository.Set(name, value);
        if (lines.Any(line => line.Contains("StudioDryRun=true", StringComparison.Ordinal)))
        {
            // Nothing is sent, so the address may be the public one; was something sent, it would be to this proxy.
            user.Repository.Set("DVC_STUDIO_URL", null).Set("HTTPS_PROXY", Studio.Url);
        }

        var result = await HermeticProcess.RunAsync(
            "bash",
            ["-c", Transcript.Script(lines, ToThisMachine)],
            user.Repository.Path,
            [.. user.Repository.Environment, .. package.Feed.DotNet.Environment]);
        var id = before == Before.Referenced ? Studio.Projects[0].Id : recordedId;
        return new(result.ExitCode, result.StandardOutput
            .Replace(Studio.Url, ShownStudio, StringComparison.Ordinal)
            .Replace(id, ShownId, StringComparison.Ordinal));
    }

    private string ToThisMachine(string command) => command
        .Replace(ShownStudio, Studio.Url, StringComparison.Ordinal)
        .Replace("<TOKEN>", Workspace.Token, StringComparison.Ordinal);

    private Workspace Repository(Before before, string? more = null)
    {
        var user = new Workspace(package.Feed, Studio.Url);
        var repository = user.Repository;
        repository.Git("remote", "set-url", "origin", "https://github.com/amritghimire/example-get-started.git");
        repository.Write("train.csproj", Project(more));
        // A folder of DVC at the root and, for the monorepo's error, another one.
        repository.Write(".dvc/config", "").Write("models/churn/churn.csproj", Project()).Write("models/churn/.dvc/config", "");
        repository.Write(".gitignore", "bin/\nobj/\n");
        if (before != Before.Referenced)
            repository.Write("studio.lock.json", lockFile);
        if (before != Before.Registered)
            repository.Set("DVC_STUDIO_TOKEN", null);
        repository.Commit();
        return user;
    }

    /// <summary>A project with the README's reference, whose version is the packed one's.</summary>
    private string Project(string? more = null)
    {
        var reference = XElement.Parse(Blocks["README.md: Usage"]);
        reference.Element("PackageReference")!.SetAttributeValue("Version", package.Feed.Version);
        var framework = new XElement("PropertyGroup", new XElement("TargetFramework", "net10.0"));
        return new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"), framework, reference, more is null ? null : XElement.Parse(more)).ToString();
    }
}
