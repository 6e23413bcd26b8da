namespace StudioMsBuild.Testing;

/// <summary>
/// What some tests need of the machine: null where it is there, else why the test is skipped.
/// <code>if (Needs.Terminal is { } reason) Assert.Skip(reason);</code>
/// </summary>
public static class Needs
{
    public static string? Linux { get; } = OperatingSystem.IsLinux() ? null : "Needs Linux.";

    /// <summary>Pipes in the file system, signals and modes of files.</summary>
    public static string? Unix { get; } = OperatingSystem.IsWindows() ? "Needs Linux or macOS." : null;

    /// <summary>Symbolic links: Windows lets only administrators and developers make them.</summary>
    public static string? Links { get; } = CanLink() ? null : "Needs the right to make symbolic links.";

    /// <summary>The shell that the commands of the documentation are for.</summary>
    public static string? Shell { get; } = Unix ?? Program("bash");

    /// <summary>A pseudo-terminal, which <c>script</c> of util-linux makes; the one of macOS takes other arguments.</summary>
    public static string? Terminal { get; } = Linux ?? Program("script");

    /// <summary>Why there can be no file of this path, which is relative and has / between its names.</summary>
    public static string? FileName(string path) =>
        OperatingSystem.IsWindows() && path.Split('/').Any(name => name.Any(IsForbidden) || name.TrimEnd(' ', '.') != name)
            ? "Windows has no file of this name."
            : null;

    /// <summary>Why a program of PATH can't be run.</summary>
    public static string? Program(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, name)))
            ? null
            : $"Needs the program {name}.";

    private static bool IsForbidden(char character) => char.IsControl(character) || character is '<' or '>' or ':' or '"' or '|' or '?' or '*' or '\\';

    private static bool CanLink()
    {
        using var box = new TemporaryFolder();
        try
        {
            return Directory.CreateSymbolicLink(box["link"], box.Path).LinkTarget is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
