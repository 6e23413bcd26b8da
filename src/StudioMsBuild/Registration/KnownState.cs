namespace StudioMsBuild.Registration;

/// <summary>
/// What is known of a registration before anything is locked, written or sent; what costs time is read when it matters.
/// </summary>
internal sealed record KnownState(LockFileContent LockFile)
{
    public Lazy<Result<Attempt>> Attempt { get; init; } = new(static () => StudioMsBuild.LockFile.Attempt.None);

    public Lazy<Result<CheckoutState>> Checkout { get; init; } =
        new(static () => new CheckoutState(HasLockFile: true, [], Index: null));

    /// <summary>The name of a Git remote by its repository's key; null where no remote has it.</summary>
    public Func<string, string?> FindRemote { get; init; } = static _ => null;
}
