namespace StudioMsBuild.ReliabilityTests.Table;

/// <summary>kill -9 of the build, at chosen points.</summary>
internal static class KillRows
{
    public static IEnumerable<Row> All { get; } =
    [
        new("kill", "while it waits for its lock")
        {
            Meet = async site =>
            {
                using var held = await Locks.HoldKeyAsync(site);
                var build = site.Start();
                await Site.Until(() => build.Screen.Contains("Waiting for it", StringComparison.Ordinal));
                return await build.KillAsync();
            },
        },
        new("kill", "while it connects")
        {
            Missing = Needs.Linux,
            Meet = async site =>
            {
                var studio = site.Studio.Url;
                await using var hole = TcpServer.BlackHole();
                site.Repository.Set("DVC_STUDIO_URL", hole.Url);
                var build = site.Start();
                await Site.Until(() => Locks.Markers(site) == 1);
                return await build.KillAsync();
            },
            Repair = site => site.StudioAsync(new EmulatorOptions(), new Uri(site.Repository.Environment["DVC_STUDIO_URL"]).Port),
        },
        Kill("while Studio has the request, nothing created", "hang", site => site.Requests == 1),
        Kill("while Studio has the request, created", "hang-created", site => site.Projects.Count == 1),
        Kill("while half of the answer is there, created", "half-silent-created", site => site.Projects.Count == 1),
        Kill("while it waits to try again", "429-retry-after-minute", site => site.Requests == 1),
        new("kill", "after the answer, before it is recorded", "delay")
        {
            Holds = true,
            Meet = async site =>
            {
                var build = site.Start();
                await Site.Until(() => site.Requests == 1);
                using var held = Locks.HoldLockFile(site);
                site.Release();
                // The marker has what Studio answered; the lock file waits for the lock that is held here.
                await Site.Until(() => Locks.Remembers(site));
                return await build.KillAsync();
            },
        },
        new("kill", "after it was recorded, before the marker says so", "delay")
        {
            Holds = true,
            Meet = async site =>
            {
                var build = site.Start();
                await Site.Until(() => site.Requests == 1);
                var started = await File.ReadAllBytesAsync(Locks.MarkerFile(site)!);
                site.Release();
                var result = await build.EndAsync();
                // A moment that no test can hit: the marker as it was when the lock file was written.
                await File.WriteAllBytesAsync(Locks.MarkerFile(site)!, started);
                return result;
            },
        },
    ];

    private static Row Kill(string fault, string fail, Func<Site, bool> moment) => new("kill", fault, fail)
    {
        Meet = async site =>
        {
            var build = site.Start();
            await Site.Until(() => moment(site));
            return await build.KillAsync();
        },
    };
}
