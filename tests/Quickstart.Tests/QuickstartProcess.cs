using System.Diagnostics;
using System.Globalization;
using System.Text;
using StudioMsBuild.Testing;

namespace Quickstart.Tests;

/// <summary>The quick start as a process with a temporary folder and a home of its own; what is left of it when disposed is ended.</summary>
internal sealed class QuickstartProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder temporary = new();
    private readonly TemporaryFolder home = new();
    private readonly string mark = Guid.NewGuid().ToString("N");
    private readonly StringBuilder output = new();
    private readonly Process process;
    private readonly Task reading;

    static QuickstartProcess() => Interrupts.Allow();

    private QuickstartProcess(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in EnvironmentWith(environment))
            start.Environment[name] = value;
        process = Process.Start(start)!;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>The folders that the quick start has made and not removed.</summary>
    public IEnumerable<string> Leftovers => Directory.EnumerateDirectories(temporary.Path, "studio-quickstart-*");

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Quickstart.dll");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static QuickstartProcess Start(Dictionary<string, string>? environment = null) => new("dotnet", [Program], environment ?? []);

    /// <summary>On a pseudo-terminal, made by the script program of util-linux; without exec a shell between them would end with 130 of its own.</summary>
    public static QuickstartProcess StartOnTerminal() =>
        new("script", ["--quiet", "--return", "--command", $"exec dotnet '{Program}'", "/dev/null"], []);

    public Task WaitFor(string text) => WaitUntil(() => Output.Contains(text, StringComparison.Ordinal), text);

    public Task WaitForProcess(string command) =>
        WaitUntil(() => RunningProcesses().Exists(line => line.StartsWith(command, StringComparison.Ordinal)), command);

    public async Task<int> ExitCode()
    {
        await process.WaitForExitAsync(Cancel).WaitAsync(Patience, Cancel);
        await reading;
        return process.ExitCode;
    }

    public async Task Signal(string name)
    {
        // The shell's own kill: the program of that name is not on every machine.
        using var kill = Process.Start("sh", ["-c", $"kill -{name} {process.Id.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync(Cancel);
    }

    public async Task PressControlC()
    {
        await process.StandardInput.WriteAsync('\x03');
        await process.StandardInput.FlushAsync(Cancel);
    }

    /// <summary>The command lines of processes that have inherited the quick start's environment, which only Linux shows.</summary>
    public List<string> RunningProcesses() => !OperatingSystem.IsLinux() ? [] : [.. Directory.EnumerateDirectories("/proc").Where(IsOurs).Select(folder => Read($"{folder}/cmdline").Replace('\0', ' '))];

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        temporary.Dispose();
        home.Dispose();
    }

    private async Task WaitUntil(Func<bool> isSo, string what)
    {
        var since = Stopwatch.StartNew();
        while (!isSo())
        {
            (since.Elapsed > Patience || process.HasExited).ShouldBeFalse($"'{what}' was awaited in:\n{Output}");
            await Task.Delay(50, Cancel);
        }
    }

    private Dictionary<string, string> EnvironmentWith(Dictionary<string, string> more)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["QUICKSTART_MARK"] = mark,
            ["TMPDIR"] = temporary.Path,
            ["HOME"] = home.Path,
            ["DOTNET_CLI_HOME"] = home.Path,
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["NUGET_PACKAGES"] = SourceTree.Packages,

            // The audit asks the network; every package is already there.
            ["NuGetAudit"] = "false",

            // The checkout's own build has looked for mistakes.
            ["RunAnalyzers"] = "false",
        };
        foreach (var (name, value) in more)
            environment[name] = value;
        return environment;
    }

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (output)
                output.Append(buffer, 0, count);
        }
    }

    private bool IsOurs(string folder) =>
        int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _) && Read($"{folder}/environ").Contains(mark, StringComparison.Ordinal);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
