namespace StudioMsBuild.Reporting;

/// <summary>What to say of the projects: that a new record has to be committed, and where a page of an old one is not Studio's.</summary>
internal static class CommitAdvice
{
    private const int MostEntries = 10;

    public static List<Diagnostic> For(IReadOnlyList<RegistrationResult> registered, ProjectContext context)
    {
        var told = new List<Diagnostic>();
        var created = new List<RegistrationResult>();
        foreach (var one in registered)
        {
            if (one.Outcome == Outcome.Created)
                created.Add(one);
            // A new answer was looked at when it came; a record may have been edited since.
            else if (one.Outcome == Outcome.Recorded)
                WarnOfForeign(one.Projects, context, told);
        }

        if (created.Count == 0)
            return told;
        if (context.Settings.IsCi)
        {
            foreach (var one in created.Take(MostEntries))
                told.Add(context.Of(one.Registration, Diagnostics.CommitRecord(context.LockFilePath, one.Projects.All[0].Url, LockFileContent.Entry(RegistrationKey.From(one.Registration), one.Projects))));
        }
        else
        {
            told.Add(Diagnostics.Message($"Commit {Path.GetFileName(context.LockFilePath)}: then nobody registers this again."));
        }

        if (created.Exists(static one => new Uri(one.Projects.All[0].Url).AbsolutePath.Split('/') is [.., "user", _, "projects", _]))
            told.Add(Diagnostics.Message($"The project is in your own space, for everybody who uses this record; StudioTeamName would put it into a team's."));
        return told;
    }

    private static void WarnOfForeign(StudioProjects projects, ProjectContext context, List<Diagnostic> told)
    {
        foreach (var project in projects.All)
        {
            if (context.Settings.Studio.Value.WarnOfForeign(project.Url) is { } warning)
                told.Add(warning);
        }
    }
}
