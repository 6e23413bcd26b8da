namespace StudioMsBuild.Registration;

/// <summary>
/// A failure in the build hook counts for the other projects of the build, so that a Studio that is down delays a build once. The
/// build's other processes see it by a lock that is held until the build ends.
/// </summary>
internal sealed class HookFailures : IDisposable
{
    private const string Token = "token";

    private readonly Dictionary<string, FileLock?> failed = new(StringComparer.Ordinal);

    public static HookFailures Of(ProjectContext context) =>
        context.Scope.GetOrAdd(context.StateFolder.Path, static () => new HookFailures());

    /// <summary>Whether this registration, its Studio or the token has failed in this build.</summary>
    /// <param name="alsoElsewhere">Whether the build's other processes are asked.</param>
    public bool Includes(RegistrationIntent intent, StateFolder folder, bool alsoElsewhere)
    {
        string[] names = [intent.Key.FileName, NameOf(intent.Studio), Token];
        lock (failed)
            return names.Any(failed.ContainsKey) || (alsoElsewhere && names.Any(name => IsHeldElsewhere(name, folder)));
    }

    public void Add(RegistrationIntent intent, Failure failure, StateFolder folder, bool alsoElsewhere)
    {
        // A cause of its own has what hits every request to this Studio, such as a certificate.
        string[] names = failure.Kind == FailureKind.MissingToken ? [Token]
            : failure.Kind == FailureKind.Unclear || failure.Cause is not null ? [intent.Key.FileName, NameOf(intent.Studio)]
            : [intent.Key.FileName];
        lock (failed)
        {
            foreach (var name in names.Where(name => !failed.ContainsKey(name)))
                failed[name] = alsoElsewhere ? TryLock(name, folder) : null;
        }
    }

    public void Dispose()
    {
        lock (failed)
        {
            foreach (var held in failed.Values)
                held?.Dispose();
        }
    }

    private static string NameOf(StudioAddress studio) => RegistrationKey.Hash(studio.Key);

    private static bool IsHeldElsewhere(string name, StateFolder folder)
    {
        using var free = TryLock(name, folder);
        return free is null;
    }

    private static FileLock? TryLock(string name, StateFolder folder) =>
        folder.TryLock($"{name}.failed.lock", TimeSpan.Zero, static () => { }, CancellationToken.None);
}
