namespace StudioMsBuild.Registration;

/// <summary>What the user should know before a project is created, as Studio can't take it back; each once for all registrations.</summary>
internal static class BeforeSending
{
    public static IEnumerable<Diagnostic> Advise(IReadOnlyList<RegistrationPlan> plans, IReadOnlyList<Decision> decisions)
    {
        var creating = plans.Zip(decisions).Where(static one => one.Second is Decision.Create).ToList();
        var uncommitted = creating.Where(static one => one.Second is Decision.Create { IsDvcCommitted: false }).Select(static one => one.First.Registration.Subdir ?? ".").ToList();
        if (uncommitted.Count > 0)
            yield return Diagnostics.DvcFolderNotCommitted(uncommitted);
        if (creating.Exists(static one => one.First.Subdir is null))
            yield return Messages.WholeRepository();
        if (creating.Exists(static one => one.First.Registration.TeamName is null))
            yield return Messages.PersonalSpace();
    }
}
