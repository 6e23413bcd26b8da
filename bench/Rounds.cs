namespace Bench;

/// <summary>Something that is measured: its name in the table, and one run of it in milliseconds.</summary>
internal sealed record Candidate(string Name, Func<CancellationToken, Task<double>> MeasureAsync);

/// <summary>Measures candidates side by side: each round runs all of them, in an order of its own.</summary>
internal static class Rounds
{
    /// <summary>Each candidate's values, in the order of the rounds; a round before the first warms up files and caches.</summary>
    public static async Task<IReadOnlyDictionary<string, Series>> MeasureAsync(IReadOnlyList<Candidate> candidates, int rounds, Action<string> progress, CancellationToken cancel)
    {
        var values = candidates.ToDictionary(static candidate => candidate.Name, static _ => new List<double>(), StringComparer.Ordinal);
        foreach (var candidate in candidates)
            await candidate.MeasureAsync(cancel);

        for (var round = 0; round < rounds; round++)
        {
            progress($"round {round + 1} of {rounds}");
            var order = candidates.ToArray();
            Random.Shared.Shuffle(order);
            foreach (var candidate in order)
                values[candidate.Name].Add(await candidate.MeasureAsync(cancel));
        }

        return values.ToDictionary(static pair => pair.Key, static pair => new Series(pair.Value), StringComparer.Ordinal);
    }
}
