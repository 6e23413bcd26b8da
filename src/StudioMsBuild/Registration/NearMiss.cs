namespace StudioMsBuild.Registration;

/// <summary>An entry that may be the registration itself under another key.</summary>
/// <param name="Remote">The Git remote that the entry's repository is; null where none is.</param>
internal sealed record NearMiss(LockFileEntry Entry, string? Remote)
{
    /// <summary>
    /// An entry that differs in exactly one of Studio, repository and team; one of a loopback Studio is a rehearsal.
    /// </summary>
    /// <param name="findRemote">The name of a Git remote by its repository's key.</param>
    public static NearMiss? Find(RegistrationKey key, LockFileContent lockFile, Func<string, string?> findRemote)
    {
        var near = lockFile.Entries.Where(
            entry => entry.Key.IsNear(key) && (entry.Key.Studio == key.Studio || !new Uri(entry.Key.Studio).IsLoopback))
            .Select(entry => new NearMiss(entry, entry.Key.Repo == key.Repo ? null : findRemote(entry.Key.Repo))).ToList();
        return near.Find(static one => one.Remote is not null) ?? near.FirstOrDefault();
    }

    /// <summary>
    /// An entry of a folder at or above the project that has no .dvc folder, or none any more: the project was registered before
    /// it got its own.
    /// </summary>
    public static NearMiss? FindBySubdir(RegistrationIntent intent, LockFileContent lockFile, CheckoutState checkout) =>
        lockFile.Entries.Where(entry => entry.Key with { Subdir = intent.Key.Subdir } == intent.Key
                && Subdir.IsAtOrAbove(entry.Key.Subdir, intent.ProjectPath)
                && !checkout.DvcFoldersAbove.Contains(entry.Key.Subdir, StringComparer.Ordinal))
            .Select(static entry => new NearMiss(entry, null)).FirstOrDefault();

    public Failure ToFailure(RegistrationIntent intent)
    {
        var (key, near, url) = (intent.Key.ToString(), Entry.Key.ToString(), Entry.Project.Url);
        if (Entry.Key.Subdir != intent.Key.Subdir)
            return Diagnostics.NearMissBySubdir(intent.LockFilePath, key, near, url, Entry.Key.Subdir);
        if (Entry.Key.Studio != intent.Key.Studio)
            return Diagnostics.NearMissOfAnotherStudio(intent.LockFilePath, key, near, url, intent.Studio.Value);
        // A page on another address than Studio's is not Studio's to adopt.
        var adoptable = intent.Studio.IsSameOriginAs(new Uri(url)) ? url : null;
        return Diagnostics.NearMiss(intent.LockFilePath, key, near, url, adoptable, Remote);
    }
}
