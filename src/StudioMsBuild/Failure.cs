namespace StudioMsBuild;

/// <summary>What may be done after a failure.</summary>
internal enum FailureKind
{
    /// <summary>Nothing was created, and the same attempt would fail again.</summary>
    Final,
    /// <summary>Nothing was created, and the same request may succeed later.</summary>
    Retryable,
    /// <summary>The request may have created the project.</summary>
    Unclear,
    /// <summary>
    /// Git refuses the repository, which another user owns: nothing of it may be read, whatever the settings say.
    /// </summary>
    UntrustedRepository,
    /// <summary>There is no access token.</summary>
    MissingToken,
    /// <summary>The same has failed in another project of this build, and was reported there.</summary>
    Repeated,
    /// <summary>StudioOffline: nothing may be sent, and that is no error.</summary>
    Offline,
}

/// <summary>Why there is no value: the diagnostic that shows it, and what may be done after it.</summary>
/// <param name="RetryAfter">How long the server asks to wait before the next attempt; null where it doesn't say.</param>
internal sealed record Failure(Diagnostic Diagnostic, FailureKind Kind = FailureKind.Final, TimeSpan? RetryAfter = null)
{
    /// <summary>
    /// What happened, without advice: one sentence for the message that announces a retry. Null where nothing is retried.
    /// </summary>
    public ReportText? Cause { get; init; }

    public string Code => Diagnostic.Code!;

    public string Text => Diagnostic.Text;

    /// <summary>
    /// The same failure, caused by the value of a property: an error also where other failures become warnings.
    /// </summary>
    public Failure OfProperty() => this with { Diagnostic = Diagnostic with { IsAlwaysError = true } };
}
