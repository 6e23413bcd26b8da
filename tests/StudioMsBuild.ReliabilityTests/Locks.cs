namespace StudioMsBuild.ReliabilityTests;

/// <summary>The locks and marks of a <see cref="Site"/>, which has one registration.</summary>
internal static class Locks
{
    /// <summary>Holds the lock of the registration, as a build of it does.</summary>
    public static async Task<IDisposable> HoldKeyAsync(Site site)
    {
        // Locked mode takes the lock, and leaves its file behind.
        (await site.RegisterAsync("-p:StudioLockedMode=true")).ShouldFailWith("STUDIO4009");
        return Hold(Directory.GetFiles(site.State, "*.lock").ShouldHaveSingleItem());
    }

    /// <summary>Has the lock of the record be there, which a build holds that writes it; <see cref="Hold"/> takes it.</summary>
    public static async Task<string> RecordLockAsync(Site site)
    {
        // Adopting writes the record without a request; here for another subdir.
        (await site.RegisterAsync($"-p:StudioAdopt={site.Studio.Url}/user/ada/projects/other-a1", "-p:StudioSubdir=other")).ShouldSucceed();
        return Directory.GetFiles(site.State, "*.record.lock").ShouldHaveSingleItem();
    }

    public static string? MarkFile(Site site) => Directory.Exists(site.State) ? Directory.GetFiles(site.State, "*.mark").SingleOrDefault() : null;

    public static int Marks(Site site) => MarkFile(site) is null ? 0 : 1;

    /// <summary>Whether a mark says what Studio answered.</summary>
    public static bool Remembers(Site site) =>
        site.Projects is [var project] && Directory.GetFiles(site.State, "*.mark").Any(file => File.ReadAllText(file).Contains(project.Path, StringComparison.Ordinal));

    public static FileStream Hold(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
}
