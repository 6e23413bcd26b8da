using System.Text.Json.Nodes;

namespace StudioMsBuild.WindowsTests;

/// <summary>A user's repository on drive C:, a Studio on Linux to register it at, and builds of dotnet.exe.</summary>
internal sealed class WindowsSite : IAsyncDisposable
{
    public const string RepositoryUrl = "https://github.com/ada/iris.git";

    private readonly WindowsMachine windows;
    private readonly List<WindowsProcess> processes = [];
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    private WindowsSite(WindowsMachine windows, string name)
    {
        this.windows = windows;
        Repository = GitRepository.Create(name).Remote("origin", RepositoryUrl).BuildsAlone();
        Project("studio.proj");
        // A busy machine must not run into the usual 30 s; an environment variable is a property.
        Set("STUDIOTIMEOUT", "120").Set("DVC_STUDIO_TOKEN", "isat_exampletoken");
    }

    public GitRepository Repository { get; }

    public EmulatorServer Studio { get; private set; } = null!;

    public IReadOnlyList<Emulator.Data.Project> Projects => Studio.Projects;

    public string LockFile => Repository["studio.lock.json"];

    /// <summary>The folder of locks and attempt markers.</summary>
    public string State => Repository[".git/studio-msbuild"];

    /// <summary>The subdirs of the lock file's entries.</summary>
    public IReadOnlyList<string> Entries => File.Exists(LockFile)
        ? [.. JsonNode.Parse(File.ReadAllText(LockFile))!["projects"]!.AsArray().Select(entry => (string?)entry!["subdir"] ?? "")]
        : [];

    /// <param name="holds">Whether the faults with a delay last until <see cref="Release"/>.</param>
    public static async Task<WindowsSite> StartAsync(WindowsMachine windows, string fail = "", bool holds = false, string name = "repository") =>
        await StartAsync(windows, new EmulatorOptions { Fail = fail }, holds, name);

    public static async Task<WindowsSite> StartAsync(WindowsMachine windows, EmulatorOptions options, bool holds = false, string name = "repository")
    {
        if (WindowsMachine.Missing is { } reason)
            Assert.Skip(reason);
        var site = new WindowsSite(windows, name);
        options = options with { Port = 0 };
        site.Studio = await EmulatorServer.StartAsync(holds ? options with { Delay = () => site.release.Task } : options, TestContext.Current.CancellationToken);
        return site.Set("DVC_STUDIO_URL", site.Studio.Url);
    }

    /// <summary>Ends the delays of a Studio that holds its answers.</summary>
    public void Release() => release.TrySetResult();

    /// <summary>Sets a variable of the processes to come; null removes it.</summary>
    public WindowsSite Set(string variable, string? value)
    {
        if (value is null)
            variables.Remove(variable);
        else
            variables[variable] = value;
        return this;
    }

    /// <summary>The path that Windows has for a file of the repository.</summary>
    public string Path(string relative = "") => windows.Path(Repository[relative]);

    /// <summary>Writes a project that only has the target: nothing to restore, nothing to compile.</summary>
    public void Project(string relative, string more = "") =>
        Repository.Write(relative, $"""
            <Project>
              <Import Project="{windows.Package}\build\StudioMsBuild.targets" />
              <Target Name="Build" />
              {more}
            </Project>
            """);

    /// <summary>Writes folders that DVC tracks, and a project that registers each of them.</summary>
    public IReadOnlyList<string> ProjectOfFolders(int count)
    {
        string[] folders = [.. Enumerable.Range(0, count).Select(at => $"models/{at}")];
        foreach (var folder in folders)
            Repository.Write($"{folder}/.dvc/config", "");
        Repository.Git("add", "models");
        Project("studio.proj", $"<ItemGroup>{string.Concat(folders.Select(folder => $"<StudioRegistration Include=\"{folder}\" />"))}</ItemGroup>");
        return folders;
    }

    /// <summary>Registers to the end.</summary>
    public Task<WindowsRun> RegisterAsync(params string[] arguments) => RegisterProjectAsync("studio.proj", arguments);

    /// <summary>Registers another project of the repository to the end.</summary>
    public async Task<WindowsRun> RegisterProjectAsync(string project, params string[] arguments)
    {
        WindowsRun run;
        do
            run = await Build(project, ["-t:RegisterStudioProject", .. arguments]).EndAsync();
        while (run.IsWinesFault);
        return run;
    }

    /// <summary>Starts to register.</summary>
    public WindowsProcess Start(params string[] arguments) => Build("studio.proj", ["-t:RegisterStudioProject", .. arguments]);

    /// <summary>Starts a build of dotnet.exe in the repository's folder.</summary>
    public WindowsProcess Build(string project, params string[] arguments) =>
        Run(@"C:\dotnet\dotnet.exe", ["build", project, "--no-restore", "-tl:off", "-v:m", .. arguments]);

    /// <summary>Starts a program in the repository's folder.</summary>
    public WindowsProcess Run(string program, params string[] arguments)
    {
        var process = new WindowsProcess(windows.Command(Repository.Path, variables, program, arguments));
        processes.Add(process);
        return process;
    }

    /// <summary>Runs a batch file of cmd.exe in the repository's folder.</summary>
    public async Task<WindowsRun> CmdAsync(params string[] lines)
    {
        Repository.Box.Write("run.cmd", string.Join("\r\n", ["@echo off", .. lines, ""]));
        return await Run("cmd.exe", "/d", "/c", windows.Path(Repository.Box["run.cmd"])).EndAsync();
    }

    /// <summary>What git.exe prints in the repository's folder; into a file, as it takes no pipe of Linux.</summary>
    public async Task<string> GitAsync(string arguments)
    {
        var output = Repository.Box["git.txt"];
        var run = await CmdAsync($"cd /d \"{Path()}\"", $"git {arguments} >\"{windows.Path(output)}\" 2>&1 <nul");
        var printed = await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken);
        run.ExitCode.ShouldBe(0, printed);
        return printed;
    }

    /// <summary>Has another program hold a file open for reading.</summary>
    /// <param name="share">What others may do meanwhile: 1 read, 2 write, 4 delete.</param>
    public async Task<WindowsProcess> HoldAsync(string file, int share, TimeSpan time)
    {
        var holder = Run(@"C:\hold.exe", windows.Path(file), $"{share}", $"{time.TotalMilliseconds:0}");
        await holder.ShouldShowAsync("held ");
        holder.Screen.ShouldContain("held 1");
        return holder;
    }

    /// <summary>Has another program open and close a file for reading all the time.</summary>
    public WindowsProcess Poll(string file, int share, TimeSpan time) =>
        Run(@"C:\hold.exe", windows.Path(file), $"{share}", $"{time.TotalMilliseconds:0}", "poll");

    public async ValueTask DisposeAsync()
    {
        Release();
        foreach (var process in processes)
        {
            await process.KillAsync();
            process.Dispose();
        }

        await Studio.DisposeAsync();
        Repository.Dispose();
    }
}
