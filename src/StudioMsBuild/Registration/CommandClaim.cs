namespace StudioMsBuild.Registration;

/// <summary>
/// StudioForce and StudioAdopt count for one registration of a build: a project that builds others hands them on to each. A lock
/// that is held until the build ends shows it to the other processes.
/// </summary>
internal sealed class CommandClaim : IDisposable
{
    private FileLock? held;

    /// <summary>Whether this is the build's first registration with such a property, in this clone.</summary>
    public static bool TryTake(ProjectContext context, CancellationToken cancel)
    {
        var folder = context.StateFolder;
        var claim = context.Scope.GetOrAdd(folder.Path, static () => new CommandClaim());
        lock (claim)
        {
            if (claim.held is not null)
                return false;
            claim.held = folder.TryLock("command.lock", TimeSpan.Zero, static () => { }, cancel);
            return claim.held is not null;
        }
    }

    public void Dispose() => held?.Dispose();
}
