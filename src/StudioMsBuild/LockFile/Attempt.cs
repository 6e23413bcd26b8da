namespace StudioMsBuild.LockFile;

/// <summary>How far a registration's latest request came, as far as this clone knows.</summary>
internal enum AttemptState
{
    /// <summary>This clone has sent no request.</summary>
    None,
    /// <summary>A request went out, and its outcome is unknown.</summary>
    Pending,
    /// <summary>Studio answered.</summary>
    Completed,
}

/// <summary>A registration's latest request.</summary>
/// <param name="Started">When a pending request went out, in words.</param>
/// <param name="Projects">What Studio answered; null where it is not completed.</param>
internal sealed record Attempt(AttemptState State, string Started = "", StudioProjects? Projects = null)
{
    public static readonly Attempt None = new(AttemptState.None);

    public static Attempt Pending(string started) => new(AttemptState.Pending, started);

    public static Attempt Completed(StudioProjects projects) => new(AttemptState.Completed, Projects: projects);
}
