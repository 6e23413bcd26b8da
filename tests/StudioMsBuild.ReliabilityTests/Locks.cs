namespace StudioMsBuild.ReliabilityTests;

/// <summary>The locks and attempt markers of a <see cref="Site"/>, which has one registration.</summary>
internal static class Locks
{
    /// <summary>Holds the lock of the registration, as a build of it does.</summary>
    public static async Task<IDisposable> HoldKeyAsync(Site site)
    {
        var marker = await LeaveMarkerAsync(site);
        File.Delete(marker);
        return Hold(Path.ChangeExtension(marker, "lock"));
    }

    /// <summary>Holds the lock of the lock file, as a build does that writes it.</summary>
    public static IDisposable HoldLockFile(Site site) => Hold(Directory.GetFiles(site.State, "*.record.lock").ShouldHaveSingleItem());

    /// <summary>Leaves the marker of the registration and its locks, but no entry.</summary>
    public static async Task<string> LeaveMarkerAsync(Site site)
    {
        // Adopting sends no request.
        (await site.RegisterAsync($"-p:StudioAdopt={site.Studio.Url}/user/ada/projects/other-a1")).ShouldSucceed();
        File.Delete(site.LockFile);
        return MarkerFile(site)!;
    }

    public static string? MarkerFile(Site site) => Directory.Exists(site.State) ? Directory.GetFiles(site.State, "*.mark").SingleOrDefault() : null;

    public static int Markers(Site site) => MarkerFile(site) is null ? 0 : 1;

    /// <summary>Whether a marker has what Studio answered.</summary>
    public static bool Remembers(Site site) =>
        site.Projects is [var project] && Directory.GetFiles(site.State, "*.mark").Any(file => File.ReadAllText(file).Contains(project.Path, StringComparison.Ordinal));

    public static FileStream Hold(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
