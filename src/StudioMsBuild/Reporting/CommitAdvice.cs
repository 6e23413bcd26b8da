namespace StudioMsBuild.Reporting;

/// <summary>What to do about projects that were created or adopted now.</summary>
internal static class CommitAdvice
{
    private const int MostEntries = 10;

    public static List<Diagnostic> For(IReadOnlyList<RegistrationResult> registered, ProjectContext context)
    {
        // The page of a near miss may be on that Studio's former address.
        var reported = registered
            .Where(static one => one.Outcome == Outcome.Adopted)
            .Select(one => ProjectPage.Review(one.Projects, context.Settings.Studio.Value)).OfType<Diagnostic>().Take(1).ToList();
        if (context.Settings.IsCi)
        {
            foreach (var one in CreatedForAll(registered).Take(MostEntries))
            {
                var entry = LockFileContent.Entry(RegistrationKey.From(one.Registration), one.Projects);
                var advice = Diagnostics.CommitLockFile(context.LockFilePath, one.Projects.All[0].Url, entry);
                reported.Add(context.Of(one.Registration, advice));
            }
        }

        return reported;
    }

    /// <summary>What the user must do now: further lines of the result, as the terminal shows no other message.</summary>
    public static IEnumerable<ReportText> NextSteps(IReadOnlyList<RegistrationResult> registered, ProjectContext context)
    {
        var created = CreatedForAll(registered);
        if (created.Count == 0)
            yield break;
        if (!context.Settings.IsCi)
        {
            var file = Path.GetFileName(context.LockFilePath);
            var projects = created.Count == 1 ? "this project" : "these projects";
            yield return $"  Commit {file} so that nobody registers {Unquoted(projects)} twice.";
        }

        if (created.Exists(static one => IsPersonal(new Uri(one.Projects.All[0].Url))))
            yield return $"  Created in your personal space. To use a team's, set StudioTeamName before registering.";
    }

    private static bool IsPersonal(Uri page) => page.AbsolutePath.Split('/') is [.., "user", _, "projects", _];

    /// <summary>A rehearsal on this machine is nobody else's, and what could not be recorded has an error of its own.</summary>
    private static List<RegistrationResult> CreatedForAll(IReadOnlyList<RegistrationResult> registered) =>
        registered.Where(
            static one => one.Outcome == Outcome.Created && !one.Registration.Studio.IsLoopback && one.Unrecorded is null)
            .ToList();
}
