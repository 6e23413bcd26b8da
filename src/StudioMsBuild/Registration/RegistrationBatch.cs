namespace StudioMsBuild.Registration;

/// <summary>Registers what a task is asked for: one record and one connection pool for all, several requests at a time; a failure stops no other.</summary>
internal sealed class RegistrationBatch : IDisposable
{
    private readonly ProjectContext context;
    private readonly IReadOnlyList<RegistrationPlan> plans;
    private readonly StudioSettings settings;
    private readonly LockFileStore file;
    private readonly Lazy<StudioClient> client;
    private readonly Action<Diagnostic> report;
    private readonly CancellationToken cancel;
    private int isTokenTold;

    public RegistrationBatch(ProjectContext context, IReadOnlyList<RegistrationPlan> plans, Action<Diagnostic> report, CancellationToken cancel)
    {
        (this.context, this.plans, this.report, this.cancel, settings) = (context, plans, report, cancel, context.Settings);
        file = new LockFileStore(context.File(context.LockFilePath), context.StateFolder, cancel);
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
    }

    /// <summary>What is registered now, in the order of the plans; the failures are told.</summary>
    public IReadOnlyList<RegistrationResult> Register()
    {
        var workflows = plans.Select(plan => new RegistrationWorkflow(plan, file, () => client.Value, report, cancel)).ToArray();
        var registered = Array.ConvertAll(workflows, static workflow => workflow.FindRecorded());
        var open = new List<int>();
        for (var at = 0; at < plans.Count; at++)
        {
            if (registered[at] is null && (!settings.Offline.Value || plans[at].Settings.Adopt is not null))
                open.Add(at);
        }

        if (open.Count > 0)
            Register(open, workflows, registered);
        return registered.OfType<RegistrationResult>().ToArray();
    }

    private void Register(List<int> open, RegistrationWorkflow[] workflows, RegistrationResult?[] registered)
    {
        // Threads, as they wait for locks and for Studio.
        var next = -1;
        InParallel(Math.Min(open.Count, StudioClient.MostAtOnce), () =>
        {
            for (int at; (at = Interlocked.Increment(ref next)) < open.Count;)
                registered[open[at]] = Register(plans[open[at]], workflows[open[at]]);
        });
    }

    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
    }

    private static void InParallel(int count, Action work)
    {
        if (count <= 1)
            work();
        else
            Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))).GetAwaiter().GetResult();
    }

    private RegistrationResult? Register(RegistrationPlan plan, RegistrationWorkflow workflow)
    {
        cancel.ThrowIfCancellationRequested();
        if (workflow.Register().TryGetValue(out var registered, out var failure))
            return registered;
        // One sentence says for all of them that there is no token.
        if (failure.Kind != FailureKind.MissingToken)
            report(context.Of(plan.Registration, failure.Diagnostic));
        else if (Interlocked.Exchange(ref isTokenTold, 1) == 0)
            report(MissingToken(failure));
        return null;
    }

    /// <summary>In a build hook a missing token is no fault: a pull request of a fork has no secrets.</summary>
    private Diagnostic MissingToken(Failure failure) =>
        context.Properties.IsBuildHook && context.Settings.ContinueOnError.Value
            ? Diagnostics.Message($"Not registered with Studio: {failure.Diagnostic.Content}")
            : failure.Diagnostic;
}
