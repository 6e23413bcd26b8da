using System.Text.RegularExpressions;

namespace Bench.Sections;

/// <summary>To whom the methods belong that a cold build's runtime compiles for a registration: most of what it takes that is not waiting.</summary>
internal static partial class Profile
{
    private static readonly string[] Owners = ["the task itself", "HTTP", "sockets and pipes", "JSON", "other generics"];

    private static readonly (string Name, string Target, bool IsRecorded)[] Builds =
    [
        (Registering.Naive, "RegisterByNaiveTask", false),
        (Registering.Creating, "RegisterStudioProject", false),
        (Registering.Recorded, "RegisterStudioProject", true),
    ];

    public static async Task<Report> MeasureAsync(Workbench bench, CancellationToken cancel)
    {
        using var repository = await Registering.PrepareAsync(bench, cancel);
        var record = await File.ReadAllTextAsync(repository["studio.lock.json"], cancel);
        var without = (await CompiledAsync(repository, "RunEmptyTask", null, cancel)).ToHashSet(StringComparer.Ordinal);
        var rows = new List<string[]>();
        foreach (var (name, target, isRecorded) in Builds)
        {
            bench.Progress(name);
            bench.Studio.TakeCounts();
            var compiled = (await CompiledAsync(repository, target, isRecorded ? record : null, cancel)).Where(method => !without.Contains(method)).ToList();
            rows.Add([name, .. Owners.Select(owner => $"{compiled.Count(method => Owner(method) == owner)}"), $"{bench.Studio.TakeCounts().Requests}"]);
        }

        var report = new Report();
        report.Line("Methods that a cold build's runtime compiles, over a build whose task does nothing:");
        report.Table(["", .. Owners, "requests"], rows);
        return report;
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
