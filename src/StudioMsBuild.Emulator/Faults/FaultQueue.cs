namespace StudioMsBuild.Emulator.Faults;

/// <summary>Hands out the faults of a plan, one for each create request in turn.</summary>
internal sealed class FaultQueue
{
    /// <summary>The request header that selects a fault, in place of the plan's.</summary>
    public const string Header = "X-Studio-Fail";

    private readonly Lock gate = new();
    private FaultPlan plan;
    private int turn;

    /// <exception cref="FormatException">A fault is unknown; the message lists the known ones.</exception>
    public FaultQueue(string names) => plan = FaultPlan.TryParse(names, out var parsed, out var error) ? parsed : throw new FormatException(error);

    /// <summary>How many create requests came in, successful or not.</summary>
    public int Requests { get; private set; }

    /// <summary>The faults of the requests to come.</summary>
    public FaultPlan Upcoming
    {
        get
        {
            lock (gate)
                return plan with { Faults = [.. plan.Faults.Skip(plan.RepeatsLast ? Math.Min(turn, plan.Faults.Count - 1) : turn)] };
        }
    }

    /// <summary>Replaces the plan and starts at its first fault.</summary>
    public void Replace(FaultPlan next)
    {
        lock (gate)
            (plan, turn) = (next, 0);
    }

    /// <summary>Takes the next fault; null: none.</summary>
    public Fault? Next()
    {
        lock (gate)
        {
            Requests++;
            var at = turn++;
            return at < plan.Faults.Count ? plan.Faults[at] : plan.RepeatsLast ? plan.Faults[^1] : null;
        }
    }
}
