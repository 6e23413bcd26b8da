using System.Collections.Concurrent;
using StudioMsBuild.Emulator;

namespace StudioMsBuild.PackageTests.Compatibility;

/// <summary>
/// Kinds of projects on hosts, each cell a build of its own against an emulator: each kind on the first host, and those whose
/// way through MSBuild differs on all. STUDIO_TEST_ALL_CELLS=1 or writing the table runs every cell: two minutes more on two cores.
/// </summary>
public sealed class CompatibilityRun(PackedPackage package) : IAsyncLifetime
{
    /// <summary>Whether the table is written with what is seen.</summary>
    public static bool Writes { get; } = Environment.GetEnvironmentVariable("STUDIO_TEST_WRITE_TABLE") == "1";

    private static readonly bool SeesAll = Writes || Environment.GetEnvironmentVariable("STUDIO_TEST_ALL_CELLS") == "1";

    /// <summary>A server that is busy with one build lets the next one run without it.</summary>
    private readonly SemaphoreSlim server = new(1);

    private readonly ConcurrentBag<Workspace> users = [];
    private readonly ConcurrentDictionary<(string Kind, string Host), Cell> cells = new();

    /// <summary>Builds of one registration that ran at once and asked for the build server.</summary>
    internal IReadOnlyList<DotNetRun> AtOnce { get; private set; } = [];

    /// <summary>How many requests they sent.</summary>
    internal int RequestsAtOnce { get; private set; }

    internal IEnumerable<Cell> Cells => cells.Values;

    internal Cell this[string kind, string host] => cells[(kind, host)];

    internal static IEnumerable<Host> Hosts(ProjectKind kind) => SeesAll || kind.IsOnEveryHost ? Host.All : Host.All.Take(1);

    public async ValueTask InitializeAsync()
    {
        try
        {
            await Parallel.ForEachAsync(ProjectKind.All, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (kind, _) => await SeeAsync(kind));
            await SeeAtOnceAsync();
        }
        finally
        {
            await Host.ShutDownAsync(package.Feed.DotNet, Path.GetTempPath());
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var user in users)
            user.Dispose();
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SeeAsync(ProjectKind kind)
    {
        await using var studio = await EmulatorServer.StartAsync(new EmulatorOptions { Port = 0, User = "ada" });
        var user = new Workspace(package.Feed, studio.Url);
        users.Add(user);
        user.RestoreAlsoFrom(SourceTree.Packages);
        kind.Write(user, package.Feed.Version);
        foreach (var host in Hosts(kind))
        {
            foreach (var (variable, value) in host.Environment)
                user.Repository.Set(variable, value);
            var before = studio.Projects.Count;
            var run = await RunAsync(user, host, [.. host.Arguments(kind.File), .. host.Publishes ? kind.Publish : []]);
            cells[(kind.Name, host.Name)] = new(kind, host, user, run, studio.Projects.Count - before);
            foreach (var variable in host.Environment.Keys)
                user.Repository.Set(variable, null);
            user.Forget();
        }
    }

    private async Task SeeAtOnceAsync()
    {
        var host = Host.All.Single(host => host.Name == Host.Server);
        // The answer takes two seconds: the others come meanwhile.
        await using var studio = await EmulatorServer.StartAsync(new EmulatorOptions { Port = 0, Fail = "delay" });
        var user = new Workspace(package.Feed, studio.Url);
        users.Add(user);
        user.Plain().Save();
        foreach (var (variable, value) in host.Environment)
            user.Repository.Set(variable, value);
        AtOnce = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => user.DotNetAsync(host.Arguments("studio.proj"))));
        RequestsAtOnce = studio.Requests;
    }

    private async Task<DotNetRun> RunAsync(Workspace user, Host host, string[] arguments)
    {
        if (host.Name != Host.Server)
            return await user.DotNetAsync(arguments);
        await server.WaitAsync();
        try
        {
            return await user.DotNetAsync(arguments);
        }
        finally
        {
            server.Release();
        }
    }
}
