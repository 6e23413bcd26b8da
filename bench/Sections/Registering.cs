namespace Bench.Sections;

/// <summary>One registration: what MSBuild measures of the task, beside other ways to do it, and what the build computes more than one that does nothing.</summary>
internal static class Registering
{
    public const string Exec = "inline `Exec` of git and curl";
    public const string Again = "the same again";
    public const string Inline = "inline task (RoslynCodeTaskFactory)";
    public const string Naive = "compiled task, naive";
    public const string Creating = "StudioMsBuild, creating";
    public const string CreatingIL = "StudioMsBuild, creating, IL";
    public const string Recorded = "StudioMsBuild, recorded";
    public const string RecordedIL = "StudioMsBuild, recorded, IL";

    private const string NoOp = "a build that does nothing";
    private const string InServer = "in the build server: ";

    private static readonly string[] Ways = [Exec, Again, Inline, Naive, Creating, CreatingIL, Recorded, RecordedIL];

    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        using var repository = await PrepareAsync(bench, cancel);
        var record = await File.ReadAllTextAsync(repository["studio.lock.json"], cancel);
        await using var server = new BuildServer(repository, "app");
        await server.StartAsync(cancel);

        var all = await Rounds.MeasureAsync(
            [.. Builds(bench, "", repository, record, static () => TimeSpan.Zero), .. Builds(bench, InServer, server.Repository, record, () => server.ProcessorTime)], bench, cancel);
        await server.CheckAsync(cancel);

        var report = new Report();
        report.Line($"Rounds: {bench.Rounds}.");
        AddTable(report, "One build, one process:", "", all);
        AddTable(report, "The same in a warm build server:", InServer, all);
        report.Pictures.Add(("performance.svg", Bars.Draw("Milliseconds in the task, cold build", Ways.Except([Again], StringComparer.Ordinal).Select(way => new Bar(way.Replace("`", "", StringComparison.Ordinal), all[way].Time)))));
        return report;
    }

    private static void AddTable(Report report, string title, string prefix, IReadOnlyDictionary<string, Measured> all)
    {
        var exec = all[prefix + Exec].Time;
        report.Line(title);
        report.Table(["", "in the task, ms", "quartiles, ms", "of the `Exec`", "CPU time over the no-op build, ms", "quartiles, ms"], Ways.Select(way =>
        {
            var measured = all[prefix + way];
            var computed = measured.ProcessorTime.Over(all[prefix + NoOp].ProcessorTime);
            return new[] { way, Report.Ms(measured.Time.Median), Report.Quartiles(measured.Time), Report.Ratio(measured.Time.Median / exec.Median), Report.Ms(computed.Median), Report.Quartiles(computed) };
        }));
        report.SameTwice("the `Exec`", all[prefix + Again].Time.Over(exec), exec);
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
        repository.Write(".dvc/config", "");
        repository.Commit();
        await repository.DotNetAsync(["build", "-t:Build", "-t:RegisterStudioProject"], cancel, "app");
        bench.Studio.TakeCounts();
        return repository;
    }

    private static IEnumerable<Candidate> Builds(Workbench bench, string prefix, MeasuredRepository repository, string record, Func<TimeSpan> processorTimeElsewhere)
    {
        var il = $"-p:_StudioTaskAssembly={Path.Combine(bench.Unpacked, "tasks", "net8.0", "StudioMsBuild.dll")}";
        return
        [
            Build(NoOp, 0, null),
            Build(Exec, 1, "Exec", "-t:RegisterByExec"),
            Build(Again, 1, "Exec", "-t:RegisterByExec"),
            Build(Inline, 1, "InlineRegistration", "-t:RegisterByInlineTask"),
            Build(Naive, 1, "NaiveRegistration", "-t:RegisterByNaiveTask"),
            Build(Creating, 1, "CreateStudioProject", "-t:RegisterStudioProject"),
            Build(CreatingIL, 1, "CreateStudioProject", "-t:RegisterStudioProject", il),
            Build(Recorded, 0, "CreateStudioProject", "-t:RegisterStudioProject"),
            Build(RecordedIL, 0, "CreateStudioProject", "-t:RegisterStudioProject", il),
        ];

        Candidate Build(string name, int requests, string? task, params string[] arguments) => new(prefix + name, async cancel =>
        {
            repository.BecomeFreshClone(requests > 0 ? null : record);
            var before = processorTimeElsewhere();
            var run = await repository.DotNetAsync(["build", "--no-restore", "-t:Build", .. arguments, .. TaskTime.Arguments], cancel, "app");
            var computed = run.ProcessorTime + processorTimeElsewhere() - before;
            // What did not send what it should was not measured.
            if (bench.Studio.TakeCounts().Requests is var seen && seen != requests)
                throw new BenchException($"'{name}' sent {seen} requests instead of {requests}.");
            return new(task is null ? 0 : TaskTime.Read(task, run.Output), computed.TotalMilliseconds);
        });
    }
}
