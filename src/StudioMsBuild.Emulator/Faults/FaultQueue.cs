namespace StudioMsBuild.Emulator.Faults;

/// <summary>Hands the faults out, one for each create request in turn: "ok,500-created*" answers the first properly and repeats the last for ever.</summary>
internal sealed class FaultQueue
{
    /// <summary>Asks for a fault of one request, whoever's turn it is.</summary>
    public const string Header = "X-Studio-Fail";

    /// <summary>Takes a turn, and nothing goes wrong.</summary>
    public const string Ok = "ok";

    private readonly List<Fault?> faults = [];
    private readonly bool repeatsLast;
    private int requests;

    /// <exception cref="FormatException">A name is unknown; the text lists those that there are.</exception>
    public FaultQueue(string names)
    {
        repeatsLast = names.EndsWith('*');
        foreach (var name in names.TrimEnd('*').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            faults.Add(IsKnown(name, out var fault) ? fault : throw new FormatException(Unknown(name)));
    }

    /// <summary>How many create requests came in, whatever became of them.</summary>
    public int Requests => requests;

    /// <summary>The faults of the requests to come, in turn.</summary>
    public IReadOnlyList<string> Upcoming =>
        [.. faults.Skip(repeatsLast ? Math.Min(requests, faults.Count - 1) : requests).Select(fault => fault?.Name ?? Ok)];

    /// <summary>Whether the last one is for all further requests.</summary>
    public bool RepeatsLast => repeatsLast && faults.Count > 0;

    public static string Unknown(string name) =>
        $"There is no fault {name}. There are {string.Join(", ", Fault.Names)}; delay- before a name waits first, -created after it creates the project first; {Ok} is none.";

    /// <summary>Reads a name; null is none. Not TryParse: a type that has it is no service of an endpoint.</summary>
    public static bool IsKnown(string name, out Fault? fault)
    {
        fault = null;
        return name == Ok || Fault.TryParse(name, out fault);
    }

    /// <summary>The fault that is next in turn; null: none.</summary>
    public Fault? Next()
    {
        var turn = Interlocked.Increment(ref requests) - 1;
        return turn < faults.Count ? faults[turn] : RepeatsLast ? faults[^1] : null;
    }
}
