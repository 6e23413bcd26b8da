namespace StudioMsBuild.Registration;

/// <summary>How a registration's projects came about: the item's Outcome.</summary>
internal enum Outcome { Created, Recorded, Adopted }

/// <summary>A registration's projects, and how they came about.</summary>
/// <param name="Unrecorded">Why the lock file doesn't have them; null where it has.</param>
internal sealed record RegistrationResult(
    CreateProjectRequest Registration,
    StudioProjects Projects,
    Outcome Outcome,
    Failure? Unrecorded = null);

/// <summary>
/// Executes one registration's decision: lock of the key, attempt marker, request, marker, lock file. Whatever stops a build, at
/// any point, what it leaves makes the next one find the project or stop, never create a second one by itself.
/// </summary>
internal sealed class RegistrationWorkflow
{
    private readonly RegistrationPlan plan;
    private readonly RegistrationIntent intent;
    private readonly LockFileStore file;
    private readonly Lazy<Result<CheckoutState>> checkout;
    private readonly Func<StudioClient> connect;
    private readonly TimeSpan patience;
    private readonly AttemptMarker marker;
    private readonly Action<Diagnostic> report;
    private readonly CancellationToken cancel;

    public RegistrationWorkflow(
        RegistrationPlan plan,
        LockFileStore file,
        Lazy<Result<CheckoutState>> checkout,
        Func<StudioClient> connect,
        TimeSpan patience,
        Action<Diagnostic> report,
        CancellationToken cancel)
    {
        (this.plan, this.file, this.checkout, this.connect) = (plan, file, checkout, connect);
        (this.patience, this.report, this.cancel) = (patience, report, cancel);
        intent = RegistrationIntent.From(plan);
        marker = new AttemptMarker(plan.Context.StateFolder, intent.Key);
    }

    /// <summary>
    /// Upper bound on how long another build can hold the lock: its requests, one of them to Studio's new address, and the waits
    /// between them.
    /// </summary>
    public static TimeSpan PatienceFor(StudioSettings settings) =>
        TimeSpan.FromSeconds(10 + ((settings.Retries.Value + 2) * settings.Timeout.Value) + ((settings.Retries.Value + 1) * 60));

    /// <summary>What the registration comes to now. Takes no lock and writes nothing.</summary>
    public Decision Decide() =>
        file.Read().TryGetValue(out var lockFile, out var failure)
            ? Decision.Make(intent, new KnownState(lockFile)
            {
                Attempt = new(() => marker.Read(cancel)),
                Checkout = checkout,
                FindRemote = FindRemote,
            })
            : new Decision.Stop(failure);

    /// <summary>
    /// Does what was decided. Where that takes a lock, it is decided again under it, as another build may have been faster.
    /// </summary>
    public Result<RegistrationResult> Execute(Decision decision)
    {
        if (!intent.IsBuildHook || decision is Decision.Recorded or Decision.Stop { Failure.Kind: FailureKind.Offline })
            return ExecuteAlways(decision);
        if (HasFailedInBuild(alsoElsewhere: false))
            return Messages.FailedInBuild();
        var result = ExecuteAlways(decision);
        if (!result.TryGetValue(out _, out var failure) && failure.Kind != FailureKind.Repeated)
            HookFailures.Of(plan.Context).Add(intent, failure, plan.Context.StateFolder, CanUseLocks);
        return result;
    }

    private Result<RegistrationResult> ExecuteAlways(Decision decision)
    {
        switch (decision)
        {
            case Decision.Recorded recorded:
                SettleAttempt(recorded);
                return Done(recorded.Projects, Outcome.Recorded);
            // A pending attempt may be of a build that has the lock, and about to end.
            case Decision.Stop { Failure: { Kind: not FailureKind.Unclear } failure }:
                return failure;
            default:
                return WithLock(() => ExecuteUnderLock(Decide()));
        }
    }

    private Result<RegistrationResult> ExecuteUnderLock(Decision decision)
    {
        switch (decision)
        {
            case Decision.Create when intent.IsBuildHook && HasFailedInBuild(alsoElsewhere: CanUseLocks):
                return Messages.FailedInBuild();
            case Decision.Create create:
                return Create(create.Replaced);
            case Decision.Adopt adopt:
                if (!intent.IsAdoptKept && !CommandClaim.TryTake(plan.Context, cancel))
                    return Diagnostics.NotTwiceInBuild(StudioSettings.StudioAdopt.Name);
                return Record(adopt.Projects, Outcome.Adopted, adopt.Rekeyed);
            case Decision.Restore restore:
                report(Messages.Restored(file.Path, restore.Projects.All[0].Url));
                return Record(restore.Projects, Outcome.Recorded);
            case Decision.Recorded recorded:
                return Done(recorded.Projects, Outcome.Recorded);
            default:
                return ((Decision.Stop)decision).Failure;
        }
    }

    private Result<RegistrationResult> Create(StudioProjects? replaced)
    {
        if (!plan.Token.TryGetValue(out var token, out var failure))
            return failure;
        if (intent.IsForced && !CommandClaim.TryTake(plan.Context, cancel))
            return Diagnostics.NotTwiceInBuild(StudioSettings.StudioForce.Name);
        if (file.Prove() is { } unwritable)
            return unwritable;
        if (replaced is not null)
            report(Messages.Replacing(replaced.All[0].Url));
        if (intent.IsForced)
            marker.Remove(cancel);
        var client = connect();
        if (!marker.TryStart())
            return Diagnostics.UnclearAttempt("just now, by another build", intent.Key.ToString(), intent.Studio.Value);

        if (Send(client, token).TryGetValue(out var projects, out failure))
            return Record(projects, Outcome.Created);
        if (failure.Kind != FailureKind.Unclear)
            RemoveMarker();
        return failure;
    }

    private Result<StudioProjects> Send(StudioClient client, AccessToken token)
    {
        try
        {
            return client.Create(plan.Registration, token, report, cancel);
        }
        catch (OperationCanceledException)
        {
            // Cancelled before anything was sent.
            RemoveMarker();
            throw;
        }
    }

    /// <summary>
    /// Nothing was created, so nothing is unresolved; where the marker can't be removed, the failure itself still says more.
    /// </summary>
    private void RemoveMarker()
    {
        try
        {
            marker.Remove(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report(Messages.MarkerStays($"{Text.FirstLine(e.Message).TrimEnd('.')}"));
        }
    }

    /// <summary>
    /// The marker first: it keeps what Studio answered, also where the lock file can't be written. From here on nothing may be
    /// lost, not even to Ctrl+C.
    /// </summary>
    private RegistrationResult Record(StudioProjects projects, Outcome outcome, RegistrationKey? rekeyed = null)
    {
        CompleteMarker(projects);
        var unrecorded = file.Update(content => content.Replace(intent.Key, projects, rekeyed));
        return Done(projects, outcome) with { Unrecorded = unrecorded };
    }

    private void CompleteMarker(StudioProjects projects)
    {
        try
        {
            marker.Complete(projects);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The marker stays pending: an entry wins over it, and without one the next build stops.
            report(Messages.AnswerNotKept(plan.Context.StateFolder.Path, $"{Text.FirstLine(e.Message).TrimEnd('.')}"));
        }
    }

    /// <summary>
    /// The entry settles an attempt that was interrupted after it was written, or that another clone's entry answers.
    /// </summary>
    private void SettleAttempt(Decision.Recorded recorded)
    {
        if (intent.IsLocked
            || intent.IsOffline
            || !marker.Read(cancel).TryGetValue(out var attempt, out _)
            || attempt.State != AttemptState.Pending)
            return;
        try
        {
            // Whoever has the lock settles it.
            using var held = plan.Context.StateFolder.TryLock(LockName, TimeSpan.Zero, static () => { }, cancel);
            if (held is not null)
                CompleteMarker(recorded.Projects);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The entry answers all the same, here and in the next build.
        }
    }

    private RegistrationResult Done(StudioProjects projects, Outcome outcome) => new(plan.Registration, projects, outcome);

    private string? FindRemote(string repositoryKey) =>
        plan.Context.ReadRemotes().TryGetValue(out var remotes, out _)
            ? remotes.Named().FirstOrDefault(remote => remote.Url.Key == repositoryKey).Name
            : null;

    private string LockName => intent.Key.FileName + ".lock";

    private Result<RegistrationResult> WithLock(Func<Result<RegistrationResult>> work)
    {
        try
        {
            using var held = plan.Context.StateFolder.TryLock(LockName, patience, Waiting, cancel);
            return held is null ? Diagnostics.LockHeld(intent.Key.ToString(), (int)patience.TotalSeconds) : work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Diagnostics.UnwritableState(plan.Context.StateFolder.Path, $"{Text.FirstLine(e.Message).TrimEnd('.')}");
        }
    }

    private bool CanUseLocks => !intent.IsLocked;

    private bool HasFailedInBuild(bool alsoElsewhere) =>
        HookFailures.Of(plan.Context).Includes(intent, plan.Context.StateFolder, alsoElsewhere);

    private void Waiting() => report(Messages.WaitingForLock(intent.Key.ToString(), (int)patience.TotalSeconds));
}
