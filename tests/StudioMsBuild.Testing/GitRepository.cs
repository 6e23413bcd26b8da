using System.Collections;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace StudioMsBuild.Testing;

/// <summary>
/// A real repository of the git program, in a box of its own: nothing of the caller's home, Git or DVC configuration comes in.
/// <code>GitRepository.Create().Remote("origin", url).Write("a/b.csproj", "").Commit()</code>
/// </summary>
public sealed class GitRepository : IDisposable
{
    private readonly Dictionary<string, string> environment;

    private GitRepository(string name)
    {
        Path = Box[name];
        environment = new(HermeticEnvironment(Box), StringComparer.Ordinal);
        Directory.CreateDirectory(Path);
        Directory.CreateDirectory(environment["HOME"]);
        File.WriteAllText(UserConfig, "[init]\n\tdefaultBranch = main\n[protocol \"file\"]\n\tallow = always\n");
    }

    /// <summary>The folder around the repository: room for worktrees, other clones and the home folder.</summary>
    public TemporaryFolder Box { get; } = new();

    /// <summary>The work tree's top folder, with the physical path that Git prints.</summary>
    public string Path { get; }

    /// <summary>A path in the work tree, from one with / between its names.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>The user's Git configuration of this box.</summary>
    public string UserConfig => environment["GIT_CONFIG_GLOBAL"];

    /// <summary>What a process needs to see this box as the whole world; changed by <see cref="Set"/>.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    public static GitRepository Create(string name = "repository", params string[] initOptions) =>
        new GitRepository(name).Git(["init", "--quiet", .. initOptions]);

    /// <summary>The box and the folder, without 'git init'.</summary>
    public static GitRepository None(string name = "repository") => new(name);

    /// <summary>An environment without the caller's: its PATH only, homes and configuration below <paramref name="box"/>.</summary>
    public static IReadOnlyDictionary<string, string> HermeticEnvironment(TemporaryFolder box) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "",
        ["HOME"] = box["home"],
        ["XDG_CONFIG_HOME"] = box["home/.config"],
        ["XDG_CONFIG_DIRS"] = box["system"],
        ["DVC_GLOBAL_CONFIG_DIR"] = box["home/.config/dvc"],
        ["DVC_SYSTEM_CONFIG_DIR"] = box["system/dvc"],
        ["GIT_CONFIG_GLOBAL"] = box["home/.gitconfig"],
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_AUTHOR_NAME"] = "Ada Author",
        ["GIT_AUTHOR_EMAIL"] = "ada@example.com",
        ["GIT_COMMITTER_NAME"] = "Ada Author",
        ["GIT_COMMITTER_EMAIL"] = "ada@example.com",
    };

    /// <summary>Sets one variable of <see cref="Environment"/>; null removes it.</summary>
    public GitRepository Set(string variable, string? value)
    {
        if (value is null)
            environment.Remove(variable);
        else
            environment[variable] = value;
        return this;
    }

    /// <summary>Nothing above the repository has a say in its builds, and these feeds are all that it restores from.</summary>
    public GitRepository BuildsAlone(params string[] feeds)
    {
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            Box.Write(file, "<Project />");
        Box.Write("NuGet.config", NuGetConfig.Of(feeds));
        return this;
    }

    /// <summary>Its builds end after seconds: the runtime makes no code faster that nobody will run.</summary>
    public GitRepository BuildsBriefly() => Set("DOTNET_TieredPGO", "0").Set("DOTNET_TC_CallCounting", "0");

    public GitRepository Remote(string name, string url) => Git("remote", "add", name, url);

    public GitRepository Config(string key, string value) => Git("config", "--add", key, value);

    public GitRepository Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], text);
        return this;
    }

    /// <summary>Commits everything there is; an empty commit is fine.</summary>
    public GitRepository Commit(string message = "Change") => Git("add", "--all").Git("commit", "--quiet", "--allow-empty", "--message", message);

    /// <summary>Runs git in the top folder.</summary>
    public GitRepository Git(params string[] arguments)
    {
        Ask(arguments);
        return this;
    }

    /// <summary>Runs git in a folder that is relative to the top one.</summary>
    public GitRepository GitIn(string folder, params string[] arguments)
    {
        Run(this[folder], arguments);
        return this;
    }

    /// <summary>What git prints, without the last line end.</summary>
    public string Ask(params string[] arguments) => Run(Path, arguments);

    public void Dispose() => Box.Dispose();

    private string Run(string folder, string[] arguments)
    {
        var running = ProcessState.WhileUnchanged(() => Cli.Wrap("git")
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(OnlyThisBox())
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Encoding.UTF8));
        var result = running.GetAwaiter().GetResult();
        return result.ExitCode == 0
            ? result.StandardOutput.TrimEnd('\n')
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.StandardError}");
    }

    // A value of null takes the caller's variable away.
    private Dictionary<string, string?> OnlyThisBox()
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry caller in System.Environment.GetEnvironmentVariables())
        {
            if (((string)caller.Key).StartsWith("GIT_", StringComparison.OrdinalIgnoreCase))
                variables[(string)caller.Key] = null;
        }
        foreach (var (variable, value) in environment)
            variables[variable] = value;
        return variables;
    }
}
