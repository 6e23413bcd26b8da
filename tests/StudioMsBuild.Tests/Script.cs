namespace StudioMsBuild.Tests;

/// <summary>A program of a few lines of shell, used instead of git.</summary>
internal static class Script
{
    public static string Write(TemporaryFolder box, string relative, string lines, string interpreter = "/bin/sh")
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Needs Linux or macOS: a script of the shell stands in for a program.");
        var path = box.Write(relative, $"#!{interpreter}\n{lines}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A program that leaves a marker and fails.</summary>
    public static string WriteTrap(TemporaryFolder box, string relative, string marker) =>
        Write(box, relative, $"/usr/bin/touch '{box[marker]}'\nexit 1");
}
