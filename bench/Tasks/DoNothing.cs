namespace Bench.Tasks;

/// <summary>What loading any task costs.</summary>
public sealed class DoNothing : Microsoft.Build.Utilities.Task
{
    /// <inheritdoc />
    public override bool Execute() => true;
}
