namespace StudioMsBuild.Reporting;

/// <summary>What to do about projects that were created or adopted now.</summary>
internal static class CommitAdvice
{
    private const int MostEntries = 10;

    public static List<Diagnostic> For(IReadOnlyList<RegistrationResult> registered, ProjectContext context)
    {
        // The page of a near miss may be on that Studio's former address.
        var told = registered
            .Where(static one => one.Outcome == Outcome.Adopted)
            .Select(one => ProjectPage.Review(one.Projects, context.Settings.Studio.Value)).OfType<Diagnostic>().Take(1).ToList();
        // A rehearsal on this machine is nobody else's, and what could not be recorded has an error of its own.
        var created = registered.Where(static one => one.Outcome == Outcome.Created && !one.Registration.Studio.IsLoopback && one.Unrecorded is null).ToList();
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
}
