namespace StudioMsBuild.Emulator.Faults;

/// <summary>Answers a create request wrongly.</summary>
/// <param name="create">Creates the project, unless that was done, and returns the proper answer.</param>
internal delegate Task FaultAnswer(HttpContext context, Func<IResult> create);

/// <summary>One thing that can go wrong with a create request.</summary>
/// <param name="Summary">What the client sees.</param>
/// <param name="IsError">Whether it answers with an error status, so that a Retry-After header makes sense.</param>
internal sealed record FaultKind(string Name, string Summary, FaultAnswer Answer, bool IsError = false);

/// <summary>Faults of one sort, under a heading.</summary>
internal sealed record FaultGroup(string Title, IReadOnlyList<FaultKind> Faults);
