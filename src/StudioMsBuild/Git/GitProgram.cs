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

/// <summary>
/// The git program of PATH, run in one folder so that it neither asks, waits, nor starts what the repository names.
/// </summary>
/// <param name="timeout">How long one process may take.</param>
internal sealed class GitProgram(
    string path,
    string folder,
    IReadOnlyDictionary<string, string> environment,
    TimeSpan timeout,
    CancellationToken cancel)
{
    /// <summary>The program's absolute path.</summary>
    public string Path { get; } = path;
    /// <summary>Where it runs: the project's folder.</summary>
    public string Folder { get; } = folder;
    public IReadOnlyDictionary<string, string> Environment { get; } = environment;
    public CancellationToken Cancel { get; } = cancel;

    // A hook in a linked worktree sets GIT_DIR without GIT_WORK_TREE, and --show-toplevel is then a subfolder.
    private static readonly string[] CallersRepository = ["GIT_DIR", "GIT_WORK_TREE"];

    private static readonly string[] Unset =
    [
        "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_CONFIG",
    ];

    // MAX_PATH less the file name that the system adds.
    private const int LongestWindowsFolder = 258;

    private bool isInCallersRepository;

    /// <summary>
    /// The git of PATH's absolute entries: Process.Start("git") would also run one from the project's folder.
    /// </summary>
    /// <param name="environment">What git gets of it: no token.</param>
    public static Result<GitProgram> Find(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        TimeSpan timeout,
        CancellationToken cancel)
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        foreach (var entry in environment.GetValueOrDefault("PATH", "").Split(System.IO.Path.PathSeparator))
        {
            // Windows allows quotes around an entry; elsewhere they are a part of the name.
            var search = OperatingSystem.IsWindows() ? entry.Trim().Trim('"') : entry;
            if (System.IO.Path.IsPathFullyQualified(search) && IsProgram(System.IO.Path.Combine(search, name)))
                return new GitProgram(System.IO.Path.Combine(search, name), folder, environment, timeout, cancel);
        }

        return Diagnostics.GitNotFound();
    }

    /// <summary>The same program on the repository of GIT_DIR and GIT_WORK_TREE; null where the caller names none.</summary>
    public GitProgram? InCallersRepository() =>
        Environment.ContainsKey("GIT_DIR") && !isInCallersRepository
            ? new GitProgram(Path, Folder, Environment, timeout, Cancel) { isInCallersRepository = true }
            : null;

    /// <summary>Runs git to its end; fails where it cannot be started or takes longer than its time limit.</summary>
    public Result<GitOutput> Run(params string[] arguments) => Run(arguments, input: "");

    /// <summary>The same with something to read: what git finds on its standard input, which is closed after it.</summary>
    public Result<GitOutput> Run(string[] arguments, string input)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(timeout);
        Cancel.ThrowIfCancellationRequested();
        if (OperatingSystem.IsWindows() && Folder.Length > LongestWindowsFolder)
        {
            return Diagnostics.GitNotStarted(
                Path,
                $"the project's folder has a path of {Folder.Length} characters, over Windows' limit of {LongestWindowsFolder}");
        }


        try
        {
            using var git = Process.Start(StartInfo(arguments))!;
            try
            {
                var written = Task.Run(() => Write(git.StandardInput, input));
                var output = Task.Run(git.StandardOutput.ReadToEnd);
                var error = Task.Run(git.StandardError.ReadToEnd);
                Task.WaitAll([written, output, error], limit.Token);
                // Its pipes are closed, so it is about to end.
                return git.WaitForExit(timeout) ? new GitOutput(git.ExitCode, output.Result, error.Result) : TimedOut(git);
            }
            catch (OperationCanceledException)
            {
                return TimedOut(git);
            }
        }
        catch (Win32Exception e)
        {
            // .NET's own message begins with the two paths, and what matters comes last.
            return Diagnostics.GitNotStarted(Path, new Win32Exception(e.NativeErrorCode).Message);
        }
    }

    private static void Write(StreamWriter standardInput, string input)
    {
        try
        {
            standardInput.Write(input);
            standardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its exit code and its error say why.
        }
    }

    /// <summary>Ends git and all that it started: an include.path that names a FIFO would wait for ever.</summary>
    private Failure TimedOut(Process git)
    {
        git.Kill(entireProcessTree: true);
        Cancel.ThrowIfCancellationRequested();
        return Diagnostics.GitTimeout((int)timeout.TotalSeconds);
    }

    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != UnixFileMode.None);

    private ProcessStartInfo StartInfo(string[] arguments)
    {
        var start = new ProcessStartInfo(Path)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
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
            if (!Unset.Contains(name)
                && !name.StartsWith("GIT_TRACE", StringComparison.Ordinal)
                && (isInCallersRepository || !CallersRepository.Contains(name)))
                start.Environment[name] = value;
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["LANGUAGE"] = "";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        return start;
    }
}
