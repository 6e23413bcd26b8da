using System.Diagnostics.CodeAnalysis;

namespace StudioMsBuild.Emulator.Faults;

/// <summary>What goes wrong with one create request: a name of <see cref="FaultList"/>, after which "-created" has the project made first.</summary>
public sealed class Fault
{
    private const string AfterCreating = "-created";

    private readonly FaultAnswer answer;
    private readonly bool creates;

    private Fault(FaultAnswer answer, bool creates) => (this.answer, this.creates) = (answer, creates);

    /// <summary>Every name, without "-created".</summary>
    public static IEnumerable<string> Names => FaultList.All.Keys;

    /// <summary>Reads a name, with "-created" or without.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(name);

        var createsFirst = name.EndsWith(AfterCreating, StringComparison.Ordinal);
        fault = FaultList.All.TryGetValue(createsFirst ? name[..^AfterCreating.Length] : name, out var answer) ? new Fault(answer, createsFirst) : null;
        return fault is not null;
    }

    internal async Task AnswerAsync(HttpContext context, Func<Task<IResult>> create)
    {
        var proper = new Lazy<Task<IResult>>(create);
        if (creates)
            await proper.Value;
        await answer(context, () => proper.Value);
    }
}
