using System.Diagnostics.CodeAnalysis;

namespace StudioMsBuild.Emulator.Faults;

/// <summary>The faults of the create requests to come, like "ok,429,500-created*".</summary>
/// <param name="Faults">One for each request; null: no fault.</param>
/// <param name="RepeatsLast">Whether the last one applies to all further requests.</param>
public sealed record FaultPlan(IReadOnlyList<Fault?> Faults, bool RepeatsLast)
{
    /// <summary>The name of no fault.</summary>
    public const string Ok = "ok";

    private const int MaxCount = 100;
    private const int MaxNameLength = 64;

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => [.. Faults.Select(fault => fault?.Name ?? Ok)];

    /// <summary>Reads a list of faults.</summary>
    /// <param name="text">A list in the syntax of --fail.</param>
    /// <param name="plan">The faults.</param>
    /// <param name="error">What is wrong, and what is valid.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out FaultPlan? plan, [NotNullWhen(false)] out string? error)
    {
        (plan, error) = (null, null);
        var faults = new List<Fault?>();
        foreach (var name in Split(text.TrimEnd('*')))
        {
            if (!TryParseFault(name, out var fault))
            {
                error = Unknown(name);
                return false;
            }

            faults.Add(fault);
        }

        if (faults.Count > MaxCount)
        {
            error = $"There are {faults.Count} faults; {MaxCount} is the most. * after the last one repeats it.";
            return false;
        }

        plan = new FaultPlan(faults, text.EndsWith('*') && faults.Count > 0);
        return true;
    }

    /// <summary>Reads one name; the fault of "ok" is null.</summary>
    internal static bool TryParseFault(string name, out Fault? fault)
    {
        fault = null;
        return name == Ok || Fault.TryParse(name, out fault);
    }

    internal static string Unknown(string name)
    {
        var shown = name.Length > MaxNameLength ? name[..MaxNameLength] + "…" : name;
        return $"There is no fault {shown}. Run 'studio-emulator --help' for the faults.";
    }

    /// <summary>Splits at commas, except between double quotes.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var isQuoted = false;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] == '"')
                isQuoted = !isQuoted;
            if (at < text.Length && (text[at] != ',' || isQuoted))
                continue;
            if (text[start..at].Trim() is { Length: > 0 } name)
                yield return name;
            start = at + 1;
        }
    }
}
