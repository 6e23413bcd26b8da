using System.Globalization;

namespace Bench.Sections;

/// <summary>What the package weighs, and what it adds to a restore that finds it in a folder.</summary>
internal static class Package
{
    private const string None = "no package";
    private const string Again = "the same again";

    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        using var repository = bench.NewRepositoryOfPackages();
        var times = await Rounds.MeasureAsync([Restore(None, Workbench.FolderOfNone), Restore(Again, Workbench.FolderOfNone), .. bench.Packages.Select(package => Restore(package, Workbench.Folder(package)))], bench, cancel);

        var report = new Report();
        report.Line($"Rounds: {bench.Rounds}.");
        report.Table(["", "nupkg, KB", "restore, ms", "over no package, ms", "quartiles, ms"], bench.Packages.Prepend(None).Select(package =>
        {
            var over = times[package].Time.Over(times[None].Time);
            return new[]
            {
                package == None ? None : bench.Title(package),
                package == None ? "" : (bench.PackageFile(package).Length / 1000d).ToString("0.#", CultureInfo.InvariantCulture),
                Report.Ms(times[package].Time.Median),
                package == None ? "" : Report.Ms(over.Median),
                package == None ? "" : Report.Quartiles(over),
            };
        }));
        report.SameTwice("the restore without a package", times[Again].Time.Over(times[None].Time), times[None].Time);
        return report;

        Candidate Restore(string name, string folder) => new(name, async cancel =>
        {
            Delete(Path.Combine(bench.PackagesFolder, name.ToLowerInvariant()));
            Delete(repository[$"{folder}/obj"]);
            return new((await repository.DotNetAsync(["restore"], cancel, folder)).Time.TotalMilliseconds);
        });
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
