namespace StudioMsBuild.Emulator;

/// <summary>Names of users and teams; they are part of a project's URL.</summary>
internal static class Name
{
    public const int Longest = 256;

    /// <summary>Dots alone would lead the URL elsewhere.</summary>
    public static bool IsValid(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= Longest && name.Trim('.').Length > 0;
}
