namespace StudioMsBuild.Reporting;

/// <summary>Messages without a code, because nothing is wrong.</summary>
internal static class Messages
{
    public static Failure Offline() => new(Diagnostics.Message($"Studio is offline: nothing was sent"), FailureKind.Offline);
    public static Failure FailedInBuild() =>
        new(
            Diagnostics.Message($"Not registered with Studio: it has failed in another project of this build."),
            FailureKind.Repeated);
    public static Diagnostic Restored(string file, string url) =>
        Diagnostics.Message(
            $"{Path.GetFileName(file)} gets its entry again, because this clone registered {url} earlier.",
            $"To register anew, set StudioForce.");
    public static Diagnostic Replacing(string url) =>
        Diagnostics.Message($"StudioForce replaces {url} in the lock file. Studio keeps that project.");
    public static Diagnostic MarkerStays(ReportText reason) =>
        Diagnostics.Message($"The attempt marker can't be removed, so the next build will ask about this attempt: {reason}");
    public static Diagnostic AnswerNotKept(string folder, ReportText reason) =>
        Diagnostics.Message($"Studio's answer can't be kept in {folder}: {reason}");
    public static Diagnostic WaitingForLock(string key, int seconds) =>
        Diagnostics.Message($"Another build is registering {Unquoted(key)}. Waiting for it, at most {seconds} s.");
    public static Diagnostic WholeRepository() =>
        Diagnostics.Message($"No folder at or above the project contains a .dvc folder, so the whole repository is registered.");
    public static Diagnostic UnexpandedToken(string source) =>
        Diagnostics.Message($"The {Unquoted(source)} counts as no token: it contains a variable that was not expanded.");
    public static Diagnostic LeftOut(IReadOnlyCollection<string> folders) =>
        Diagnostics.Message($"Not registered, as they belong to another checkout or Git ignores them: {folders}");
}
