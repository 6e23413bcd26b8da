using Microsoft.Build.Framework;
using Microsoft.Build.Logging.StructuredLogger;

namespace Bench.Sections;

/// <summary>Builds that do not ask for anything: what a reference to the package costs them, beside other packages.</summary>
internal static class Ordinary
{
    private const string None = "no package";
    private const string Again = "the same again";

    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        using var repository = bench.NewRepository();
        repository.Library("none", "");
        foreach (var package in bench.Packages)
            repository.Library($"with-{package}", $"""<ItemGroup><PackageReference Include="{package}" Version="{bench.Version(package)}" PrivateAssets="all" /></ItemGroup>""");
        // Without it Nerdbank.GitVersioning has no version to make.
        repository.Write("with-Nerdbank.GitVersioning/version.json", """{ "version": "1.0" }""");
        var folders = bench.Packages.Select(static package => $"with-{package}").Prepend("none").ToArray();
        repository.Write("all.slnx", $"<Solution>{string.Concat(folders.Select(static folder => $"<Project Path=\"{folder}/{folder}.csproj\" />"))}</Solution>");
        repository.Commit();
        await repository.DotNetAsync(["build", "all.slnx"], cancel);

        var times = await Rounds.MeasureAsync([Build(None, "none"), Build(Again, "none"), .. bench.Packages.Select(package => Build(package, $"with-{package}"))], bench, cancel);

        var (targetsOfNone, tasksOfNone, _) = await CountAsync("none", "none");
        var rows = new List<string[]> { new[] { None, $"{targetsOfNone}", $"{tasksOfNone}", "", Report.Ms(times[None].Median), "", "", "" } };
        foreach (var package in bench.Packages)
        {
            var (targets, tasks, isLoaded) = await CountAsync($"with-{package}", package);
            var over = times[package].Over(times[None]);
            rows.Add([package, Signed(targets - targetsOfNone), Signed(tasks - tasksOfNone), isLoaded ? "yes" : "no", Report.Ms(times[package].Median), Report.Ms(over.Median), Report.Quartiles(over), Report.Ratio(times[package].Median / times[None].Median)]);
        }

        var report = new Report();
        report.Line($"Rounds: {bench.Rounds}.");
        report.Table(["", "targets run", "tasks run", "its DLL loaded", "median, ms", "over no package, ms", "quartiles, ms", "ratio"], rows);
        report.SameTwice("the project without a package", times[Again].Over(times[None]));
        return report;

        Candidate Build(string name, string folder) => new(name, async cancel => (await repository.BuildAsync(folder, cancel)).Time.TotalMilliseconds);

        // From the binary log of one more build.
        async Task<(int Targets, int Tasks, bool IsLoaded)> CountAsync(string folder, string package)
        {
            await repository.DotNetAsync(["build", "--no-restore", "-bl:build.binlog"], cancel, folder);
            var events = new BinLogReader().ReadRecords(repository[$"{folder}/build.binlog"]).Select(static record => record.Args).ToList();
            var unpacked = Path.Combine(bench.PackagesFolder, package.ToLowerInvariant());
            return (
                events.OfType<TargetStartedEventArgs>().Count(),
                events.OfType<TaskStartedEventArgs>().Count(),
                events.OfType<AssemblyLoadBuildEventArgs>().Any(load => load.AssemblyPath?.StartsWith(unpacked, StringComparison.OrdinalIgnoreCase) == true));
        }
    }

    private static string Signed(int more) => more == 0 ? "same" : $"{more:+0;-0}";
}
