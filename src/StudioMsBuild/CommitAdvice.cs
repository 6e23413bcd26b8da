namespace StudioMsBuild;

/// <summary>What to say once, right after projects were created: the record is of use only where it is committed.</summary>
internal static class CommitAdvice
{
    private const int MostEntries = 10;

    public static IEnumerable<Diagnostic> Of(IEnumerable<Registered> registered, Checkout checkout)
    {
        var created = registered.Where(static one => one.Outcome == Outcome.Created).ToList();
        if (created.Count == 0)
            yield break;
        if (!checkout.Settings.IsCi)
            yield return Diagnostics.Message($"Commit {Text.Clean(Path.GetFileName(checkout.RecordPath))}: then nobody registers this again.");
        foreach (var one in created.Take(checkout.Settings.IsCi ? MostEntries : 0))
            yield return checkout.Of(one.Registration, Diagnostics.CommitRecord(checkout.RecordPath, one.Projects.All[0].Url, Record.Entry(RegistrationKey.Of(one.Registration), one.Projects)));
        if (created.Exists(static one => new Uri(one.Projects.All[0].Url).AbsolutePath.Split('/') is [.., "user", _, "projects", _]))
            yield return Diagnostics.Message("The project is in your own space, for everybody who uses this record; StudioTeamName would put it into a team's.");
    }
}
