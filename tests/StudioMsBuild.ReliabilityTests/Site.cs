using System.Diagnostics;
using StudioMsBuild.Emulator.Data;

namespace StudioMsBuild.ReliabilityTests;

/// <summary>A user's repository, a Studio to register it at, and builds of the target.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const string RepositoryUrl = "https://github.com/ada/iris.git";

    private readonly Home home;
    private readonly List<IAsyncDisposable> servers = [];
    private readonly List<EmulatorServer> studios = [];
    private readonly List<Project> projectsOfReplaced = [];
    private readonly List<BuildProcess> builds = [];

    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Site(Home home)
    {
        this.home = home;
        Repository.Remote("origin", RepositoryUrl).Set("DVC_STUDIO_TOKEN", "isat_exampletoken");
        // An environment variable is a property: a busy machine must not run into the usual 30 s.
        Repository.Set("STUDIOTIMEOUT", "120");
        Repository.BuildsAlone();
        Project("studio.proj");
    }

    public GitRepository Repository { get; } = GitRepository.Create();

    public string LockFile => Repository["studio.lock.json"];

    /// <summary>The folder of locks and attempt markers.</summary>
    public string State => Repository[".git/studio-msbuild"];

    /// <summary>The Studio that the environment names.</summary>
    public EmulatorServer Studio => studios[^1];

    /// <summary>Every project of every Studio of this site.</summary>
    public IReadOnlyList<Project> Projects => [.. projectsOfReplaced, .. studios.SelectMany(studio => studio.Projects)];

    public int Requests => studios.Sum(studio => studio.Requests);

    /// <param name="fail">The emulator's faults.</param>
    /// <param name="holds">Whether delays last until <see cref="Release"/>, and not 2 s.</param>
    public static async Task<Site> StartAsync(Home home, string fail = "", bool holds = false)
    {
        var site = new Site(home);
        var options = new EmulatorOptions { Fail = fail };
        await site.StudioAsync(holds ? options with { Delay = () => site.release.Task } : options);
        return site;
    }

    /// <summary>Ends the delays of a Studio that holds its answers.</summary>
    public void Release() => release.TrySetResult();

    /// <summary>Starts a Studio, on a free port by default, and has the environment name it.</summary>
    public async Task StudioAsync(EmulatorOptions options, int port = 0)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                studios.Add(await EmulatorServer.StartAsync(options with { Port = port }));
                break;
            }
            catch (IOException) when (port != 0 && watch.Elapsed < TimeSpan.FromSeconds(10))
            {
                // A process that is being started at this moment shares the old listener until it runs its program.
                await Task.Delay(50);
            }
        }

        Repository.Set("DVC_STUDIO_URL", Studio.Url);
    }

    /// <summary>Ends the Studio and starts another one at the same address; the projects of the first still count.</summary>
    public async Task ReplaceStudioAsync(EmulatorOptions options)
    {
        var port = new Uri(Studio.Url).Port;
        projectsOfReplaced.AddRange(Studio.Projects);
        await Studio.DisposeAsync();
        studios.Remove(Studio);
        await StudioAsync(options, port);
    }

    /// <summary>Ends a server with this site.</summary>
    public T Add<T>(T server)
        where T : IAsyncDisposable
    {
        servers.Add(server);
        return server;
    }

    /// <summary>Writes a project that only has the target: nothing to restore, nothing to compile.</summary>
    public void Project(string path, string? folder = null)
    {
        var file = Path.Combine(folder ?? Repository.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"""
            <Project>
              <PropertyGroup>
                <_StudioTaskAssembly>{Path.Combine(AppContext.BaseDirectory, "StudioMsBuild.dll")}</_StudioTaskAssembly>
              </PropertyGroup>
              <Import Project="{SourceTree.File("build/StudioMsBuild.targets")}" />
              <Target Name="Build" />
            </Project>
            """);
    }

    /// <summary>Registers to the end, in this process: one such build at a time, so that none should wait for long.</summary>
    /// <param name="properties">As on the command line: <c>-p:NAME=VALUE</c>.</param>
    public Task<BuildResult> RegisterAsync(params string[] properties) => RegisterInAsync(Repository.Path, properties);

    /// <summary>The same in another clone.</summary>
    public Task<BuildResult> RegisterInAsync(string folder, params string[] properties) => BuildAsync(folder, "studio.proj", "RegisterStudioProject", properties);

    /// <summary>Registers another project of this repository to the end, in this process.</summary>
    public Task<BuildResult> RegisterProjectAsync(string project, params string[] properties) => BuildAsync(Repository.Path, project, "RegisterStudioProject", properties);

    /// <summary>Builds with the build hook, in this process.</summary>
    public Task<BuildResult> HookAsync() => BuildAsync(Repository.Path, "studio.proj", "Build", ["-p:StudioRegisterOnBuild=true"]);

    private Task<BuildResult> BuildAsync(string folder, string project, string target, string[] properties) => Task.Run(() =>
    {
        var context = new BuildContext(folder, home.DotNet.Environment.Concat(Repository.Environment), Repository.Box["logs"]);
        var watch = Stopwatch.StartNew();
        var output = InProcessBuild.Run(context, Path.Combine(folder, project), [target], properties.Select(Property).ToDictionary(StringComparer.OrdinalIgnoreCase));
        return new BuildResult(output.ExitCode, output.Screen, watch.Elapsed);
    });

    /// <summary>Registers to the end, in a process of its own.</summary>
    public Task<BuildResult> RunAsync(params string[] arguments) => Start(arguments).EndAsync();

    /// <summary>Starts to register, in a process of its own.</summary>
    public BuildProcess Start(params string[] arguments) => StartIn(Repository.Path, ["studio.proj", .. arguments]);

    public BuildProcess StartIn(string folder, params string[] arguments) => Run("dotnet", ["build", .. Arguments, .. arguments], folder);

    /// <summary>Registers by a program that starts dotnet.</summary>
    public BuildProcess StartBy(string program, params string[] arguments) =>
        Run(program, [.. arguments, "dotnet", "build", "studio.proj", .. Arguments], Repository.Path);

    /// <summary>Waits for something that happens soon, also where ten other builds want the processor.</summary>
    public static async Task Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3));
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        foreach (var build in builds)
        {
            await build.KillAsync();
            build.Dispose();
        }

        foreach (var server in servers.Concat(studios))
            await server.DisposeAsync();
        Repository.Dispose();
    }

    private static KeyValuePair<string, string> Property(string argument) =>
        argument.Split(':', 2)[1].Split('=', 2) is [var name, var value] ? new(name, value) : throw new ArgumentException($"not -p:NAME=VALUE: {argument}", nameof(argument));

    private static string[] Arguments => ["--no-restore", "-t:RegisterStudioProject", "-tl:off", "-v:m"];

    private BuildProcess Run(string program, string[] arguments, string folder)
    {
        var build = new BuildProcess(HermeticProcess.Command(program, arguments, folder, [.. home.DotNet.Environment, .. Repository.Environment]));
        builds.Add(build);
        return build;
    }
}
