namespace StudioMsBuild.Ci;

/// <summary>A CI system that gets no outputs.</summary>
/// <param name="variables">The sets of environment variables that it is seen by: all variables of one of them are set.</param>
internal sealed class OtherCiSystem(string name, params string[][] variables) : CiSystem
{
    public override string Name { get; } = name;

    public override bool IsSeen(IReadOnlyDictionary<string, string> environment) =>
        variables.Any(set => set.All(variable => IsSet(environment, variable)));
}
