namespace StudioMsBuild.Tests;

internal static class PathExtensions
{
    /// <summary>A path with / between its names, as this system shows it.</summary>
    public static string OfSystem(this string path) => path.Replace('/', Path.DirectorySeparatorChar);
}
