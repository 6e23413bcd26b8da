namespace StudioMsBuild.Emulator.Faults;

/// <summary>Hands the faults out, one for each create request in turn; "429,500-created*" repeats the last one for ever.</summary>
internal sealed class FaultQueue
{
    /// <summary>Asks for a fault of one request, whoever's turn it is.</summary>
    public const string Header = "X-Studio-Fail";

    private readonly List<Fault> faults = [];
    private readonly bool repeatsLast;
    private int requests;

    /// <exception cref="FormatException">A name is unknown; the text lists those that there are.</exception>
    public FaultQueue(string names)
    {
        repeatsLast = names.EndsWith('*');
        foreach (var name in names.TrimEnd('*').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            faults.Add(Fault.TryParse(name, out var fault) ? fault : throw new FormatException(Unknown(name)));
    }

    /// <summary>How many create requests came in, whatever became of them.</summary>
    public int Requests => requests;

    public static string Unknown(string name) =>
        $"There is no fault {name}. There are {string.Join(", ", Fault.Names)}; delay- before a name waits first, -created after it creates the project first.";

    /// <summary>The fault that is next in turn; null: none.</summary>
    public Fault? Next()
    {
        var turn = Interlocked.Increment(ref requests) - 1;
        return turn < faults.Count ? faults[turn] : repeatsLast && faults.Count > 0 ? faults[^1] : null;
    }
}
