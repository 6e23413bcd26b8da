namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>Two builds of one registration at once. The second one is the row's: it comes while Studio has the first one's request.</summary>
internal static class ConcurrencyRows
{
    private const string LocksOff = "DOTNET_SYSTEM_IO_DISABLEFILELOCKING";

    public static IEnumerable<Row> All { get; } =
    [
        Two("two builds at once", "delay", first => first.EndAsync()),
        Two("the other build fails with status 401", "delay-401", first => first.EndAsync()),
        Two("the other build's outcome is unclear: status 500, created", "delay-500-created", first => first.EndAsync()),
        Two("the other build is killed while Studio has its request, created", "hang-created", first => first.KillAsync()),
        Two("two builds at once, where file locks do nothing", "delay", first => first.EndAsync(), site => site.Repository.Set(LocksOff, "1")),
        Two("the other build is killed, where file locks do nothing", "hang-created", first => first.KillAsync(), site => site.Repository.Set(LocksOff, "1")),
    ];

    private static Row Two(string fault, string fail, Func<BuildProcess, Task> endOfFirst, Action<Site>? prepare = null) => new("concurrency", fault, fail)
    {
        Holds = true,
        Meet = async site =>
        {
            prepare?.Invoke(site);
            var first = site.Start();
            await Site.Until(() => site.Requests == 1);
            var second = site.Start();
            // It waits, or has failed.
            await Site.Until(() => second.Screen.Length > 0);
            site.Release();
            await endOfFirst(first);
            return await second.EndAsync();
        },
    };
}
