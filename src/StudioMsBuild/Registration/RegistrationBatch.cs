namespace StudioMsBuild.Registration;

/// <summary>
/// Registers what a task asks for: one lock file and one connection pool for all, sixteen at a time; a failure stops no other.
/// </summary>
internal sealed class RegistrationBatch : IDisposable
{
    private readonly ProjectContext context;
    private readonly IReadOnlyList<RegistrationPlan> plans;
    private readonly IReadOnlyList<RegistrationWorkflow> workflows;
    private readonly Lazy<StudioClient> client;
    private readonly Action<Diagnostic> report;
    private readonly CancellationToken cancel;

    public RegistrationBatch(
        ProjectContext context,
        IReadOnlyList<RegistrationPlan> plans,
        Action<Diagnostic> report,
        CancellationToken cancel)
    {
        (this.context, this.plans, this.report, this.cancel) = (context, plans, report, cancel);
        var settings = context.Settings;
        client = new(() => new StudioClient(new StudioConnection
        {
            Studio = settings.Studio.Value,
            Fallback = settings.Studio.Source.IsDefault ? StudioAddress.Current : null,
            Timeout = TimeSpan.FromSeconds(settings.Timeout.Value),
            ConnectTimeout = context.Properties.IsBuildHook ? TimeSpan.FromSeconds(5) : null,
            Retries = settings.Retries.Value,
            CaCertificates = settings.CaCertificateFile,
            Environment = context.Environment,
        }));
        var file = new LockFileStore(context.File(context.LockFilePath), context.StateFolder, cancel);
        var checkout = new Lazy<Result<CheckoutState>>(() => CheckoutState.Read(context));
        workflows =
            plans.Select(plan => new RegistrationWorkflow(
                plan,
                file,
                checkout,
                () => client.Value,
                RegistrationWorkflow.PatienceFor(plan.Settings),
                report,
                cancel)).ToList();
    }

    /// <summary>
    /// What each registration comes to now, in the order of the plans. Takes no lock, writes nothing and sends nothing.
    /// </summary>
    public IReadOnlyList<Decision> Decide() => workflows.Select(static workflow => workflow.Decide()).ToList();

    /// <summary>What is registered already; reports and sends nothing.</summary>
    public IReadOnlyList<RegistrationResult> FindRecorded() =>
        workflows.Select(
            static workflow =>
                workflow.Decide() is Decision.Recorded recorded
                    && workflow.Execute(recorded).TryGetValue(out var registered, out _)
                    ? registered
                    : null)
            .OfType<RegistrationResult>().ToList();

    /// <summary>
    /// Registers what is not registered yet. Gives the registered ones in the order of the plans, and reports the failures.
    /// </summary>
    public IReadOnlyList<RegistrationResult> Register()
    {
        var decisions = Decide();
        foreach (var advice in BeforeSending.Advise(plans, decisions))
            report(advice);
        var results = new Result<RegistrationResult>?[plans.Count];
        try
        {
            // One after the other, as they take no time; then those that wait for locks and for Studio.
            var open = new List<int>();
            for (var at = 0; at < plans.Count; at++)
            {
                if (decisions[at] is Decision.Recorded)
                    results[at] = workflows[at].Execute(decisions[at]);
                else
                    open.Add(at);
            }

            if (open.Count > 0)
                context.Scope.Yielding(() => InParallel(open, at => results[at] = workflows[at].Execute(decisions[at])));
        }
        finally
        {
            ReportFailures(results);
        }

        return results.Select(static result => result!.TryGetValue(out var registered, out _) ? registered : null)
            .OfType<RegistrationResult>()
            .ToList();
    }

    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
    }

    private void InParallel(IReadOnlyList<int> open, Action<int> work)
    {
        if (open.Count <= 1)
        {
            foreach (var at in open)
                work(at);
            return;
        }

        var next = -1;
        var threads = Enumerable.Range(0, Math.Min(open.Count, StudioClient.MostAtOnce)).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int at; (at = Interlocked.Increment(ref next)) < open.Count;)
                {
                    cancel.ThrowIfCancellationRequested();
                    work(open[at]);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        Task.WhenAll(threads).GetAwaiter().GetResult();
    }

    private sealed record Failed(RegistrationPlan Plan, Failure Failure);

    /// <summary>One failure that hits several registrations is reported once, with their number.</summary>
    private void ReportFailures(Result<RegistrationResult>?[] results)
    {
        var failures = new List<Failed>();
        for (var at = 0; at < plans.Count; at++)
        {
            if (results[at] is not { } result)
                continue;
            if (!result.TryGetValue(out var registered, out var failure) || registered.Unrecorded is not null)
                failures.Add(new(plans[at], failure ?? registered!.Unrecorded!));
        }

        foreach (var same in failures.Where(static one => one.Failure.Kind != FailureKind.Offline)
            .GroupBy(static one => one.Failure.Kind == FailureKind.Unclear
                ? new object()
                : (one.Failure.Code, one.Failure.Diagnostic.File, one.Failure.Text)))
        {
            var hit = same.Select(static one => one.Plan.Registration).ToList();
            report(context.Of(hit, InHook(same.First().Failure), isAll: hit.Count == plans.Count));
        }
    }

    /// <summary>In a CI system's build hook a missing token is no fault: a pull request of a fork has no secrets.</summary>
    private Diagnostic InHook(Failure failure) =>
        failure.Kind == FailureKind.MissingToken
            && context.Properties.IsBuildHook
            && context.Settings.IsCi
            && context.Settings.ContinueOnError.Value
            ? Diagnostics.Message($"Not registered with Studio. {failure.Diagnostic.Summary}")
            : failure.Diagnostic;
}
