namespace StudioMsBuild.Emulator.Faults;

/// <summary>Answers a create request with a fault.</summary>
/// <param name="create">Creates the project, if it is not created yet, and returns the proper response.</param>
internal delegate Task FaultAnswer(HttpContext context, Func<IResult> create);

/// <summary>One thing that can go wrong with a create request.</summary>
/// <param name="Summary">What the client sees.</param>
/// <param name="IsError">Whether it answers with an error status, so that a Retry-After header makes sense.</param>
internal sealed record FaultKind(string Name, string Summary, FaultAnswer Answer, bool IsError = false);

/// <summary>Similar faults under a title.</summary>
internal sealed record FaultGroup(string Title, IReadOnlyList<FaultKind> Faults);
