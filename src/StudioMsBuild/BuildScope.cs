namespace StudioMsBuild;

/// <summary>
/// The build that a task is part of: what its projects share in this process, and the node that the task occupies.
/// </summary>
internal sealed class BuildScope(BuildCache cache, Action yield, Action reacquire)
{
    /// <summary>A build of one project.</summary>
    public static BuildScope OfOneProject() => new(new BuildCache(), static () => { }, static () => { });

    /// <summary>The value that the first of the build's projects made under this name.</summary>
    public T GetOrAdd<T>(string name, Func<T> create)
        where T : class =>
        cache.GetOrAdd(name, create);

    /// <summary>Whether this is the first call with this name in the build and this process.</summary>
    public bool IsFirst(string name)
    {
        var isFirst = false;
        cache.GetOrAdd(name, () =>
        {
            isFirst = true;
            return new object();
        });
        return isFirst;
    }

    /// <summary>Lets the node build other projects while this one waits. To be called on the task's own thread.</summary>
    public void Yielding(Action wait)
    {
        yield();
        try
        {
            wait();
        }
        finally
        {
            reacquire();
        }
    }
}

/// <summary>What the projects of one build share in one process; MSBuild disposes of it when the build ends.</summary>
internal sealed class BuildCache : IDisposable
{
    private readonly Dictionary<(Type Type, string Name), Slot> slots = [];

    public T GetOrAdd<T>(string name, Func<T> create)
        where T : class
    {
        Slot? slot;
        lock (slots)
        {
            if (!slots.TryGetValue((typeof(T), name), out slot))
                slots[(typeof(T), name)] = slot = new Slot();
        }

        // Whoever asks meanwhile waits for the first; a cancelled one leaves the slot to the next.
        lock (slot)
            return (T)(slot.Value ??= create());
    }

    public void Dispose()
    {
        lock (slots)
        {
            foreach (var slot in slots.Values)
                (slot.Value as IDisposable)?.Dispose();
            slots.Clear();
        }
    }

    private sealed class Slot
    {
        public object? Value { get; set; }
    }
}
