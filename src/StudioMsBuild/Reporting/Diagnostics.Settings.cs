namespace StudioMsBuild.Reporting;

/// <content>1xxx: settings.</content>
internal static partial class Diagnostics
{
    private static Command Tunnel => Command.Run("ssh -L 8080:localhost:80").With(null, "STUDIO-HOST");

    private static Command StoreToken => Command.Run("dvc config --local studio.token").With(null, "TOKEN");

    public static Failure BadBoolean(string source) =>
        Error(
            1001,
            $"The value of {Unquoted(source)} is neither true nor false.",
            $"Write true (or 1, yes, y, on) or false (or 0, no, n, off).");

    public static Failure BadTimeout(string source) =>
        Error(1002, $"The value of {Unquoted(source)} is not a number of seconds.", $"Write a whole number from 1 to 3600.");

    public static Failure BadStudioUrl(string source, string reason) =>
        Error(
            1003,
            $"Studio's base URL from {Unquoted(source)} {Unquoted(reason)}.",
            $"Write it like https://studio.example.com.");

    public static Failure PlainHttpStudioUrl(string source) =>
        Error(
            1004,
            $"Studio's base URL from {Unquoted(source)} is plain http, which would show the token to the network.",
            $"Use https, if necessary by a TLS proxy in front of that Studio.",
            $"Or set StudioUrl to http://localhost:8080, and open an SSH tunnel:{Tunnel}");

    public static Failure NoToken(string studio, bool hasDataChain) =>
        Error(
            1005,
            $"There is no token for {studio}.",
            $"Create one with the PROJECT scope on Studio's settings page:{TokenPage(studio)}",
            $"Set the environment variable DVC_STUDIO_TOKEN to it.",
            hasDataChain
                ? Line($"DATACHAIN_STUDIO_TOKEN is set but not used, because tokens of DataChain's login don't have that scope.")
                : ReportText.Empty) with { Kind = FailureKind.MissingToken };

    public static Failure UnusableToken(string source) =>
        Error(
            1006,
            $"The token from {Unquoted(source)} is not a token alone.",
            $"Copy the token alone, without blanks, line breaks, quotes, brackets, or a name and = before it.");

    public static Failure TokenAsProperty(string property) =>
        Error(
            1007,
            $"The property {property} was set on the command line, and MSBuild writes every property to its logs.",
            $"Revoke that token.",
            $"Set the environment variable DVC_STUDIO_TOKEN to a new one.").OfProperty();

    public static Failure TokenNotForThisStudio(
        string tokenSource,
        string studio,
        string studioSource,
        params ReportText[] steps) =>
        Error(
            1008,
            $"The token from {Unquoted(tokenSource)} may not go to {studio}.",
            [Line($"The URL of that Studio is from {Unquoted(studioSource)}."), .. steps]);

    public static Failure TwoTokenSources() =>
        Error(
            1009,
            $"StudioTokenFile and StudioTokenVariable are both set.",
            $"Remove one of them, as a token has one source.").OfProperty();

    public static Failure TokenFileUnreadable(string path, string reason) =>
        Error(
            1010,
            $"The token can't be read from StudioTokenFile, {path}: {Unquoted(reason)}.",
            $"Check the path, which is relative to the project, and that the file contains the token alone.");

    public static Failure TokenVariableUnset() =>
        Error(
            1011,
            $"The environment variable that StudioTokenVariable names is not set or empty.",
            $"Set that variable to the token, or correct its name (write no $ before it).");

    public static Failure BadTokenVariable() =>
        Error(
            1012,
            $"StudioTokenVariable is not the name of an environment variable.",
            $"Write the variable's name, never the token.",
            $"If you wrote the token there, revoke it, because MSBuild writes every property to its logs.").OfProperty();

    public static Diagnostic CommittedToken(Source source) =>
        Warning(
            1013,
            $"The .dvc/config file, which is committed, contains a token.",
            $"Revoke that token, and remove its line.",
            $"Store a new one in .dvc/config.local, which Git ignores:{StoreToken}")
            .At(source);

    public static Failure BadDvcConfig(string file, int line, string reason) =>
        Error(
            1014,
            $"DVC's config can't be read: {Unquoted(reason)}.",
            line == 0
                ? Line($"Make the file readable, and check that DVC reads it:{Command.Run("dvc config --list")}")
                : Line($"Correct the line, and check that DVC reads the file:{Command.Run("dvc config --list")}")).At(file, line);

    public static Failure BadSubdir(string source, string reason) =>
        Error(
            1015,
            $"The subdir from {Unquoted(source)} {Unquoted(reason)}.",
            $"Write the path relative to the Git root with / between folders, like models/churn, or . for the root.");

    public static Failure BadName(string source) =>
        Error(
            1016,
            $"The value of {Unquoted(source)} has a control or format character, or over 256 characters.",
            $"Type the value again as plain text on one line.");

    public static Failure OnlyOnCommandLine(string property) =>
        Error(
            1017,
            $"{property} is set by a project file or an environment variable, so it would apply to every build.",
            $"Remove it there, and run once:{CommandWith(property)}").OfProperty();

    public static Failure NotInResponseFile(string property, string file) =>
        Error(
            1017,
            $"{property} is set by {file}, which MSBuild adds to every command line.",
            $"Remove it there, and run once:{CommandWith(property)}").OfProperty();

    public static Failure NotInSolution(string property) =>
        NotForMany(property, $"for a solution, and it would apply to each of its projects");

    public static Failure NotTwiceInBuild(string property) =>
        Error(
            1018,
            $"{property} was already applied to another registration of this build.",
            $"A project that builds others passes the property on to each of them.",
            $"Set it for one project:{CommandWith(property)}").OfProperty();

    public static Failure NotForSeveral(string property, int count) =>
        Error(
            1018,
            $"{property} was set for {count} registrations, and it would apply to each of them.",
            $"Set it for one of them:{CommandWith(property).With("StudioSubdir", null, "ITS-FOLDER")}").OfProperty();

    public static Failure NotInBuildHook(string property) =>
        NotForMany(property, $"for a build, and it would apply to each project with the build hook");

    public static Failure BadAdoptUrl() =>
        Error(
            1019,
            $"StudioAdopt is not the URL of a project's page in this Studio.",
            $"Copy the URL from the browser, without its query and fragment.").OfProperty();

    public static Failure BadRetries(string source) =>
        Error(1021, $"The value of {Unquoted(source)} is not a number of retries.", $"Write a whole number from 0 to 20.");

    public static Failure BadCaFile(string source, string path, string reason) =>
        Error(
            1022,
            $"The certificates of {Unquoted(source)}, {path}, can't be read: {Unquoted(reason)}.",
            $"Name a file of PEM certificates, or a folder of such files.");

    public static Diagnostic NoRegistration() =>
        Warning(
            1023,
            $"No StudioRegistration item of this project names a folder to register, so nothing is registered.",
            $"Correct the Include of the items. A wildcard matches files, such as **/.dvc/config, never folders.");

    public static Diagnostic CiOutputFailed(ReportText what, ReportText reason) =>
        Warning(
            1024,
            $"The outputs for CI can't be written to {what}: {reason}.",
            $"Correct that, or set StudioCiOutputs to false.");

    public static Failure LoopbackInRepository(Source source) =>
        Error(
            1025,
            $"The repository's DVC config names a Studio on this machine, and a pull request can edit that file.",
            $"If that Studio is yours, set StudioUrl or DVC_STUDIO_URL to it.").At(source);

    public static Failure LinkedDvcConfig(string link) =>
        Error(
            1026,
            $"DVC's config is reached through the link {link}, which can lead to another user's or checkout's file.",
            $"Replace the link by the file or folder itself.").At(link);

    public static Failure ForeignRepository(Source source) =>
        Error(
            1027,
            $"The repository's DVC config names a repository URL that no remote of this checkout has.",
            $"A pull request can edit that file. If you mean that repository, set StudioRepoUrl.").At(source);

    public static Diagnostic UnknownProperty(string name, string? resembled) =>
        Warning(
            1028,
            $"The command line sets the property {name}, which StudioMsBuild doesn't have.",
            resembled is null
                ? Line($"See which properties it has:{Page($"{Home}/blob/main/docs/settings.md")}")
                : Line($"Did you mean {resembled}?"),
            $"If it is a property of your own, add STUDIO1028 to NoWarn.");

    public static Diagnostic CiOutputsOfRepository(string studio, Source source) =>
        Warning(
            1040,
            $"Nothing is written to CI outputs, because only the repository's DVC config names the Studio {studio}.",
            $"A pull request can edit that file. If that Studio is yours, set StudioUrl or DVC_STUDIO_URL to it.").At(source);

    public static Diagnostic CiOutputsWithoutPage(string url, string id) =>
        Warning(
            1041,
            $"The URL of project {id} is not its page in this Studio, so it is not written to CI outputs.",
            $"Check that the page is yours:{Page(url)}",
            $"If the entry in the lock file is wrong, restore the file from your main branch.");

    public static Failure Unexpected(string what) =>
        Error(
            1999,
            $"Unexpected error ({Unquoted(what)}): the registration stopped.",
            $"Run the build again with -v:detailed, and report what it shows:{Page($"{Home}/issues")}");

    private static Failure NotForMany(string property, ReportText target) =>
        Error(1018, $"{property} was set {target}.", $"Set it for one project:{CommandWith(property)}").OfProperty();
}
