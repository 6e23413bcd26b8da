using System.ComponentModel;
using System.Diagnostics;

namespace StudioMsBuild.Git;

/// <summary>What one git process wrote, and its exit code.</summary>
internal sealed class GitOutput(int exitCode, string output, string error)
{
    public int ExitCode { get; } = exitCode;
    public string Out { get; } = output;
    public string Error { get; } = error;
}

/// <summary>The git program of PATH, run in one folder so that it neither asks, waits, nor starts what the repository names.</summary>
internal sealed class GitProgram(string path, string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
{
    /// <summary>The program's absolute path.</summary>
    public string Path { get; } = path;
    /// <summary>Where it runs: the project's folder.</summary>
    public string Folder { get; } = folder;
    public IReadOnlyDictionary<string, string> Environment { get; } = environment;
    public CancellationToken Cancel { get; } = cancel;

    private const int TimeoutSeconds = 5;

    // A hook in a linked worktree sets GIT_DIR without GIT_WORK_TREE, and --show-toplevel is then a subfolder.
    private static readonly string[] CallersRepository = ["GIT_DIR", "GIT_WORK_TREE"];

    private static readonly string[] Unset =
    [
        "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_CONFIG",
    ];

    private bool isInCallersRepository;

    /// <summary>The git of PATH's absolute entries: Process.Start("git") would also run one that lies in the project's folder.</summary>
    public static Result<GitProgram> Find(string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        foreach (var entry in environment.GetValueOrDefault("PATH", "").Split(System.IO.Path.PathSeparator))
        {
            if (System.IO.Path.IsPathFullyQualified(entry) && IsProgram(System.IO.Path.Combine(entry, name)))
                return new GitProgram(System.IO.Path.Combine(entry, name), folder, environment, cancel);
        }

        return Diagnostics.GitNotFound();
    }

    /// <summary>The same program on the repository of GIT_DIR and GIT_WORK_TREE; null where the caller names none.</summary>
    public GitProgram? InCallersRepository() =>
        Environment.ContainsKey("GIT_DIR") && !isInCallersRepository ? new GitProgram(Path, Folder, Environment, Cancel) { isInCallersRepository = true } : null;

    /// <summary>Runs git to its end; fails where it cannot be started or is not done in five seconds.</summary>
    public Result<GitOutput> Run(params string[] arguments)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        timeout.CancelAfter(TimeSpan.FromSeconds(TimeoutSeconds));
        Cancel.ThrowIfCancellationRequested();
        try
        {
            using var git = Process.Start(StartInfo(arguments))!;
            try
            {
                git.StandardInput.Close();
                // Synchronously: in a cold build the runtime would have to compile the asynchronous pipes first.
                var output = Task.Run(git.StandardOutput.ReadToEnd);
                var error = Task.Run(git.StandardError.ReadToEnd);
                Task.WaitAll([output, error], timeout.Token);
                if (!git.WaitForExit(TimeSpan.FromSeconds(TimeoutSeconds)))
                    throw new OperationCanceledException(timeout.Token);
                return new GitOutput(git.ExitCode, output.Result, error.Result);
            }
            catch (OperationCanceledException)
            {
                // An include.path that names a FIFO would wait for ever.
                git.Kill(entireProcessTree: true);
                Cancel.ThrowIfCancellationRequested();
                return Diagnostics.GitTimeout(TimeoutSeconds);
            }
        }
        catch (Win32Exception e)
        {
            return Diagnostics.GitFailed(Text.FirstLine(e.Message));
        }
    }

    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);

    private ProcessStartInfo StartInfo(string[] arguments)
    {
        var start = new ProcessStartInfo(Path)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            CreateNoWindow = true,
        };
        string[] safe = ["--no-pager", "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false"];
        foreach (var argument in safe.Concat(arguments))
            start.ArgumentList.Add(argument);

        start.Environment.Clear();
        foreach (var (name, value) in Environment)
        {
            if (!Unset.Contains(name) && !name.StartsWith("GIT_TRACE", StringComparison.Ordinal) && (isInCallersRepository || !CallersRepository.Contains(name)))
                start.Environment[name] = value;
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["LANGUAGE"] = "";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        return start;
    }
}
