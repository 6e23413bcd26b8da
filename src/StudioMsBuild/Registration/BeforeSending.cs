namespace StudioMsBuild.Registration;

/// <summary>
/// What the user should know before a project is created, as Studio can't take it back; each once for all registrations.
/// </summary>
internal static class BeforeSending
{
    public static IEnumerable<Diagnostic> Advise(IReadOnlyList<RegistrationPlan> plans, IReadOnlyList<Decision> decisions)
    {
        var creating = plans.Where((_, at) => decisions[at] is Decision.Create).ToList();
        var uncommitted = plans.Where((_, at) => decisions[at] is Decision.Create { IsDvcCommitted: false })
            .Select(static plan => plan.Registration.Subdir ?? ".")
            .ToList();
        if (uncommitted.Count > 0)
            yield return Diagnostics.DvcFolderNotCommitted(uncommitted);
        if (creating.Exists(static plan => plan.Subdir is null))
            yield return Messages.WholeRepository();
    }
}
