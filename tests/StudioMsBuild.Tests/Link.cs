namespace StudioMsBuild.Tests;

/// <summary>Symbolic links; a test skips where nobody may make them.</summary>
internal static class Link
{
    public static void ToFile(string path, string target)
    {
        Skip.If(Needs.Links);
        File.CreateSymbolicLink(path, target);
    }

    public static void ToFolder(string path, string target)
    {
        Skip.If(Needs.Links);
        Directory.CreateSymbolicLink(path, target);
    }
}
