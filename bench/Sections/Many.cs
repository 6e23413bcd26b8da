using System.Globalization;

namespace Bench.Sections;

/// <summary>A monorepo: two hundred registrations at once, each answered after 50 ms.</summary>
internal static class Many
{
    private const int LatencyMilliseconds = 50;
    private const int AtATime = 16;
    private const string Ours = "StudioMsBuild";
    private const string Xargs = "`xargs -P16 curl`";
    private const string Again = "the same again";

    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        var count = bench.IsQuick ? 10 : 200;
        using var repository = await PrepareAsync(bench, count, cancel);
        var connections = new Dictionary<string, int>(StringComparer.Ordinal);
        long peak = 0;
        bench.Studio.Latency = TimeSpan.FromMilliseconds(LatencyMilliseconds);
        var times = await Rounds.MeasureAsync([Registering(), ByXargs(Xargs), ByXargs(Again)], bench, cancel);
        bench.Studio.Latency = TimeSpan.Zero;

        double ideal = (count + AtATime - 1) / AtATime * LatencyMilliseconds;
        var xargs = times[Xargs].Time;
        var report = new Report();
        report.Line($"Rounds: {bench.Rounds}; {count} registrations.");
        report.Table(
            ["", "ms", "quartiles, ms", "of `xargs`", "of the ideal", "connections", "peak memory, MB"],
            new[] { Ours, Xargs, Again }.Select(name => new[]
            {
                name,
                Report.Ms(times[name].Time.Median),
                Report.Quartiles(times[name].Time),
                Report.Ratio(times[name].Time.Median / xargs.Median),
                Report.Ratio(times[name].Time.Median / ideal),
                $"{connections[name]}",
                name == Ours ? (peak / 1e6).ToString("0", CultureInfo.InvariantCulture) : "",
            }).Append([$"ideal, {AtATime} at a time", Report.Ms(ideal), "", Report.Ratio(ideal / xargs.Median), "1.00", "", ""]));
        report.SameTwice("`xargs -P16 curl`", times[Again].Time.Over(xargs), xargs);
        return report;

        Candidate Registering() => new(Ours, async cancel =>
        {
            repository.Forget();
            var run = await repository.DotNetAsync(["build", "--no-restore", "-t:RegisterStudioProject", .. TaskTime.Arguments], cancel, "app");
            Expect(Ours, run);
            peak = Math.Max(peak, run.PeakBytes);
            return new(TaskTime.Read("CreateStudioProject", run.Output));
        });

        Candidate ByXargs(string name) => new(name, async cancel =>
        {
            var run = await repository.RunAsync("sh", [SourceTree.File("bench/Peers/register-all.sh")], cancel);
            Expect(name, run);
            return new(run.Time.TotalMilliseconds);
        });

        void Expect(string name, ProcessRun run)
        {
            var seen = bench.Studio.TakeCounts();
            if (seen.Requests != count)
                throw new BenchException($"'{name}' sent {seen.Requests} requests instead of {count}:\n{run.Output}");
            connections[name] = Math.Max(connections.GetValueOrDefault(name), seen.Connections);
        }
    }

    private static async Task<MeasuredRepository> PrepareAsync(Workbench bench, int count, CancellationToken cancel)
    {
        var repository = bench.NewRepository();
        for (var at = 1; at <= count; at++)
            repository.Write($"models/m{at:0000}/.dvc/config", "");
        repository.Library("app", $"""
            <ItemGroup>
              <PackageReference Include="StudioMsBuild" Version="{bench.Version(Workbench.Ours)}" PrivateAssets="all" />
              <StudioRegistration Include="../models/**/.dvc/config" />
            </ItemGroup>
            """);
        repository.Commit();
        await repository.DotNetAsync(["build"], cancel, "app");
        return repository;
    }
}
