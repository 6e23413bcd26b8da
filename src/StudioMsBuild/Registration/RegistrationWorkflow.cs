namespace StudioMsBuild.Registration;

/// <summary>How a registration's projects came about: the item's Outcome.</summary>
internal enum Outcome { Created, Recorded, Adopted }

/// <summary>A registration's projects, and how they came about.</summary>
internal sealed class RegistrationResult(CreateProjectRequest registration, StudioProjects projects, Outcome outcome)
{
    public CreateProjectRequest Registration { get; } = registration;
    public StudioProjects Projects { get; } = projects;
    public Outcome Outcome { get; } = outcome;
}

/// <summary>
/// The once rule for one registration: lock of the key, record, mark, send, mark, record. Whatever stops a build, at any point,
/// what it leaves makes the next one find the project or ask, never create a second one by itself.
/// </summary>
internal sealed class RegistrationWorkflow
{
    private readonly RegistrationPlan plan;
    private readonly RegistrationKey key;
    private readonly LockFileStore file;
    private readonly Func<StudioClient> connect;
    private readonly AttemptMarker mark;
    private readonly Action<Diagnostic> report;
    private readonly CancellationToken cancel;

    /// <summary>The project to adopt, as the record would have it.</summary>
    private readonly string? wantedUrl;

    public RegistrationWorkflow(RegistrationPlan plan, LockFileStore file, Func<StudioClient> connect, Action<Diagnostic> report, CancellationToken cancel)
    {
        (this.plan, this.file, this.connect, this.report, this.cancel) = (plan, file, connect, report, cancel);
        wantedUrl = plan.Settings.Adopt?.Value.TrimEnd('/');
        key = RegistrationKey.From(plan.Registration);
        mark = new AttemptMarker(plan.Context.StateFolder, key);
    }

    /// <summary>As long as a holder of the lock may take for its requests and the waits between them.</summary>
    private TimeSpan Patience => TimeSpan.FromSeconds(10 + ((plan.Settings.Retries.Value + 1) * (plan.Settings.Timeout.Value + 60)));

    /// <summary>What the record says, where that is what is asked for.</summary>
    private RegistrationResult? Recorded =>
        !plan.Settings.Force.Value && file.Read().TryGetValue(out var record, out _) && record.Find(key) is { } projects && IsWanted(projects)
            ? Done(projects, Outcome.Recorded)
            : null;

    /// <summary>The whole job where it is recorded already, without a lock; null where more is to do, such as to clear up a mark.</summary>
    public RegistrationResult? FindRecorded() => Recorded is { } recorded && (plan.Settings.Offline.Value || !HasOpenQuestion()) ? recorded : null;

    /// <summary>Adopts, finds or creates the projects, as the settings say.</summary>
    public Result<RegistrationResult> Register()
    {
        if (!file.Read().TryGetValue(out var record, out var failure))
            return failure;
        if (wantedUrl is not { } url)
            return FindRecorded() is { } recorded ? recorded : WithLock(Create);
        // A near miss is there, with its name: its page may be on Studio's former address.
        return record.FindNear(key, url) is { } near ? Adopt(near.Project)
            : AdoptedProject.Read(url, plan.Settings.Studio.Value).TryGetValue(out var project, out failure) ? Adopt(project)
            : failure;
    }

    private RegistrationResult Done(StudioProjects projects, Outcome outcome) => new(plan.Registration, projects, outcome);

    /// <summary>An item's Adopt stands there for good, and is done where the record says the same; the property of the command line is an order.</summary>
    private bool IsWanted(StudioProjects projects) =>
        wantedUrl is null || (plan.Context.Settings.Adopt is null && projects.All.Any(project => project.Url == wantedUrl));

    /// <summary>Whether a mark waits to be answered; where it cannot be read, the record that was found is the answer.</summary>
    private bool HasOpenQuestion()
    {
        try
        {
            return mark.Read(cancel) is { Projects: null };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Records an existing project, in the place of what stood for this registration, or of the near miss that it is.</summary>
    private Result<RegistrationResult> Adopt(StudioProject project) => WithLock(() =>
    {
        if (!file.Read().TryGetValue(out var record, out var failure))
            return failure;
        // An entry that knows the project knows its name, and the other projects of its registration.
        var known = record.FindNear(key, project.Url)?.Key ?? key;
        var projects = record.Find(known) is { } recorded && recorded.All.Any(one => one.Url == project.Url) ? recorded : new StudioProjects([project]);
        return Write(projects, Outcome.Adopted, known);
    });

    /// <summary>The recorded projects, else new ones, unless a near miss or an unclear attempt forbids it.</summary>
    private Result<RegistrationResult> Create()
    {
        var force = plan.Settings.Force.Value;
        if (!file.Read().TryGetValue(out var record, out var failure))
            return failure;
        if (force && record.Find(key) is { } replaced)
            report(Diagnostics.Message($"StudioForce replaces {replaced.All[0].Url} in the record; Studio keeps that project."));
        if (!force)
        {
            if (record.Find(key) is { } recorded)
            {
                // A build that was killed between record and mark, or a record that was pulled, answers the open question.
                if (mark.Read(cancel) is { Projects: null })
                    mark.Complete(recorded, cancel);
                return Done(recorded, Outcome.Recorded);
            }

            if (record.FindNear(key) is { } near)
                return Diagnostics.NearMiss(file.Path, key.ToString(), near.Key.ToString(), near.Project.Url);
            if (mark.Read(cancel) is var (started, remembered))
                return remembered is null ? Diagnostics.UnclearAttempt(started, key.ToString(), plan.Settings.Studio.Value.Value) : Write(remembered, Outcome.Recorded);
        }

        if (plan.Settings.LockedMode.Value)
            return Diagnostics.NotRecorded(file.Path, key.ToString());
        if (!plan.Token.TryGetValue(out var token, out failure))
            return failure;
        if (file.Prove() is { } unwritable)
            return unwritable;
        if (force)
            mark.Remove(cancel);

        var client = connect();
        if (!mark.TryStart())
            return Diagnostics.UnclearAttempt("just now, by another build", key.ToString(), plan.Settings.Studio.Value.Value);
        var created = Send(client, token);

        if (created.TryGetValue(out var projects, out failure))
            return Write(projects, Outcome.Created);
        if (failure.Kind != FailureKind.Unclear)
            TakeBack();
        return failure;
    }

    private Result<StudioProjects> Send(StudioClient client, AccessToken token)
    {
        if (plan.Subdir is null)
            report(Diagnostics.Message($"No folder at or above the project holds a .dvc folder: no subdir is sent, the project is the whole repository."));
        try
        {
            return client.Create(plan.Registration, token, report, cancel);
        }
        catch (OperationCanceledException)
        {
            // Stopped before anything was sent.
            TakeBack();
            throw;
        }
    }

    /// <summary>Nothing was created: the mark goes, and where it cannot, the failure that is told says more than that.</summary>
    private void TakeBack()
    {
        try
        {
            mark.Remove(cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report(Diagnostics.Message($"The mark of this attempt stays, so the next build will ask about it: {Text.FirstLine(e.Message)}"));
        }
    }

    /// <summary>The mark first: it remembers what Studio answered, also where the record waits for others or fails.</summary>
    private Result<RegistrationResult> Write(StudioProjects projects, Outcome outcome, RegistrationKey? rekeyed = null)
    {
        try
        {
            mark.Complete(projects, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The mark stays unclear: a record wins over it, and without one the next build asks.
            report(Diagnostics.Message($"What Studio answered could not be kept in {plan.Context.StateFolder.Path}: {Text.FirstLine(e.Message)}"));
        }

        var failure = file.Update(record => record.Replace(key, projects, rekeyed));
        return failure is null ? Done(projects, outcome) : failure with { Diagnostic = failure.Diagnostic with { Content = $"{failure.Diagnostic.Content} The project is {projects.All[0].Url}." } };
    }

    private Result<RegistrationResult> WithLock(Func<Result<RegistrationResult>> work)
    {
        try
        {
            using var held = plan.Context.StateFolder.TryLock(key.FileName + ".lock", Patience, Waiting, cancel);
            return held is null ? Diagnostics.LockHeld(key.ToString(), (int)Patience.TotalSeconds) : work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In a context that nobody may write to, a record still answers.
            return Recorded is { } recorded ? recorded : Diagnostics.UnwritableState(plan.Context.StateFolder.Path, $"{Text.FirstLine(e.Message).TrimEnd('.')}");
        }
    }

    private void Waiting() => report(Diagnostics.Message($"Another build is registering {Unquoted(key.ToString())}; waiting for it, at most {(int)Patience.TotalSeconds} s."));
}
