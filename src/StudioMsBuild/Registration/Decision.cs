namespace StudioMsBuild.Registration;

/// <summary>What a registration comes to: exactly one of these.</summary>
internal abstract record Decision
{
    /// <summary>The project is registered: nothing is sent.</summary>
    internal sealed record Recorded(StudioProjects Projects) : Decision;

    /// <summary>The request is sent.</summary>
    /// <param name="Replaced">What the lock file has for this registration; null for nothing.</param>
    /// <param name="IsDvcCommitted">Whether Git knows the .dvc folder that Studio will look for.</param>
    internal sealed record Create(StudioProjects? Replaced, bool IsDvcCommitted) : Decision;

    /// <summary>A project that exists is recorded.</summary>
    /// <param name="Rekeyed">The entry that it replaces, beside this registration's own; null for none.</param>
    internal sealed record Adopt(StudioProjects Projects, RegistrationKey? Rekeyed) : Decision;

    /// <summary>The entry is written again from this clone's cached result.</summary>
    internal sealed record Restore(StudioProjects Projects) : Decision;

    /// <summary>Nothing happens, and the diagnostic says why.</summary>
    internal sealed record Stop(Failure Failure) : Decision;

    /// <summary>Decides without a side effect.</summary>
    public static Decision Make(RegistrationIntent intent, KnownState known)
    {
        if (intent.AdoptUrl is { } url)
            return DecideAdoption(intent, known.LockFile, url);
        var entry = known.LockFile.Find(intent.Key);
        if (entry is not null && !intent.IsForced)
            return new Recorded(entry);
        if (intent.IsOffline)
            return new Stop(Messages.Offline());
        if (!intent.IsForced && NearMiss.Find(intent.Key, known.LockFile, known.FindRemote) is { } near)
            return new Stop(near.ToFailure(intent));

        if (!known.Checkout.Value.TryGetValue(out var checkout, out var failure))
            return new Stop(failure);
        if (FindHidden(intent, checkout) is { } hidden)
            return new Stop(hidden);
        if (!intent.IsForced
            && !intent.IsSubdirSet
            && NearMiss.FindBySubdir(intent, known.LockFile, checkout) is { } nearBySubdir)
            return new Stop(nearBySubdir.ToFailure(intent));
        if (intent.IsLocked)
            return new Stop(Diagnostics.NotInLockFile(intent.LockFilePath));

        if (!intent.IsForced)
        {
            if (!known.Attempt.Value.TryGetValue(out var attempt, out failure))
                return new Stop(failure);
            if (attempt.State == AttemptState.Pending)
                return new Stop(Diagnostics.UnclearAttempt(attempt.Started, intent.Key.ToString(), intent.Studio.Value));
            // A file that the hook writes would stop the next git checkout.
            if (attempt.Projects is { } projects)
                return intent.IsBuildHook ? new Recorded(projects) : new Restore(projects);
        }

        return FindElsewhere(intent, checkout) is { } elsewhere
            ? new Stop(elsewhere)
            : new Create(entry, FindsDvc(intent, checkout));
    }

    private static Decision DecideAdoption(RegistrationIntent intent, LockFileContent lockFile, string url)
    {
        var entry = lockFile.Find(intent.Key);
        if (intent.IsAdoptKept && entry?.All.Any(one => AdoptedProject.IsSamePage(one.Url, url)) == true)
            return new Recorded(entry);
        if (!AdoptedProject.Read(url, intent.Studio).TryGetValue(out var project, out var failure))
            return new Stop(failure);

        var owner = lockFile.Entries.FirstOrDefault(
            one => one.Key != intent.Key && AdoptedProject.IsSamePage(one.Project.Url, url));
        if (owner is not null && !owner.Key.IsNear(intent.Key))
            return new Stop(Diagnostics.AdoptedElsewhere(intent.LockFilePath, url, owner.Key.ToString()));
        if (intent.IsLocked)
            return new Stop(Diagnostics.NotInLockFile(intent.LockFilePath));
        // A Studio at a new address: the same project has another URL.
        var moved = lockFile.Entries.FirstOrDefault(
            one => one.Key with { Studio = intent.Key.Studio } == intent.Key
                && one.Key != intent.Key
                && one.Project.Id == project.Id);
        return owner is not null ? new Adopt(lockFile.Find(owner.Key)!, owner.Key)
            : entry?.All.Any(one => one.Url == url) == true ? new Adopt(entry, Rekeyed: null)
            : new Adopt(
                new StudioProjects([moved is null ? project : new StudioProject(project.Id, moved.Project.Name, project.Url)]),
                moved?.Key);
    }

    /// <summary>
    /// What is committed but not on disk, as in a sparse checkout: without it another project would be created.
    /// </summary>
    private static Failure? FindHidden(RegistrationIntent intent, CheckoutState checkout)
    {
        if (checkout.Index is not { } index)
            return null;
        if (index.HasLockFile && !checkout.HasLockFile)
            return Diagnostics.LockFileNotCheckedOut(intent.LockFilePath);
        if (intent.IsSubdirSet)
            return null;
        var nearest = index.DvcFolders.Where(folder => Subdir.IsAtOrAbove(folder, intent.ProjectPath))
            .MaxBy(static folder => folder.Length);
        return nearest is not null
            && !checkout.DvcFoldersAbove.Contains(nearest, StringComparer.Ordinal)
            && nearest.Length > (intent.FoundSubdir?.Length ?? -1)
            ? Diagnostics.DvcFolderNotCheckedOut(nearest, Path.Combine(intent.Root, nearest, ".dvc"))
            : null;
    }

    /// <summary>
    /// A project outside of every .dvc folder of a repository that has some: Studio makes no use of the whole repository.
    /// </summary>
    private static Failure? FindElsewhere(RegistrationIntent intent, CheckoutState checkout) =>
        !intent.IsSubdirSet && intent.FoundSubdir is null && checkout.Index is { DvcFolders: { Count: > 0 } folders }
            ? Diagnostics.DvcFolderElsewhere(folders)
            : null;

    private static bool FindsDvc(RegistrationIntent intent, CheckoutState checkout) =>
        checkout.Index is not { } index || (!intent.IsSubdirSet && intent.FoundSubdir is null)
        || index.DvcFolders.Contains(intent.Key.Subdir, StringComparer.Ordinal)
        // StudioSubdir=. says that a root without DVC is meant.
        || (intent.Key.Subdir.Length == 0 && !checkout.DvcFoldersAbove.Contains("", StringComparer.Ordinal));
}
