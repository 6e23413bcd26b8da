using System.CommandLine;
using System.Runtime.InteropServices;
using Bench;
using Bench.Sections;

Interrupts.Allow();

(string Name, string Title, Func<Workbench, CancellationToken, Task<Report>> MeasureAsync)[] sections =
[
    ("registering", "One registration", Registering.MeasureAsync),
    ("counts", "What the runtime does for it", Counts.MeasureAsync),
    ("many", "Many registrations", Many.MeasureAsync),
    ("ordinary", "Builds that do not register", Ordinary.MeasureAsync),
    ("package", "The package", Package.MeasureAsync),
];

var rounds = new Option<int>("--rounds") { Description = "How often everything is measured.", DefaultValueFactory = _ => 21 };
rounds.Validators.Add(result =>
{
    if (result.GetValue(rounds) < 1)
        result.AddError("--rounds takes a number of at least 1.");
});
var only = new Option<string>("--only") { Description = $"One section: {string.Join(", ", sections.Select(section => section.Name))}.", HelpName = "SECTION" };
only.AcceptOnlyFromAmong([.. sections.Select(section => section.Name)]);
var quick = new Option<bool>("--quick") { Description = "One round of the least, to see that everything still works; the numbers mean nothing." };
var write = new Option<bool>("--write") { Description = "Writes the tables into docs/performance.md." };

var command = new RootCommand("Measures what StudioMsBuild costs, against a local Studio, and prints Markdown.") { rounds, only, quick, write };
command.SetAction(async (arguments, cancel) =>
{
    var isQuick = arguments.GetValue(quick);
    var count = isQuick ? 1 : arguments.GetValue(rounds);
    try
    {
        var machine = await Machine.DescribeAsync(count, cancel);
        Console.WriteLine(machine);
        await using var bench = await Workbench.StartAsync(count, isQuick, Progress);
        var allCount = true;
        foreach (var (name, title, measureAsync) in sections.Where(section => arguments.GetValue(only) is not { } one || section.Name == one))
        {
            var report = await measureAsync(bench, cancel);
            Console.WriteLine($"## {title}\n\n{report.Markdown}");
            allCount &= report.Counts;
            if (arguments.GetValue(write) && report.Counts)
                PerformancePage.Write(name, $"{machine}\n{report.Markdown}");
        }

        return allCount || isQuick ? 0 : 1;
    }
    catch (BenchException failure)
    {
        await Console.Error.WriteLineAsync(failure.Message);
        return 1;
    }
    catch (OperationCanceledException) when (cancel.IsCancellationRequested)
    {
        return 130;
    }
});

return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });

static void Progress(string what) => Console.Error.WriteLine($"  {what}");
