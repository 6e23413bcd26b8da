namespace StudioMsBuild.Testing;

/// <summary>The checkout of this repository that the tests were built from.</summary>
public static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Where the build of these tests restored its packages to: read only, so that nothing is fetched again.</summary>
    public static string Packages { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public static string File(string relative) => Path.Combine(Root, relative);

    // Not [CallerFilePath]: a deterministic CI build maps it to /_/.
    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "StudioMsBuild.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No StudioMsBuild.sln at or above {AppContext.BaseDirectory}.");
    }
}
