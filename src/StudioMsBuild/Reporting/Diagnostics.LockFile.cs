namespace StudioMsBuild.Reporting;

/// <content>4xxx: the lock file.</content>
internal static partial class Diagnostics
{
    private static ReportText NotRegistered(string url) => Line($"Not registered, because {url} may be the same project.");

    private static ReportText ToRegister(string key) => Line($"To register: {Unquoted(key)}");

    private static ReportText Registered(string near) => Line($"Registered:  {Unquoted(near)}");

    private static Command OfRemote(string remote) => RegisterWith("StudioGitRemote", remote, "REMOTE");

    private static Command InFolder(string? folder) => RegisterWith("StudioSubdir", folder, "FOLDER");

    private static Command CheckOut => Command.Run("git checkout --ignore-skip-worktree-bits --");

    public static Failure BadLockFile(string file, int line, int column, string reason) =>
        Error(
            4001,
            $"The lock file can't be read: {Unquoted(reason)}.",
            $"Correct it here, or restore the version of your main branch.").At(file, line, column);

    public static Failure NewerLockFile(string file, int version) =>
        Error(
            4002,
            $"The lock file has version {version}, which this version of StudioMsBuild doesn't know.",
            $"Update the package.").At(file, 1);

    public static Failure UnreadableLockFile(string file, ReportText reason) =>
        Error(
            4003,
            $"The lock file can't be read: {reason}.",
            $"Make it a readable file of at most 4 MB, or set StudioLockFile to another file.").At(file);

    public static Failure UnwritableLockFile(string file, ReportText reason) =>
        Error(
            4004,
            $"The lock file can't be written: {reason}.",
            $"Make it writable, or set StudioLockFile to a file that is.").At(file);

    public static Failure LockFileHeldFromReading(string file, string holder) =>
        Error(
            4003,
            $"The lock file can't be read: {Unquoted(holder)}.",
            $"Close it there, and register again.").At(file);

    public static Failure LockFileHeldFromWriting(string file, string holder) =>
        Error(
            4004,
            $"The lock file can't be written: {Unquoted(holder)}.",
            $"Close it there, and register again.").At(file);

    public static Failure UnwritableState(string folder, ReportText reason) =>
        Error(
            4005,
            $"Locks and attempt markers can't be kept in {folder}: {reason}.",
            $"Correct that, and register again. Nothing was sent.");

    public static Failure NearMiss(string file, string key, string near, string url, string? adoptable, string? remote) =>
        Error(
            4006,
            NotRegistered(url),
            ToRegister(key),
            Registered(near),
            remote is null
                ? ReportText.Empty
                : Line($"If this clone is a fork of it, register the repository of that remote:{OfRemote(remote)}"),
            $"If both are one project, record it for this repository:{Adopt(adoptable)}",
            $"If this is another project, create it:{Force}").At(file);

    public static Failure NearMissOfAnotherStudio(string file, string key, string near, string url, string studio) =>
        Error(
            4006,
            NotRegistered(url),
            ToRegister(key),
            Registered(near),
            $"If {studio} is that Studio at a new address, open the project there and record its URL:{Adopt(null)}",
            $"If it is another Studio, create the project there:{Force}").At(file);

    public static Failure NearMissBySubdir(string file, string key, string near, string url, string subdir) =>
        Error(
            4006,
            NotRegistered(url),
            ToRegister(key),
            Line($"Registered:  {Unquoted(near)}, from before this .dvc folder"),
            $"To keep that project, set StudioSubdir in the project file:{InFolder(subdir.Length == 0 ? "." : subdir)}",
            $"To create another project for this folder:{Force}").At(file);

    public static Failure UnclearAttempt(string started, string key, string studio) =>
        Error(
            4007,
            $"The outcome of an earlier registration of {Unquoted(key)} is unknown.",
            [Line($"It was started {Unquoted(started)}."), .. LookThenAdoptOrForce(studio)]) with { Kind = FailureKind.Unclear };

    public static Failure LockHeld(string key, int seconds) =>
        Error(
            4008,
            $"Another build has been registering {Unquoted(key)} for over {seconds} seconds.",
            $"Wait for it or stop it, and register again.");

    public static Failure NotInLockFile(string file) =>
        Error(
            4009,
            $"This registration is not in the lock file, which this build only reads (StudioLockedMode).",
            $"Register on your machine, and commit {Path.GetFileName(file)}:{Command.Register}").At(file);

    public static Diagnostic CommitLockFile(string file, string url, string entry) =>
        Warning(
            4010,
            $"{url} was recorded only in this CI checkout, so the next one would register it again.",
            $"Commit {Path.GetFileName(file)} of this checkout, which gets this entry:\n    {Json(entry)}",
            $"Or record the project on your machine, and commit the file there:{Adopt(url)}").At(file);

    public static Failure AdoptedElsewhere(string file, string url, string key) =>
        Error(
            4011,
            $"StudioAdopt names the project of another entry, {Unquoted(key)}.",
            Line($"One project can't have two entries:{Page(url)}"),
            $"Use the URL of this registration's own project, or remove that entry first.").At(file).OfProperty();

    public static Failure LockFileNotCheckedOut(string file) =>
        Error(
            4012,
            $"{Path.GetFileName(file)} is committed but not in this work tree, so the project would be registered again.",
            $"Check it out, as a sparse checkout may hide it:{CheckOut.WithPath(file, "LOCK-FILE")}").At(file);

    public static Failure DvcFolderNotCheckedOut(string folder, string path) =>
        Error(
            4013,
            $"The .dvc folder of {Folders([folder])} is committed but not in this work tree.",
            $"Without it another folder would be registered.",
            $"Check it out, as a sparse checkout may hide it:{CheckOut.WithPath(path, "FOLDER")}",
            $"Or set StudioSubdir:{InFolder(null)}");

    public static Failure DvcFolderElsewhere(IEnumerable<string> folders) =>
        Error(
            4014,
            $"The project is in no folder with a .dvc folder, but the repository has some: {Folders(folders)}.",
            $"Set StudioSubdir to the folder to register, or to . for the Git root:{InFolder(null)}",
            $"Or list the folders as StudioRegistration items:{Page($"{Home}/blob/main/docs/monorepos.md")}");

    public static Diagnostic DvcFolderNotCommitted(IEnumerable<string> folders) =>
        Warning(
            4015,
            $"Git doesn't track the .dvc folder of {Folders(folders)}, so Studio finds no DVC project there.",
            $"Commit and push the folder before you register.");
}
