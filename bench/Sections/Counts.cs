using System.Globalization;

namespace Bench.Sections;

/// <summary>What a registration makes the runtime do: numbers that a busy machine does not change.</summary>
internal static class Counts
{
    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        using var repository = await Registering.PrepareAsync(bench, cancel);
        // No method is compiled twice because it was called often.
        repository.Environment["DOTNET_TC_CallCounting"] = "0";

        var record = await File.ReadAllTextAsync(repository["studio.lock.json"], cancel);

        var nothing = await CountAsync("task that does nothing", "RunEmptyTask", record: null);
        var naive = await CountAsync("compiled task, naive", "RegisterByNaiveTask", record: null);
        var creating = await CountAsync("StudioMsBuild, creating", "RegisterStudioProject", record: null);
        var recorded = await CountAsync("StudioMsBuild, recorded", "RegisterStudioProject", record);

        var report = new Report();
        report.Table(
            ["", "methods compiled", "of the naive task's", "requests", "System.Net.Http loaded"],
            new[] { nothing, naive, creating, recorded }.Select(count => new[]
            {
                count.Name,
                Report.Ms(count.Methods),
                Report.Ratio(count.Methods / naive.Methods),
                $"{count.Requests}",
                count.HasHttp ? "yes" : "no",
            }));
        return report;

        // Which methods an asynchronous call needs depends a little on who is first: the median of several builds.
        async Task<(string Name, double Methods, int Requests, bool HasHttp)> CountAsync(string name, string target, string? record)
        {
            bench.Progress(name);
            var (methods, requests, hasHttp) = (new List<double>(), 0, false);
            for (var round = 0; round < Math.Min(bench.Rounds, 5); round++)
            {
                repository.BecomeFreshClone(record);
                var run = await repository.BuildAsync("app", cancel, "Build", "StateBefore", target, "StateAfter");
                var (before, after) = (RuntimeState.Read(run.Output, "before"), RuntimeState.Read(run.Output));
                methods.Add(Number(after) - Number(before));
                requests = Math.Max(requests, bench.Studio.TakeCounts().Requests);
                hasHttp |= bool.Parse(after["http"]) && !bool.Parse(before["http"]);
            }

            return (name, new Series(methods).Median, requests, hasHttp);
        }
    }

    private static int Number(IReadOnlyDictionary<string, string> state) => int.Parse(state["methods"], CultureInfo.InvariantCulture);
}
