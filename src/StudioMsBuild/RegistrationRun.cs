namespace StudioMsBuild;

/// <summary>Registers what a task is asked for: one record and one connection pool for all, several requests at a time; a failure stops no other.</summary>
internal sealed class RegistrationRun : IDisposable
{
    private readonly Checkout checkout;
    private readonly IReadOnlyList<Plan> plans;
    private readonly StudioSettings settings;
    private readonly RecordFile file;
    private readonly Lazy<StudioClient> client;
    private readonly Action<Diagnostic> tell;
    private readonly CancellationToken cancel;
    private int done;
    private int isTokenTold;

    public RegistrationRun(Checkout checkout, IReadOnlyList<Plan> plans, Action<Diagnostic> tell, CancellationToken cancel)
    {
        (this.checkout, this.plans, this.tell, this.cancel, settings) = (checkout, plans, tell, cancel, checkout.Settings);
        file = new RecordFile(checkout.RecordPath, checkout.StateFolder, batch: plans.Count > 1 ? 100 : 1, cancel);
        client = new(() => new StudioClient(settings.Studio.Value, settings.Timeout.Value, settings.Retries.Value, settings.CaCertificateFile));
    }

    /// <summary>What is registered now, in the order of the plans; the failures are told.</summary>
    public IReadOnlyList<Registered> Register()
    {
        var registrars = plans.Select(plan => new Registrar(plan, file, () => client.Value, tell, cancel)).ToArray();
        var registered = Array.ConvertAll(registrars, static registrar => registrar.FindRecorded());
        var open = new List<int>();
        for (var at = 0; at < plans.Count; at++)
        {
            if (registered[at] is null && (!settings.Offline.Value || plans[at].Settings.Adopt is not null))
                open.Add(at);
        }

        if (open.Count > 0)
            Register(open, registrars, registered);
        return registered.OfType<Registered>().ToArray();
    }

    private void Register(List<int> open, Registrar[] registrars, Registered?[] registered)
    {
        try
        {
            // Threads, as they wait for locks and for Studio; a few more than requests, as locks are taken and answers kept meanwhile.
            var next = -1;
            InParallel(Math.Min(open.Count, StudioClient.MostAtOnce + 8), () =>
            {
                for (int at; (at = Interlocked.Increment(ref next)) < open.Count; Progress(open.Count))
                    registered[open[at]] = Register(plans[open[at]], registrars[open[at]]);
            });
        }
        finally
        {
            if (file.Flush() is { } failure)
                tell(failure);
        }
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

    private Registered? Register(Plan plan, Registrar registrar)
    {
        cancel.ThrowIfCancellationRequested();
        if (registrar.Register().Is(out var registered, out var failure))
            return registered;
        // One sentence says for all of them that there is no token.
        if (!failure.IsMissingToken)
            tell(checkout.Of(plan.Registration, failure));
        else if (Interlocked.Exchange(ref isTokenTold, 1) == 0)
            tell(failure);
        return null;
    }

    private void Progress(int count)
    {
        var now = Interlocked.Increment(ref done);
        if (count > StudioClient.MostAtOnce && now * 10 / count > (now - 1) * 10 / count && now < count)
            tell(Diagnostics.Message($"Studio registrations: {now}/{count}"));
    }
}
