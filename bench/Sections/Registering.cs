namespace Bench.Sections;

/// <summary>One registration: what it adds to a build that does nothing else, beside other ways to do it.</summary>
internal static class Registering
{
    private const string NoOp = "a build that does nothing";
    private const string Again = "the same again";
    private const string InServer = "in the build server: ";
    private const string Exec = "inline `Exec` of git and curl";

    private static readonly string[] Head = ["", "median, ms", "quartiles, ms", "over the no-op build, ms", "quartiles, ms", "of the `Exec`"];

    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        using var repository = await PrepareAsync(bench, cancel);
        var record = await File.ReadAllTextAsync(repository["studio.lock.json"], cancel);
        await using var server = new BuildServer(repository, "app");
        await server.StartAsync(cancel);

        var cold = Builds(bench, "", repository, record).ToList();
        var inServer = Builds(bench, InServer, server.Repository, record).ToList();
        var scripts = await ScriptsAsync(bench, repository, cancel);
        var all = await Rounds.MeasureAsync([.. cold, .. inServer, .. scripts], bench, cancel);
        await server.CheckAsync(cancel);

        var report = new Report();
        report.Line($"Rounds: {bench.Rounds}.");
        AddBuilds(report, "One build, one process:", "", cold, all, all[Exec].Over(all[NoOp]));
        AddBuilds(report, "The same in a warm build server; the last column compares with the cold `Exec`, too:", InServer, inServer, all, all[Exec].Over(all[NoOp]));
        report.Line("Without a build:");
        report.Table(["", "median, ms", "quartiles, ms"], scripts.Select(script => new[] { script.Name, Report.Ms(all[script.Name].Median), Report.Quartiles(all[script.Name]) })
            .Concat(scripts.Count == 1 ? [["Python script with requests", "not there", ""]] : []));
        return report;
    }

    private static void AddBuilds(Report report, string title, string prefix, List<Candidate> builds, IReadOnlyDictionary<string, Series> all, Series coldExec)
    {
        var noOp = all[prefix + NoOp];
        var exec = all[prefix + Exec].Over(noOp).Median;
        report.Line(title);
        report.Table(Head, builds.Select(build =>
        {
            var (own, over) = (all[build.Name], all[build.Name].Over(noOp));
            var isBase = build.Name == prefix + NoOp;
            var ratio = isBase || build.Name == prefix + Again ? ""
                : prefix.Length == 0 ? Report.Ratio(over.Median / exec)
                : $"{Report.Ratio(over.Median / exec)} ({Report.Ratio(over.Median / coldExec.Median)})";
            return new[] { build.Name[prefix.Length..], Report.Ms(own.Median), Report.Quartiles(own), isBase ? "" : Report.Ms(over.Median), isBase ? "" : Report.Quartiles(over), ratio };
        }));
        report.SameTwice("the build that does nothing", all[prefix + Again].Over(noOp));
    }

    /// <summary>A built project that references the package; its targets are the ways to register.</summary>
    public static async Task<MeasuredRepository> PrepareAsync(Workbench bench, CancellationToken cancel)
    {
        var repository = bench.NewRepository();
        repository.Library("app", $"""
            <ItemGroup>
              <PackageReference Include="StudioMsBuild" Version="{bench.Version(Workbench.Ours)}" PrivateAssets="all" />
            </ItemGroup>
            <Import Project="{SourceTree.File("bench/Peers/Peers.targets")}" />
            """);
        repository.Commit();
        await repository.DotNetAsync(["build", "-t:Build", "-t:RegisterStudioProject"], cancel, "app");
        bench.Studio.TakeCounts();
        return repository;
    }

    private static IEnumerable<Candidate> Builds(Workbench bench, string prefix, MeasuredRepository repository, string record)
    {
        return
        [
            Build(NoOp, 0),
            Build(Again, 0),
            Build(Exec, 1, "RegisterByExec"),
            Build("inline task (RoslynCodeTaskFactory)", 1, "RegisterByInlineTask"),
            Build("compiled task, naive", 1, "RegisterByNaiveTask"),
            Build("task that does nothing", 0, "RunEmptyTask"),
            Build("StudioMsBuild, creating", 1, "RegisterStudioProject"),
            Build("StudioMsBuild, recorded", 0, "RegisterStudioProject"),
        ];

        Candidate Build(string name, int requests, params string[] targets) => new(prefix + name, async cancel =>
        {
            repository.BecomeFreshClone(requests > 0 ? null : record);
            var run = await repository.BuildAsync("app", cancel, ["Build", .. targets]);
            Expect(bench, name, requests);
            return run.Time.TotalMilliseconds;
        });
    }

    private static async Task<List<Candidate>> ScriptsAsync(Workbench bench, MeasuredRepository repository, CancellationToken cancel)
    {
        var scripts = new List<Candidate> { Script("shell script with git and curl", "sh", "register.sh") };
        if (await Python.FindAsync(cancel) is { } python)
            scripts.Add(Script("Python script with requests", python, "register.py"));
        return scripts;

        Candidate Script(string name, string program, string file) => new(name, async cancel =>
        {
            var run = await repository.RunAsync(program, [SourceTree.File($"bench/Peers/{file}")], cancel, "app");
            Expect(bench, name, 1);
            return run.Time.TotalMilliseconds;
        });
    }

    /// <summary>What did not send what it should was not measured.</summary>
    private static void Expect(Workbench bench, string name, int requests)
    {
        if (bench.Studio.TakeCounts().Requests is var seen && seen != requests)
            throw new BenchException($"'{name}' sent {seen} requests instead of {requests}.");
    }
}
