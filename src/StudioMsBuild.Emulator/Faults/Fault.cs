using System.Diagnostics.CodeAnalysis;

namespace StudioMsBuild.Emulator.Faults;

/// <summary>What goes wrong with one create request: a name of <see cref="FaultList"/>; "delay-" before it waits first, "-created" after it has the project made before.</summary>
public sealed class Fault
{
    private const string Waiting = "delay-";
    private const string AfterCreating = "-created";

    private readonly FaultAnswer answer;
    private readonly bool waits;
    private readonly bool creates;

    private Fault(string name, FaultAnswer answer, bool waits, bool creates) => (Name, this.answer, this.waits, this.creates) = (name, answer, waits, creates);

    /// <summary>Every name, without what may stand before and after it.</summary>
    public static IEnumerable<string> Names => FaultList.All.Keys;

    /// <summary>With what stands before and after it, like "delay-500-created".</summary>
    public string Name { get; }

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(name);

        var createsFirst = name.EndsWith(AfterCreating, StringComparison.Ordinal);
        var plain = createsFirst ? name[..^AfterCreating.Length] : name;
        var waitsFirst = plain.StartsWith(Waiting, StringComparison.Ordinal);
        plain = waitsFirst ? plain[Waiting.Length..] : plain;
        fault = FaultList.All.TryGetValue(plain, out var answer) ? new Fault(name, answer, waitsFirst, createsFirst) : null;
        return fault is not null;
    }

    internal async Task AnswerAsync(HttpContext context, Func<IResult> create)
    {
        var proper = new Lazy<IResult>(create);
        if (creates)
            _ = proper.Value;
        if (waits)
            await FaultList.DelayAsync(context);
        await answer(context, () => proper.Value);
    }
}
