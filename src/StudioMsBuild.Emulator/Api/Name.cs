namespace StudioMsBuild.Emulator;

/// <summary>Names of users and teams; they are part of a project's URL.</summary>
internal static class Name
{
    public const int Longest = 256;

    /// <summary>A name of dots only would change the URL's path.</summary>
    public static bool IsValid(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= Longest && name.Trim('.').Length > 0;
}
