namespace StudioMsBuild.Reporting;

/// <content>2xxx: Git.</content>
internal static partial class Diagnostics
{
    private static Command AddRemote(string? name) => Command.Run("git remote add").With(name, "NAME").With(null, "URL");

    private static Command SetRemoteUrl => Command.Run("git remote set-url").With(null, "NAME").With(null, "URL");

    public static Failure GitNotFound() =>
        Error(2001, $"There is no git program on PATH.", $"Install Git.", SetRepoUrl("Or set"));

    public static Failure NoRepository(string folder) =>
        Error(
            2002,
            $"{folder} is in no Git repository, so the repository's URL is unknown.",
            $"Create one in that folder:{Command.Run("git init")}{AddRemote("origin")}",
            SetRepoUrl("Or set"));

    public static Failure WorkspaceWithoutGit(string folder, string tool) =>
        Error(
            2002,
            $"{folder} is in a workspace of {Unquoted(tool)} without a .git folder, so the repository's URL is unknown.",
            SetRepoUrl("Set"),
            $"Or build in a workspace that shares its folder with Git.");

    public static Failure BrokenGitFile(string line) =>
        Error(
            2003,
            $"The .git file leads to no repository: {line}.",
            $"Repair a worktree:{Command.Run("git worktree repair")}",
            $"Fetch a submodule:{Command.Run("git submodule update --init")}",
            $"Or clone the repository again.");

    public static Failure DubiousOwner(string folder) =>
        Error(
            2004,
            $"Git does not trust the repository, which another user owns.",
            $"Trust it:{Command.Run("git config --global --add safe.directory").WithPath(folder, "FOLDER")}")
            with { Kind = FailureKind.UntrustedRepository };

    public static Failure BareRepository() =>
        Error(
            2005,
            $"The project is in a bare repository or inside a .git folder, where there is no work tree.",
            $"Build in a clone.",
            SetRepoUrl("Or set"));

    public static Failure BadGitConfig(string line) =>
        Error(
            2006,
            $"Git can't read its configuration: {line}.",
            $"Correct that line, and check that Git reads the file:{Command.Run("git config --list --show-origin")}");

    public static Failure GitTooOld(string line) =>
        Error(2007, $"The repository needs a newer Git than the one on PATH: {line}.", $"Update Git.");

    public static Failure GitBeforeWorktrees() => Error(2007, $"The Git on PATH is older than 2.5.", $"Update Git.");

    public static Failure GitTimeout(int seconds) =>
        Error(
            2008,
            $"Git gave no answer in {seconds} seconds.",
            $"Often it waits for an include.path or a network drive.",
            $"See what it reads in the project's folder:{Command.Run("git config --list")}");

    public static Failure GitFailed(string line) =>
        Error(2009, $"Git failed: {line}.", $"See more in the project's folder:{Command.Run("git status")}");

    public static Failure GitNotStarted(string program, string reason) =>
        Error(2009, $"Git ({program}) can't be started: {reason}.", $"Put another Git first on PATH.");

    public static Failure NoRemote() =>
        Error(2010, $"The repository has no remote with a URL.", $"Add one:{AddRemote("origin")}", SetRepoUrl("Or set"));

    public static Failure SeveralRemotes(IReadOnlyCollection<string> names) =>
        Error(
            2011,
            $"The repository has several remotes and none is called origin: {names}.",
            $"Set StudioGitRemote to the one that Studio should read:{RegisterWith("StudioGitRemote", null, "REMOTE")}");

    public static Failure UnknownRemote(string name, string source, IReadOnlyCollection<string> names) =>
        Error(
            2012,
            $"The remote {name} (from {Unquoted(source)}) is not in this repository.",
            names.Count == 0 ? Line($"It has no remote.") : Line($"Correct the name, for example to one of these: {names}"),
            $"Or add the remote:{AddRemote(name)}");

    public static Diagnostic StaleBranchRemote(string branch, string name) =>
        Warning(
            2013,
            $"The branch {branch} follows the remote {name}, which has no URL, so another remote is used.",
            $"Stop following it:{Command.Run("git branch --unset-upstream").With(branch, "BRANCH")}",
            $"Or add the remote again:{AddRemote(name)}");

    public static Failure RepoUrlRefused(string source, string reason, string advice) =>
        Error(2020, $"The repository's URL from {Unquoted(source)} {Unquoted(reason)}.", $"{Unquoted(advice)}");

    public static Diagnostic RepoUrlMadeHttps(string source, string host) =>
        Warning(
            2021,
            $"The repository's URL from {Unquoted(source)} is unencrypted, so https is sent instead.",
            $"Correct it, as {Unquoted(host)} serves nothing else. For a remote:{SetRemoteUrl}");

    public static Diagnostic RepoUrlPlainHttp(string source, string host) =>
        Warning(
            2022,
            $"The repository's URL from {Unquoted(source)} is plain http, so Studio would read {Unquoted(host)} unencrypted.",
            $"Use https or ssh if the server has it.");

    public static Diagnostic UndocumentedHost(string source, string host) =>
        Warning(
            2023,
            $"The repository's URL from {Unquoted(source)} is on {Unquoted(host)}, a kind of host that Studio does not document.",
            $"If Studio refuses it, set StudioRepoUrl to a mirror on GitHub, GitLab or Bitbucket.");
}
