namespace Bench;

/// <summary>Something that is measured: its name in the table, and one run of it in milliseconds.</summary>
internal sealed record Candidate(string Name, Func<CancellationToken, Task<double>> MeasureAsync);

/// <summary>Measures candidates side by side: each round runs all of them, in an order of its own.</summary>
internal static class Rounds
{
    /// <summary>Each candidate's values, in the order of the rounds; a round before the first warms up files and caches.</summary>
    public static async Task<IReadOnlyDictionary<string, Series>> MeasureAsync(IReadOnlyList<Candidate> candidates, Workbench bench, CancellationToken cancel, string what = "", int atMost = int.MaxValue)
    {
        var values = candidates.ToDictionary(static candidate => candidate.Name, static _ => new List<double>(), StringComparer.Ordinal);
        var rounds = Math.Min(bench.Rounds, atMost);
        for (var round = bench.IsQuick ? 1 : 0; round <= rounds; round++)
        {
            bench.Progress(round == 0 ? $"{what}warming up" : $"{what}round {round} of {rounds}");
            var order = candidates.ToArray();
            Random.Shared.Shuffle(order);
            foreach (var candidate in order)
            {
                var value = await candidate.MeasureAsync(cancel);
                if (round > 0)
                    values[candidate.Name].Add(value);
            }
        }

        return values.ToDictionary(static pair => pair.Key, static pair => new Series(pair.Value), StringComparer.Ordinal);
    }
}
