namespace StudioMsBuild.PackageTests;

/// <summary>
/// A user's repository on github.com, to be registered at a Studio: URL and token are in the environment, as in a CI build,
/// the feed with the packed package is the only one, and nothing above the repository has a say in its builds.
/// </summary>
public sealed class Workspace : IDisposable
{
    public const string Token = "isat_exampletoken";
    public const string RepositoryUrl = "https://github.com/ada/iris.git";

    private readonly PackageFeed feed;

    public Workspace(PackageFeed feed, string studio)
    {
        this.feed = feed;
        Repository.Remote("origin", RepositoryUrl).Set("DVC_STUDIO_URL", studio).Set("DVC_STUDIO_TOKEN", Token);
        // dotnet builds file-based apps below the user's data folder, which must be there.
        Directory.CreateDirectory(Repository.Box["home/.local/share"]);
        Repository.BuildsAlone(feed.Folder).BuildsBriefly();
    }

    public GitRepository Repository { get; } = GitRepository.Create();

    /// <summary>The folder of the binary logs, outside of the repository.</summary>
    public string Logs => Repository.Box["logs"];

    /// <summary>The lock file, whether it exists or not.</summary>
    public string LockFile => Repository["studio.lock.json"];

    private BuildContext Context => new(Repository.Path, feed.DotNet.Environment.Concat(Repository.Environment), Logs);

    /// <summary>An empty project; not saved yet.</summary>
    internal ProjectCreator Project(string path, string? sdk = null) => ProjectCreator.Create(Repository[path], sdk, Context);

    /// <summary>A project that is there.</summary>
    internal ProjectCreator Open(string path) => ProjectCreator.Open(Repository[path], Context);

    /// <summary>A class library that references the package, as the README says; not saved yet.</summary>
    internal ProjectCreator Library(string path = "iris.csproj", string frameworks = "net10.0")
    {
        var library = Project(path, "Microsoft.NET.Sdk");
        if (!frameworks.Contains(';', StringComparison.Ordinal))
            library.Property("TargetFramework", frameworks);
        else
        {
            // Reference packs of older frameworks would have to be downloaded; registering does without them.
            library.Property("TargetFrameworks", frameworks)
                .Property("DisableImplicitFrameworkReferences", "true")
                .Property("DisableTransitiveFrameworkReferenceDownloads", "true");
        }
        return library.ItemPackageReference("StudioMsBuild", feed.Version, privateAssets: "all");
    }

    /// <summary>The same for two frameworks that can be compiled without a download; not saved yet.</summary>
    internal ProjectCreator TwoFrameworks(string path = "iris.csproj") =>
        Project(path, "Microsoft.NET.Sdk")
            .Property("TargetFrameworks", "net10.0;net10.0-windows")
            .Property("EnableWindowsTargeting", "true")
            .Property("DisableTransitiveFrameworkReferenceDownloads", "true")
            .ItemPackageReference("StudioMsBuild", feed.Version, privateAssets: "all");

    /// <summary>A project that only imports the packed targets: nothing to restore, nothing to compile; not saved yet.</summary>
    internal ProjectCreator Plain(string path = "studio.proj") =>
        Project(path).Import(Path.Combine(feed.Unpacked, "build", "StudioMsBuild.targets"));

    public Task<DotNetRun> DotNetAsync(params string[] arguments) =>
        feed.DotNet.BuildAsync(Repository.Path, Logs, Repository.Environment, arguments);

    /// <summary>The same in a terminal; the test is skipped where the machine has none.</summary>
    public Task<DotNetRun> DotNetInTerminalAsync(params string[] arguments)
    {
        if (Needs.Terminal is { } reason)
            Assert.Skip(reason);
        return feed.DotNet.BuildInTerminalAsync(Repository.Path, Logs, Repository.Environment, arguments);
    }

    /// <summary>The README's command, until somebody presses Ctrl+C.</summary>
    public Task<DotNetRun> RegisterAsync(CancellationToken interrupt) =>
        feed.DotNet.BuildAsync(Repository.Path, Logs, Repository.Environment, ["build", "-t:RegisterStudioProject"], interrupt);

    /// <summary>The README's command.</summary>
    public Task<DotNetRun> RegisterAsync(params string[] arguments) =>
        DotNetAsync(["build", "-t:RegisterStudioProject", .. arguments]);

    /// <summary>Lets what the tests' own build restored be restored again; nothing is fetched.</summary>
    public void RestoreAlsoFrom(string packages) => Repository.BuildsAlone(feed.Folder, packages);

    /// <summary>Takes away what a fresh clone has not: the lock file, which nobody has committed, and the attempt markers.</summary>
    public void Forget()
    {
        File.Delete(LockFile);
        if (Directory.Exists(Repository[".git/studio-msbuild"]))
            Directory.Delete(Repository[".git/studio-msbuild"], recursive: true);
    }

    /// <summary>When the test that now ends has failed, copies the binary logs to artifacts/test-logs of the checkout, and names them in its output.</summary>
    /// <param name="name">What the copies are called; the test's name by default.</param>
    public void KeepLogsOfFailure(string? name = null)
    {
        var test = TestContext.Current;
        if (test.TestState?.Result != TestResult.Failed || !Directory.Exists(Logs))
            return;
        name ??= test.Test!.TestDisplayName.Replace("StudioMsBuild.PackageTests.", "", StringComparison.Ordinal);
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        var kept = Directory.CreateDirectory(SourceTree.File("artifacts/test-logs")).FullName;
        foreach (var log in Directory.EnumerateFiles(Logs, "*.binlog"))
        {
            var copy = Path.Combine(kept, $"{safe[..Math.Min(safe.Length, 150)]}.{Path.GetFileName(log)}");
            File.Copy(log, copy, overwrite: true);
            test.TestOutputHelper!.WriteLine($"Binary log: {copy}");
        }
    }

    public void Dispose() => Repository.Dispose();
}
