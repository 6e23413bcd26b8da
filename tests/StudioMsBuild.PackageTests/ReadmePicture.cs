using System.Globalization;
using System.Text.RegularExpressions;

namespace StudioMsBuild.PackageTests;

/// <summary>
/// The README's picture is what a real terminal shows of a real run. The address of the Studio, which is on this machine, and the project's
/// id are the public ones of the pages; durations, which depend on the machine, are left out. With STUDIO_TEST_APPROVE=1 the picture is written anew; look at it before you commit it.
/// </summary>
public sealed partial class ReadmePicture(PackedPackage package) : EmulatorTest(package)
{
    private const string Picture = "docs/images/terminal.svg";
    private const int Columns = 116;

    private static readonly string[] Commands =
    [
        "dotnet build -t:RegisterStudioProject",
        "git add studio.lock.json",
        "git commit -m \"Register the project in DVC Studio\"",
        "dotnet build -t:RegisterStudioProject",
    ];

    [Fact]
    public async Task The_picture_is_what_the_terminal_shows()
    {
        if ((Needs.Terminal ?? Needs.Shell) is { } reason)
            Assert.Skip(reason);
        User.Library().Property("StudioProjectName", "iris").Save();
        Repository.Write(".dvc/config", "").Write(".gitignore", "bin/\nobj/\n").Commit();

        var (exitCode, written) = await Terminal.RunAsync(
            "bash",
            ["-c", string.Join('\n', Commands.Select(command => $"printf '\\033[1;32m$\\033[0m %s\\n' '{command}'\n{command}").Prepend("set -e"))],
            Repository.Path,
            [.. Feed.DotNet.Environment, .. Repository.Environment, new("COLUMNS", Columns.ToString(CultureInfo.InvariantCulture))]);
        exitCode.ShouldBe(0, written);
        var shown = Duration().Replace(written, "").Replace(Studio.Url, "https://studio.iterative.ai", StringComparison.Ordinal).Replace(Created.Id, "tsanhawn9y", StringComparison.Ordinal);
        var picture = TerminalPicture.Draw(
            TerminalScreen.Show(shown, Columns),
            Columns,
            $"A terminal: {Commands[0]} prints the project's URL; the lock file is committed; the next run prints the same URL as recorded.");

        var file = SourceTree.File(Picture);
        if (Environment.GetEnvironmentVariable("STUDIO_TEST_APPROVE") == "1")
            await File.WriteAllTextAsync(file, picture, TestContext.Current.CancellationToken);
        var approved = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        WithoutCommit(picture).ShouldBe(WithoutCommit(approved), $"STUDIO_TEST_APPROVE=1 writes {Picture} anew.");
    }

    private static string WithoutCommit(string picture) => Commit().Replace(picture, "[main 0000000]");

    // The live lines have their durations without a blank; the terminal writes over them.
    [GeneratedRegex(@" \(\d+\.\d+s\)| in \d+\.\d+s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\[main [0-9a-f]{7,}\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Commit();
}
