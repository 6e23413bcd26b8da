using System.IO.Compression;
using CliWrap;
using StudioMsBuild.WindowsTests;

[assembly: AssemblyFixture(typeof(WindowsMachine))]

namespace StudioMsBuild.WindowsTests;

/// <summary>The Windows that tests/windows/setup made, with the package on its drive C:.</summary>
public sealed class WindowsMachine : IAsyncLifetime
{
    private const string FolderVariable = "STUDIO_TEST_WINDOWS";
    private const string PackageVariable = "STUDIO_TEST_WINDOWS_PACKAGE";

    private static readonly string? Folder = System.Environment.GetEnvironmentVariable(FolderVariable);

    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    private PackageFeed? feed;

    /// <summary>Why there is no Windows here; null where there is one.</summary>
    public static string? Missing { get; } =
        string.IsNullOrEmpty(Folder) ? $"Needs the folder of a Windows in {FolderVariable}: run tests/windows/run." : null;

    /// <summary>Drive C: as Linux sees it.</summary>
    public string Drive { get; } = System.IO.Path.Combine(Folder ?? "", "prefix", "drive_c");

    /// <summary>What a process needs to run there, without any variable of a test's.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>The folder of the packed package on drive C:, as Windows sees it.</summary>
    public string Package { get; private set; } = "";

    public string PackageVersion { get; private set; } = "";

    /// <summary>The path that Windows has for a file on drive C:.</summary>
    public string Path(string linuxPath) => @"C:\" + System.IO.Path.GetRelativePath(Drive, linuxPath).Replace('/', '\\');

    /// <summary>The path that Linux has for a file on drive C:.</summary>
    public string LinuxPath(string windowsPath) => System.IO.Path.Combine(Drive, windowsPath[@"C:\".Length..].Replace('\\', '/'));

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        await ReadEnvironmentAsync();
        await StartAsync();
        await InstallPackageAsync();
    }

    /// <summary>A process of Windows; any exit code is fine.</summary>
    /// <param name="folder">Where it starts, as Linux sees it.</param>
    public Command Command(string folder, IEnumerable<KeyValuePair<string, string>> variables, string program, params IEnumerable<string> arguments) =>
        HermeticProcess.Command("wine", [program, .. arguments], folder, [.. environment, .. variables]);

    public ValueTask DisposeAsync()
    {
        feed?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadEnvironmentAsync()
    {
        const string Script = """. "$0" && env -0""";
        var before = HermeticProcess.Environment([]);
        var shell = await HermeticProcess.RunAsync("bash", ["-c", Script, System.IO.Path.Combine(Folder!, "wine.env")], Drive, []);
        foreach (var line in shell.StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)))
        {
            if (!before.TryGetValue(line[0], out var value) || value != line[1])
                environment[line[0]] = line[1];
        }

        // Wine takes arguments and variables in the encoding of the locale.
        environment["LC_ALL"] = "C.UTF-8";
        // One server of Wine's for one prefix: it is found by this folder.
        environment["TMPDIR"] = System.IO.Path.GetTempPath();
    }

    /// <summary>Starts Wine's server and services once for all processes: the first one's pipes would stay open in the services.</summary>
    private async Task StartAsync() =>
        await HermeticProcess.RunAsync("bash", ["-c", "(wineserver -p600; wine cmd.exe /d /c exit) >/dev/null 2>&1 </dev/null"], Drive, environment);

    private async Task InstallPackageAsync()
    {
        var package = System.Environment.GetEnvironmentVariable(PackageVariable);
        if (string.IsNullOrEmpty(package))
        {
            feed = await PackageFeed.PackAsync();
            package = feed.Package;
        }

        PackageVersion = System.IO.Path.GetFileNameWithoutExtension(package)["StudioMsBuild.".Length..];
        var folder = System.IO.Path.Combine(Drive, "packages", System.IO.Path.GetFileNameWithoutExtension(package));
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        await ZipFile.ExtractToDirectoryAsync(package, folder);
        Directory.CreateDirectory(System.IO.Path.Combine(Drive, "feed"));
        File.Copy(package, System.IO.Path.Combine(Drive, "feed", System.IO.Path.GetFileName(package)), overwrite: true);
        Package = Path(folder);
        // The repositories of the tests lie on drive C:, which git of Linux shares.
        System.Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(System.IO.Path.Combine(Drive, "work")).FullName);
    }
}
