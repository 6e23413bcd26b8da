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

        var nothing = await CountAsync("task that does nothing", "RunEmptyTask", forget: true);
        var naive = await CountAsync("compiled task, naive", "RegisterByNaiveTask", forget: true);
        var creating = await CountAsync("StudioMsBuild, creating", "RegisterStudioProject", forget: true);
        var recorded = await CountAsync("StudioMsBuild, recorded", "RegisterStudioProject", forget: false);

        var report = new Report();
        report.Table(
            ["", "methods compiled", "of the naive task's", "requests", "System.Net.Http loaded"],
            new[] { nothing, naive, creating, recorded }.Select(count => new[]
            {
                count.Name,
                $"{count.Methods}",
                Report.Ratio((double)count.Methods / naive.Methods),
                $"{count.Requests}",
                count.HasHttp ? "yes" : "no",
            }));
        return report;

        async Task<(string Name, int Methods, int Requests, bool HasHttp)> CountAsync(string name, string target, bool forget)
        {
            bench.Progress(name);
            if (forget)
                repository.Forget();
            var run = await repository.BuildAsync("app", cancel, "Build", "StateBefore", target, "StateAfter");
            var (before, after) = (RuntimeState.Read(run.Output, "before"), RuntimeState.Read(run.Output));
            return (name, Number(after) - Number(before), bench.Studio.TakeCounts().Requests, bool.Parse(after["http"]) && !bool.Parse(before["http"]));
        }
    }

    private static int Number(IReadOnlyDictionary<string, string> state) => int.Parse(state["methods"], CultureInfo.InvariantCulture);
}
