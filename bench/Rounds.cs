using System.Runtime.InteropServices;

namespace Bench;

/// <summary>One measurement: the time that counts, and what the processes computed, both in milliseconds.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Sample(double Time, double ProcessorTime = 0);

/// <summary>Something that is measured: its name in the table, and one run of it.</summary>
internal sealed record Candidate(string Name, Func<CancellationToken, Task<Sample>> MeasureAsync);

/// <summary>A candidate's measurements, one for each round.</summary>
internal sealed record Measured(Series Time, Series ProcessorTime);

/// <summary>Measures candidates side by side: each round runs all of them, in an order of its own.</summary>
internal static class Rounds
{
    /// <summary>Each candidate's measurements, in the order of the rounds; a round before the first warms up files and caches.</summary>
    public static async Task<IReadOnlyDictionary<string, Measured>> MeasureAsync(IReadOnlyList<Candidate> candidates, Workbench bench, CancellationToken cancel)
    {
        var samples = candidates.ToDictionary(static candidate => candidate.Name, static _ => new List<Sample>(), StringComparer.Ordinal);
        for (var round = bench.IsQuick ? 1 : 0; round <= bench.Rounds; round++)
        {
            bench.Progress(round == 0 ? "warming up" : $"round {round} of {bench.Rounds}");
            var order = candidates.ToArray();
            Random.Shared.Shuffle(order);
            foreach (var candidate in order)
            {
                var sample = await candidate.MeasureAsync(cancel);
                if (round > 0)
                    samples[candidate.Name].Add(sample);
            }
        }

        return samples.ToDictionary(
            static pair => pair.Key,
            static pair => new Measured(new(pair.Value.Select(static sample => sample.Time)), new(pair.Value.Select(static sample => sample.ProcessorTime))),
            StringComparer.Ordinal);
    }
}
