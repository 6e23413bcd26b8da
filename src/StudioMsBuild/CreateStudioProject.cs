namespace StudioMsBuild;

/// <summary>Registers a repository as a DVC Studio project.</summary>
public sealed class CreateStudioProject : Microsoft.Build.Utilities.Task
{
    /// <inheritdoc />
    public override bool Execute() => false;
}
