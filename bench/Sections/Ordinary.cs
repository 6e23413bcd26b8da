using Microsoft.Build.Framework;
using Microsoft.Build.Logging.StructuredLogger;

namespace Bench.Sections;

/// <summary>Builds that do not register: what a reference to the package makes them run, beside other packages.</summary>
internal static class Ordinary
{
    private const string None = "no package";

    /// <summary>What such a build runs, counted in its binary log: numbers that a busy machine does not change.</summary>
    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
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
