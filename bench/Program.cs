using System.CommandLine;
using System.Globalization;
using Bench;
using Bench.Sections;

var names = AllSections.InOrder.Select(static section => section.Name).ToArray();
var rounds = new Option<int>("--rounds") { Description = "How often everything is measured.", DefaultValueFactory = static _ => 41 };
rounds.Validators.Add(result =>
{
    if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) || number < 1))
        result.AddError("--rounds takes a number of at least 1.");
});
var only = new Option<string>("--only") { Description = $"One section: {string.Join(", ", names)}.", HelpName = "SECTION" };
only.AcceptOnlyFromAmong(names);
var quick = new Option<bool>("--quick") { Description = "One round without the other packages, to see that everything still works: the times mean nothing." };
var write = new Option<bool>("--write") { Description = "Writes the tables into docs/performance.md." };

var command = new RootCommand("Measures what StudioMsBuild costs, against a local Studio, and prints Markdown tables.") { rounds, only, quick, write };
command.SetAction(async (arguments, cancel) =>
{
    var isQuick = arguments.GetValue(quick);
    try
    {
        var allCount = true;
        var machine = await Machine.DescribeAsync(cancel);
        Console.WriteLine(machine);
        await using var bench = await Workbench.StartAsync(isQuick ? 1 : arguments.GetValue(rounds), isQuick, static what => Console.Error.WriteLine($"  {what}"));
        foreach (var section in AllSections.InOrder.Where(section => arguments.GetValue(only) is not { } one || section.Name == one))
        {
            var report = await section.MeasureAsync(bench, cancel);
            Console.WriteLine($"## {section.Title}\n\n{report.Markdown}");
            allCount &= report.Counts;
            if (arguments.GetValue(write) && report.Counts && section.IsOnThePage)
                PerformancePage.Write(section.Name, machine, report);
        }

        // Of a quick run no time counts.
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
command.Validators.Add(result =>
{
    if (result.GetValue(quick) && result.GetValue(write))
        result.AddError("--quick measures nothing that could be written.");
});

// Ctrl+C ends the process that is measured, and removes the folders.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
