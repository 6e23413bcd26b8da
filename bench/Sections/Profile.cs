using System.Globalization;
using System.Text.RegularExpressions;

namespace Bench.Sections;

/// <summary>Where a cold registration's time goes: what MSBuild measures of the task itself, and to whom the methods belong that are compiled for it.</summary>
internal static partial class Profile
{
    private static readonly string[] Owners = ["the task itself", "HTTP", "sockets and pipes", "JSON", "other generics"];

    private static readonly (string Name, string Target, string Task, bool IsRecorded)[] Builds =
    [
        ("inline `Exec` of git and curl", "RegisterByExec", "Exec", false),
        ("compiled task, naive", "RegisterByNaiveTask", "NaiveRegistration", false),
        ("StudioMsBuild, creating", "RegisterStudioProject", "CreateStudioProject", false),
        ("StudioMsBuild, recorded", "RegisterStudioProject", "CreateStudioProject", true),
    ];

    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        using var repository = await Registering.PrepareAsync(bench, cancel);
        var record = await File.ReadAllTextAsync(repository["studio.lock.json"], cancel);
        var times = await Rounds.MeasureAsync([.. Builds.Select(build => new Candidate(build.Name, async cancel =>
        {
            repository.BecomeFreshClone(build.IsRecorded ? record : null);
            var run = await repository.DotNetAsync(["build", "--no-restore", $"-t:{build.Target}", "-tl:off", "-clp:PerformanceSummary"], cancel, "app");
            return TimeOf(build.Task, run.Output);
        }))], bench, cancel);

        bench.Progress("which methods are compiled");
        var without = (await CompiledAsync(repository, "RunEmptyTask", null, cancel)).ToHashSet(StringComparer.Ordinal);
        var report = new Report();
        report.Line($"Rounds: {bench.Rounds}.");
        var rows = new List<string[]>();
        foreach (var build in Builds)
        {
            // What a shell starts compiles nothing here.
            var compiled = build.Task == "Exec" ? [] : (await CompiledAsync(repository, build.Target, build.IsRecorded ? record : null, cancel)).Where(method => !without.Contains(method)).ToList();
            rows.Add([build.Name, Report.Ms(times[build.Name].Median), Report.Quartiles(times[build.Name]), .. Owners.Select(owner => $"{compiled.Count(method => Owner(method) == owner)}")]);
        }

        report.Table(["", "in the task, ms", "quartiles, ms", .. Owners], rows);
        return report;
    }

    /// <summary>What MSBuild's own summary says of a task.</summary>
    private static double TimeOf(string task, string output)
    {
        var tasks = output[output.IndexOf("Task Performance Summary", StringComparison.Ordinal)..];
        return double.Parse(Regex.Match(tasks, $@"(?<ms>[0-9]+) ms +{task} ", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["ms"].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The names of the methods that a build's runtime compiles, each once.</summary>
    private static async Task<IEnumerable<string>> CompiledAsync(MeasuredRepository repository, string target, string? record, CancellationToken cancel)
    {
        var list = repository["compiled.txt"];
        repository.BecomeFreshClone(record);
        var listing = repository.With(new Dictionary<string, string>(repository.Environment, StringComparer.Ordinal)
        {
            ["DOTNET_JitStdOutFile"] = list,
            ["DOTNET_JitDisasmSummary"] = "1",
            ["DOTNET_TC_CallCounting"] = "0",
        });
        await listing.DotNetAsync(["build", "--no-restore", $"-t:{target}"], cancel, "app");
        var methods = (await File.ReadAllLinesAsync(list, cancel)).Select(static line => Compiled().Match(line)).Where(static match => match.Success).Select(static match => match.Groups["method"].Value);
        File.Delete(list);
        return methods.Distinct(StringComparer.Ordinal);
    }

    private static string Owner(string method) =>
        method.StartsWith("StudioMsBuild.", StringComparison.Ordinal) || method.StartsWith("Bench.", StringComparison.Ordinal) ? Owners[0]
        : method.Contains("System.Net.Http", StringComparison.Ordinal) ? Owners[1]
        : method.Contains("System.Net.Sockets", StringComparison.Ordinal) || method.Contains("System.IO.Pipes", StringComparison.Ordinal) ? Owners[2]
        : method.Contains("System.Text.Json", StringComparison.Ordinal) || method.Contains("System.Text.Encodings.Web", StringComparison.Ordinal) ? Owners[3]
        : Owners[4];

    [GeneratedRegex(@"^ *[0-9]+: JIT compiled (?<method>.+?) \[", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Compiled();
}
