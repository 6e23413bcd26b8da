namespace Bench;

/// <summary>A Git repository whose builds are measured.</summary>
internal sealed class MeasuredRepository : IDisposable
{
    private readonly GitRepository repository;

    private MeasuredRepository(GitRepository repository, Dictionary<string, string> environment) => (this.repository, Environment) = (repository, environment);

    public MeasuredRepository(PackageFeed feed, string studio)
    {
        repository = GitRepository.Create();
        repository.Remote("origin", "https://github.com/ada/iris.git");
        Write(".gitignore", "bin/\nobj/\nstudio.lock.json\n");
        repository.BuildsAlone(feed.Folder);
        Environment = new Dictionary<string, string>([.. repository.Environment, .. feed.DotNet.Environment], StringComparer.Ordinal)
        {
            ["DVC_STUDIO_URL"] = studio,
            ["DVC_STUDIO_TOKEN"] = "isat_exampletoken",
            // The audit asks the network.
            ["NuGetAudit"] = "false",
            ["BENCH_ASSEMBLY"] = typeof(MeasuredRepository).Assembly.Location,
        };
        if (System.Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
            Environment["DOTNET_ROOT"] = root;
    }

    public Dictionary<string, string> Environment { get; }

    public string this[string relative] => repository[relative];

    /// <summary>The same repository, whose processes see another environment.</summary>
    public MeasuredRepository With(Dictionary<string, string> environment) => new(repository, environment);

    public void Write(string relative, string text) => repository.Write(relative, text);

    public void Commit() => repository.Commit();

    /// <summary>A class library below its own folder, with one class.</summary>
    public void Library(string name, string inside)
    {
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              {inside}
            </Project>
            """);
        Write($"{name}/Iris.cs", "public class Iris;\n");
    }

    /// <summary>A fresh clone with this record, or with none: no locks and no marks of an earlier registration.</summary>
    public void BecomeFreshClone(string? record)
    {
        Forget();
        if (record is not null)
            Write("studio.lock.json", record);
    }

    /// <summary>
    /// Takes away what a registration leaves: the record, locks and marks. They are moved, not deleted: for seconds ext4 passes over
    /// the inodes of deleted files, one by one for each new file, and a fresh clone has deleted none.
    /// </summary>
    public void Forget()
    {
        var aside = Directory.CreateDirectory(repository.Box[$"forgotten/{Guid.NewGuid():N}"]).FullName;
        if (File.Exists(this["studio.lock.json"]))
            File.Move(this["studio.lock.json"], Path.Combine(aside, "studio.lock.json"));
        if (Directory.Exists(this[".git/studio-msbuild"]))
            Directory.Move(this[".git/studio-msbuild"], Path.Combine(aside, "studio-msbuild"));
    }

    public async Task<ProcessRun> RunAsync(string program, string[] arguments, CancellationToken cancel, string folder = ".") =>
        (await MeasuredProcess.RunAsync(program, arguments, this[folder], Environment, cancel)).OrThrow();

    public Task<ProcessRun> DotNetAsync(string[] arguments, CancellationToken cancel, string folder = ".") => RunAsync("dotnet", arguments, cancel, folder);

    /// <summary>An incremental build of these targets.</summary>
    public Task<ProcessRun> BuildAsync(string folder, CancellationToken cancel, params string[] targets) =>
        DotNetAsync(["build", "--no-restore", .. targets.Select(static target => $"-t:{target}")], cancel, folder);

    public void Dispose() => repository.Dispose();
}
