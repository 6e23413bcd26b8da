namespace StudioMsBuild.Emulator.Data;

/// <summary>A project in a list of several.</summary>
/// <param name="Copy">1 for the first project of its repository, team and subdirectory, 2 for the next one.</param>
/// <param name="Copies">How many projects there are of this repository, team and subdirectory.</param>
/// <param name="InSpace">How many projects there are in the same user's or team's space.</param>
public sealed record ListedProject(Project Project, int Copy, int Copies, int InSpace)
{
    /// <summary>Whether an earlier project is of the same repository, team and subdirectory.</summary>
    public bool IsDuplicate => Copy > 1;
}
