namespace StudioMsBuild.LockFile;

/// <summary>Whether strangers may put files into a folder.</summary>
internal static class SharedFolder
{
    /// <summary>Whether a folder above a project's is writable for others: by its mode, or as another user owns it.</summary>
    /// <param name="project">The project's folder: its owner is no stranger to the project.</param>
    public static bool IsWritableForOthers(string folder, string project)
    {
        // Windows' own rules give nobody else a folder of a user's.
        if (OperatingSystem.IsWindows())
            return false;
        return UnixFile.Status(PhysicalPath.Of(folder)) is not { } its
            || its.Mode.HasFlag(UnixFileMode.OtherWrite)
            || (its.Owner != 0
                && its.Owner != UnixFile.CurrentUser
                && its.Owner != UnixFile.Status(PhysicalPath.Of(project))?.Owner);
    }
}
