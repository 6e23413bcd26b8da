using System.Globalization;

namespace Bench.Sections;

/// <summary>A monorepo: many registrations at once, each answered after 50 ms.</summary>
internal static class Many
{
    private const int LatencyMilliseconds = 50;
    private const int AtATime = 16;

    // A thousand, one after the other, take a minute.
    private const int MostRoundsOfMany = 3;

    private const string NoOp = "a build that does nothing";
    private const string Ours = "StudioMsBuild, one task";
    private const string OneByOne = "StudioMsBuild, a task each";
    private const string Xargs = "`xargs -P16 curl`";

    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        var rows = new List<string[]>();
        foreach (var count in bench.IsQuick ? [10] : new[] { 1, 10, 100, 200, 1000 })
            rows.AddRange(await MeasureAsync(bench, count, cancel));

        var report = new Report();
        report.Line($"Rounds: {bench.Rounds}; of a task each at most {MostRoundsOfMany}.");
        report.Table(["registrations", "", "over the no-op build, ms", "of the ideal", "of `xargs`", "connections", "peak memory, MB"], rows);
        return report;
    }

    private static async Task<List<string[]>> MeasureAsync(Workbench bench, int count, CancellationToken cancel)
    {
        using var repository = await PrepareAsync(bench, count, cancel);
        var connections = new Dictionary<string, int>(StringComparer.Ordinal);
        var peaks = new Dictionary<string, long>(StringComparer.Ordinal);
        bench.Studio.Latency = TimeSpan.FromMilliseconds(LatencyMilliseconds);
        var noOp = Candidate(NoOp, 0, cancel => repository.BuildAsync("app", cancel, "DoNothing"));
        var times = await Rounds.MeasureAsync(
            [
                noOp,
                Candidate(Ours, count, cancel => repository.DotNetAsync(["build", "--no-restore", "-t:RegisterStudioProject", "-p:AllModels=true"], cancel, "app")),
                Candidate(Xargs, count, cancel => repository.RunAsync("sh", [SourceTree.File("bench/Peers/register-all.sh")], cancel)),
            ],
            bench,
            cancel,
            $"{count} registrations, ");
        var oneByOne = await Rounds.MeasureAsync(
            [noOp, Candidate(OneByOne, count, cancel => repository.BuildAsync("app", cancel, "RegisterOneByOne"))], bench, cancel, $"{count} one by one, ", MostRoundsOfMany);
        bench.Studio.Latency = TimeSpan.Zero;

        double ideal = (count + AtATime - 1) / AtATime * LatencyMilliseconds;
        var xargs = times[Xargs].Median;
        return
        [
            Row(Ours, times[Ours].Over(times[NoOp]).Median),
            Row(OneByOne, oneByOne[OneByOne].Over(oneByOne[NoOp]).Median),
            Row(Xargs, xargs),
            [$"{count}", $"ideal, {AtATime} at a time", Report.Ms(ideal), "1.00", Report.Ratio(ideal / xargs), "", ""],
        ];

        string[] Row(string name, double time) =>
            [$"{count}", name, Report.Ms(time), Report.Ratio(time / ideal), Report.Ratio(time / xargs), $"{connections[name]}", name == Xargs ? "" : Megabytes(peaks[name])];

        Candidate Candidate(string name, int requests, Func<CancellationToken, Task<ProcessRun>> runAsync) => new(name, async cancel =>
        {
            repository.Forget();
            var run = await runAsync(cancel);
            var seen = bench.Studio.TakeCounts();
            if (seen.Requests != requests)
                throw new BenchException($"'{name}' sent {seen.Requests} requests instead of {requests}:\n{run.Output}");
            connections[name] = Math.Max(connections.GetValueOrDefault(name), seen.Connections);
            peaks[name] = Math.Max(peaks.GetValueOrDefault(name), run.PeakBytes);
            return run.Time.TotalMilliseconds;
        });
    }

    private static async Task<MeasuredRepository> PrepareAsync(Workbench bench, int count, CancellationToken cancel)
    {
        var repository = bench.NewRepository();
        for (var at = 1; at <= count; at++)
        {
            repository.Write($"models/m{at:0000}/.dvc/config", "");
            repository.Write($"models/m{at:0000}/params.yaml", "");
        }

        repository.Library("app", $"""
            <ItemGroup>
              <PackageReference Include="StudioMsBuild" Version="{bench.Version(Workbench.Ours)}" PrivateAssets="all" />
              <StudioRegistration Include="../models/**/.dvc/config" Condition="'$(AllModels)' == 'true'" />
            </ItemGroup>

            <Target Name="DoNothing" />

            <Target Name="RegisterOneByOne">
              <ItemGroup>
                <Model Include="../models/**/params.yaml" />
              </ItemGroup>
              <CreateStudioProject ProjectFile="$(MSBuildProjectFullPath)" StudioSubdir="models/%(Model.RecursiveDir)" />
            </Target>
            """);
        repository.Commit();
        await repository.DotNetAsync(["build", "-t:DoNothing", "--restore"], cancel, "app");
        return repository;
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture);
}
