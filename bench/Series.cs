namespace Bench;

/// <summary>Measured values of the same thing, one for each round.</summary>
internal sealed class Series(IEnumerable<double> values)
{
    private readonly double[] inOrder = [.. values];

    public double Median => Quantile(0.5);

    public double LowerQuartile => Quantile(0.25);

    public double UpperQuartile => Quantile(0.75);

    /// <summary>Each round's difference: what slowed the whole machine down in a round is in both, and goes.</summary>
    public Series Over(Series other) => new(inOrder.Zip(other.inOrder, static (one, two) => one - two));

    private double Quantile(double at)
    {
        var sorted = inOrder.Order().ToArray();
        var place = at * (sorted.Length - 1);
        var (low, high) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
        return sorted[low] + ((sorted[high] - sorted[low]) * (place - low));
    }
}
