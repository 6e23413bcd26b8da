using Microsoft.Build.Framework;
using Microsoft.Build.Logging.StructuredLogger;

namespace Bench.Sections;

/// <summary>Builds that do not ask for anything: what a reference to the package costs them, beside other packages.</summary>
internal static class Ordinary
{
    private const string None = "no package";
    private const string Again = "the same again";

    /// <summary>What such a build runs, counted in its binary log: numbers that a busy machine does not change.</summary>
    public static async Task<Report> CountAsync(Workbench bench, CancellationToken cancel)
    {
        using var repository = await PrepareAsync(bench, cancel);
        var (targetsOfNone, tasksOfNone, _) = await CountBuildAsync(Workbench.FolderOfNone, Workbench.FolderOfNone);
        var rows = new List<string[]> { new[] { None, $"{targetsOfNone}", $"{tasksOfNone}", "" } };
        foreach (var package in bench.Packages)
        {
            var (targets, tasks, isLoaded) = await CountBuildAsync(Workbench.Folder(package), package);
            rows.Add([bench.Title(package), Signed(targets - targetsOfNone), Signed(tasks - tasksOfNone), isLoaded ? "yes" : "no"]);
        }

        var report = new Report();
        report.Table(["", "targets run", "tasks run", "its DLL loaded"], rows);
        return report;

        async Task<(int Targets, int Tasks, bool IsLoaded)> CountBuildAsync(string folder, string package)
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

    /// <summary>How long such a build takes.</summary>
    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        using var repository = await PrepareAsync(bench, cancel);
        var times = await Rounds.MeasureAsync([Build(None, Workbench.FolderOfNone), Build(Again, Workbench.FolderOfNone), .. bench.Packages.Select(package => Build(package, Workbench.Folder(package)))], bench, cancel);

        var report = new Report();
        report.Line($"Rounds: {bench.Rounds}.");
        report.Table(["", "median, ms", "over no package, ms", "quartiles, ms", "ratio"], bench.Packages.Select(package =>
        {
            var over = times[package].Over(times[None]);
            return new[] { bench.Title(package), Report.Ms(times[package].Median), Report.Ms(over.Median), Report.Quartiles(over), Report.Ratio(times[package].Median / times[None].Median) };
        }).Prepend([None, Report.Ms(times[None].Median), "", "", ""]));
        report.SameTwice("the project without a package", times[Again].Over(times[None]));
        return report;

        Candidate Build(string name, string folder) => new(name, async cancel => (await repository.BuildAsync(folder, cancel)).Time.TotalMilliseconds);
    }

    /// <summary>The projects, built.</summary>
    private static async Task<MeasuredRepository> PrepareAsync(Workbench bench, CancellationToken cancel)
    {
        var repository = bench.NewRepositoryOfPackages();
        var folders = bench.Packages.Select(Workbench.Folder).Prepend(Workbench.FolderOfNone);
        repository.Write("all.slnx", $"<Solution>{string.Concat(folders.Select(static folder => $"<Project Path=\"{folder}/{folder}.csproj\" />"))}</Solution>");
        await repository.DotNetAsync(["build", "all.slnx"], cancel);
        return repository;
    }

    private static string Signed(int more) => more == 0 ? "same" : $"{more:+0;-0}";
}
