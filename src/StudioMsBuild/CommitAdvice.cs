namespace StudioMsBuild;

/// <summary>What to say once, right after a project was created: the record is of use only where it is committed.</summary>
internal static class CommitAdvice
{
    public static IEnumerable<Diagnostic> Of(Registered registered, Checkout checkout)
    {
        if (registered.Outcome != Outcome.Created)
            yield break;
        var url = registered.Projects.All[0].Url;
        if (checkout.Settings.IsCi)
            yield return Diagnostics.CommitRecord(checkout.RecordPath, url);
        else
            yield return Diagnostics.Message($"Commit {Text.Clean(Path.GetFileName(checkout.RecordPath))}: then nobody registers this again.");
        if (new Uri(url).AbsolutePath.Split('/') is [.., "user", _, "projects", _])
            yield return Diagnostics.Message("The project is in your own space, for everybody who uses this record; StudioTeamName would put it into a team's.");
    }
}
