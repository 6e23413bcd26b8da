namespace StudioMsBuild.Reporting;

/// <summary>Every code, every text. docs/diagnostics.md has a section for each code; a test holds the two together.</summary>
internal static class Diagnostics
{
    /// <summary>Where the sections of docs/diagnostics.md are read; the anchor is the code in lower case.</summary>
    public const string HelpPage = "https://github.com/studiomsbuild/studiomsbuild/blob/main/docs/diagnostics.md";

    public static string HelpLink(string code) => $"{HelpPage}#{code.ToLowerInvariant()}";

    public static Diagnostic Message(ReportText text) => new(Severity.Message, null, text);

    private static Failure Error(int code, ReportText text, string? file = null, int line = 0, int column = 0) =>
        new(new Diagnostic(Severity.Error, $"STUDIO{code}", text, file, line, column));

    private static Diagnostic Warning(int code, ReportText text, string? file = null, int line = 0) =>
        new(Severity.Warning, $"STUDIO{code}", text, file, line);

    private static Command Adopt(string? url) => Command.Register.With("StudioAdopt", url, "ITS-URL");

    private static Command Force => Command.Register.With("StudioForce", "true", "");

    private static ReportText AdoptOrForce => Line($"\n  If the project is there, record it:{Adopt(null)}\n  If it is not, create it:{Force}");

    private static Command CommandWith(string property) => property == "StudioForce" ? Force : Adopt(null);

    /// <summary>What a server said of an error, after the colon that it is read with.</summary>
    private static ReportText Said(string said) => said.StartsWith(": ", StringComparison.Ordinal) ? Line($": {said[2..]}") : Line($"{Unquoted(said)}");

    private static ReportText Listed(IReadOnlyCollection<string> names) => names.Count == 0 ? Line($"none") : Line($"{names}");

    private static Failure BadProperty(int code, ReportText text) => Error(code, text).OfProperty();

    private static Failure Retryable(int code, ReportText cause, ReportText advice) =>
        Error(code, $"{cause} {advice}") with { Kind = FailureKind.Retryable, Cause = cause };

    private static Failure Unclear(int code, ReportText text, string studio) =>
        Error(code, $"{text} It is unclear whether the project was created: look at {studio}.{AdoptOrForce}") with { Kind = FailureKind.Unclear };

    // 1xxx: settings
    public static Failure BadBoolean(string source) =>
        Error(1001, $"The value of {Unquoted(source)} is neither true nor false. Write true (or 1, yes, y, on) or false (or 0, no, n, off).");
    public static Failure BadTimeout(string source) =>
        Error(1002, $"The value of {Unquoted(source)} is not a number of seconds. Write a whole number from 1 to 3600.");
    public static Failure BadStudioUrl(string source, string reason) =>
        Error(1003, $"Studio's base URL from {Unquoted(source)} {Unquoted(reason)}. Write it like https://studio.example.com.");
    public static Failure PlainHttpStudioUrl(string source) =>
        Error(1004, $"Studio's base URL from {Unquoted(source)} is plain http, which would show the token to the network. Use https, or a TLS proxy or an SSH tunnel to localhost in front of it.");
    public static Failure NoToken(string studio, bool hasDataChain) =>
        Error(1005, $"There is no token for {studio}. Create one with the PROJECT scope in Studio's profile settings, and put it into the environment variable DVC_STUDIO_TOKEN.{(hasDataChain ? Line($" DATACHAIN_STUDIO_TOKEN is set but not used, because the tokens of DataChain's login don't have that scope.") : null)}") with { Kind = FailureKind.MissingToken };
    public static Failure UnusableToken(string source) =>
        Error(1006, $"The token from {Unquoted(source)} is not a token alone: it has a blank, a line break, quotes, brackets, a name before a =, or a character that no token has. Copy the token alone.");
    public static Failure TokenAsProperty(string property) =>
        BadProperty(1007, $"The property {property} was given on the command line: a property is written to every log. Revoke that token, and put a new one into the environment variable DVC_STUDIO_TOKEN.");
    public static Failure TokenNotForThisStudio(string tokenSource, string studio, string studioSource, string advice) =>
        Error(1008, $"The token from {Unquoted(tokenSource)} may not go to {studio} (from {Unquoted(studioSource)}). {Unquoted(advice)}");
    public static Failure TwoTokenSources() =>
        BadProperty(1009, $"StudioTokenFile and StudioTokenVariable are both set. Set only one of them.");
    public static Failure TokenFileUnreadable(string path, string reason) =>
        Error(1010, $"The token cannot be read from StudioTokenFile, {path}: {Unquoted(reason)}. Check the path, which is relative to the project, and that the file holds the token alone.");
    public static Failure TokenVariableUnset() =>
        Error(1011, $"The environment variable that StudioTokenVariable names is not set or empty. Set it to the token, or correct the name (write no $ before it).");
    public static Failure BadTokenVariable() =>
        BadProperty(1012, $"StudioTokenVariable is not the name of an environment variable. Write the variable's name, never the token, and revoke the token if it was one.");
    public static Diagnostic CommittedToken(Source source) =>
        Warning(1013, $"The .dvc/config file, which is committed, contains a token. Revoke it, and move a new one to .dvc/config.local with 'dvc config --local studio.token'.", source.File, source.Line);
    public static Failure BadDvcConfig(string file, int line, string reason) =>
        Error(1014, $"DVC's config cannot be read: {Unquoted(reason)}. Correct this line; 'dvc config --list' tells whether DVC reads it.", file, line);
    public static Failure BadSubdir(string source, string reason) =>
        Error(1015, $"The subdir from {Unquoted(source)} {Unquoted(reason)}. Write the path from the Git root with / between, like models/churn, or . for the root.");
    public static Failure BadName(string source) =>
        Error(1016, $"The value of {Unquoted(source)} has a control or format character, or over 256 characters. Write plain text.");
    public static Failure OnlyOnCommandLine(string property) =>
        BadProperty(1017, $"{property} is set by a project file or an environment variable, so it would register on every build. Remove it there, and run once:{CommandWith(property)}");
    public static Failure NotInResponseFile(string property, string file) =>
        Error(1017, $"{property} is set by {file}, which MSBuild adds to every command line, so it would register on every build. Remove it there, and run once:{CommandWith(property)}").OfProperty();
    public static Failure NotInSolution(string property) =>
        BadProperty(1018, $"{property} was set for a solution, and it would apply to each of its projects. Set it for one project:{CommandWith(property)}");
    public static Failure NotTwiceInBuild(string property) =>
        BadProperty(1018, $"{property} was applied to another registration of this build already: a project that builds others hands the property on to each of them. Set it for one project:{CommandWith(property)}");
    public static Failure NotForSeveral(string property, int count) =>
        BadProperty(1018, $"{property} was set for {count} registrations, and it would apply to each of them. Set it for one:{CommandWith(property).With("StudioSubdir", null, "ITS-FOLDER")}");
    public static Failure NotInBuildHook(string property) =>
        BadProperty(1018, $"{property} was set for a build, and it would apply to each project with the build hook. Register one project:{CommandWith(property)}");
    public static Failure BadAdoptUrl() =>
        BadProperty(1019, $"StudioAdopt is not the URL of a project's page in this Studio. Copy it from the browser, without query and fragment.");
    public static Failure BadRetries(string source) =>
        Error(1021, $"The value of {Unquoted(source)} is not a number of tries. Write a whole number from 0 to 20.");
    public static Failure BadCaFile(string source, string path, string reason) =>
        Error(1022, $"The certificates of {Unquoted(source)}, {path}, cannot be read: {Unquoted(reason)}. Name a file of PEM certificates, or a folder of such files.");
    public static Diagnostic NoRegistration() =>
        Warning(1023, $"None of the StudioRegistration items of this project names a folder to register, so nothing is registered. Correct their Include; a wildcard matches files, such as **/.dvc/config, never folders.");
    public static Diagnostic CiOutputFailed(ReportText what, ReportText reason) =>
        Warning(1024, $"The outputs for CI cannot be written to {what}: {reason}. Correct that, or set StudioCiOutputs to false.");
    public static Failure LoopbackInRepository(Source source) =>
        Error(1025, $"The repository's DVC config names a Studio on this machine, and a pull request can edit that file. If that Studio is yours, set StudioUrl or DVC_STUDIO_URL.", source.File, source.Line);
    public static Failure LinkedDvcConfig(string link) =>
        Error(1026, $"DVC's config is reached through the link {link}, which can lead to another user's or checkout's file. Replace the link by the file or folder itself.", link);
    public static Failure ForeignRepository(Source source) =>
        Error(1027, $"The repository's DVC config names a repository URL that no remote of this checkout has, and a pull request can edit that file. If you mean that repository, set StudioRepoUrl.", source.File, source.Line);
    public static Diagnostic UnknownProperty(string name, string? resembled) =>
        Warning(1028, $"The command line sets the property {name}, which StudioMsBuild doesn't have{(resembled is null ? Line($"; {Unquoted("docs/settings.md")} lists those that it has") : Line($". Did you mean {Unquoted(resembled)}?"))}");
    public static Diagnostic CiOutputsOfRepository(string studio, Source source) =>
        Warning(1040, $"Nothing is written to CI outputs, because only the repository's DVC config names the Studio {studio}, and a pull request can edit that file. Set StudioUrl or DVC_STUDIO_URL to this Studio.", source.File, source.Line);
    public static Diagnostic CiOutputsWithoutPage(string url, string id) =>
        Warning(1041, $"{url} is not written to CI outputs, because it is not the page of project {id} in this Studio. Check that it is yours; if the entry in the lock file is wrong, restore it from your main branch.");
    public static Failure Unexpected(string what) =>
        Error(1999, $"Unexpected error ({Unquoted(what)}): the registration stopped. Run the build again with -v:detailed, and report what it shows at https://github.com/studiomsbuild/studiomsbuild/issues.");

    // 2xxx: Git
    public static Failure GitNotFound() =>
        Error(2001, $"There is no git program on PATH. Install Git, or set StudioRepoUrl.");
    public static Failure NoRepository(string folder) =>
        Error(2002, $"{folder} is in no Git repository, so the repository's URL is unknown. Run 'git init' and 'git remote add origin URL', or set StudioRepoUrl.");
    public static Failure WorkspaceWithoutGit(string folder, string tool) =>
        Error(2002, $"{folder} is in a workspace of {Unquoted(tool)} without a .git folder, so the repository's URL is unknown. Set StudioRepoUrl, or build in a workspace that shares its folder with Git.");
    public static Failure BrokenGitFile(string line) =>
        Error(2003, $"The .git file leads to no repository ({line}). Run 'git worktree repair' or 'git submodule update --init', or clone again.");
    public static Failure DubiousOwner(string folder) =>
        Error(2004, $"Git does not trust the repository, which another user owns. Trust it:{Command.Run("git config --global --add safe.directory").WithPath(folder, "FOLDER")}") with { Kind = FailureKind.UntrustedRepository };
    public static Failure BareRepository() =>
        Error(2005, $"The project lies in a bare repository or inside a .git folder, where there is no work tree. Build in a clone, or set StudioRepoUrl.");
    public static Failure BadGitConfig(string line) =>
        Error(2006, $"Git cannot read its configuration: {line}. Correct that line; 'git config --list --show-origin' tells whether Git reads it.");
    public static Failure GitTooOld(string line) =>
        Error(2007, $"The repository needs a newer Git than the one on PATH ({line}). Update Git.");
    public static Failure GitBeforeWorktrees() =>
        Error(2007, $"The Git on PATH is older than 2.5. Update Git.");
    public static Failure GitTimeout(int seconds) =>
        Error(2008, $"Git gave no answer in {seconds} seconds. Run 'git config --list' in the project's folder to see what it waits for, often an include.path or a network drive.");
    public static Failure GitFailed(string line) =>
        Error(2009, $"Git failed: {line}. Run 'git status' in the project's folder to see more.");
    public static Failure GitNotStarted(string program, string reason) =>
        Error(2009, $"Git ({program}) can't be started: {reason}. Put another Git first on PATH.");
    public static Failure NoRemote() =>
        Error(2010, $"The repository has no remote with a URL. Run 'git remote add origin URL', or set StudioRepoUrl.");
    public static Failure SeveralRemotes(IReadOnlyCollection<string> names) =>
        Error(2011, $"The repository has several remotes and none is called origin: {names}. Set StudioGitRemote to the one that Studio should read.");
    public static Failure UnknownRemote(string name, string source, IReadOnlyCollection<string> names) =>
        Error(2012, $"The remote {name} (from {Unquoted(source)}) is not in this repository, which has {Listed(names)}. Correct the name, or add the remote:{Command.Run("git remote add").With(name, "NAME").With(null, "URL")}");
    public static Diagnostic StaleBranchRemote(string branch, string name) =>
        Warning(2013, $"The branch {branch} follows the remote {name}, which has no URL; it is passed over. Run 'git branch --unset-upstream', or add the remote again.");
    public static Failure RepoUrlRefused(string source, string reason, string advice) =>
        Error(2020, $"The repository's URL from {Unquoted(source)} {Unquoted(reason)}. {Unquoted(advice)}");
    public static Diagnostic RepoUrlMadeHttps(string source, string host) =>
        Warning(2021, $"The repository's URL from {Unquoted(source)} is unencrypted; https is sent instead, as {Unquoted(host)} serves nothing else. Correct it, for a remote with 'git remote set-url'.");
    public static Diagnostic RepoUrlPlainHttp(string source, string host) =>
        Warning(2022, $"The repository's URL from {Unquoted(source)} is plain http, so Studio would read {Unquoted(host)} unencrypted. Use https or ssh if the server has it.");
    public static Diagnostic UndocumentedHost(string source, string host) =>
        Warning(2023, $"The repository's URL from {Unquoted(source)} is on {Unquoted(host)}; Studio documents only GitHub, GitLab and Bitbucket repositories. If Studio refuses it, set StudioRepoUrl to a mirror there.");

    // 3xxx: Studio's answer
    public static Failure NameNotFound(StudioAddress studio, string reason) =>
        Retryable(3001, $"{Unquoted(studio.Host)} cannot be found: {Unquoted(reason)}.", $"Check StudioUrl or DVC_STUDIO_URL and the network; nothing was sent.{Former(studio)}");
    public static Failure Unreachable(StudioAddress studio, string reason) =>
        Retryable(3002, $"{studio.Value} cannot be reached: {Unquoted(reason)}.", $"Check StudioUrl or DVC_STUDIO_URL, the network and its proxy; nothing was sent.{Former(studio)}");
    public static Failure TlsFailed(StudioAddress studio, string reason) =>
        Retryable(3003, $"The TLS connection to {studio.Value} failed: {Unquoted(reason)}.", $"Check the address and the server's certificate; a private certificate authority must be in StudioCaCertificateFile or in the system's trust store. Nothing was sent.{Former(studio)}");
    public static Failure ProxyFailed(string studio, EnvironmentProxy? proxy, string reason) =>
        Retryable(3004, $"The proxy {Named(proxy)}on the way to {studio} failed: {Unquoted(reason)}.", $"Check HTTPS_PROXY, its credentials and NO_PROXY; nothing was sent.") with { Kind = FailureKind.Final };
    public static Failure Timeout(string studio, int seconds) =>
        Unclear(3005, $"{studio} did not answer within {seconds} seconds (StudioTimeout).", studio);
    public static Failure ConnectionLost(string studio, string reason) =>
        Unclear(3006, $"The connection to {studio} broke before the whole answer was there: {Unquoted(reason)}.", studio);
    public static Failure ServerError(string studio, int status, string said) =>
        Unclear(3007, $"{studio} failed with status {status}{Said(said)}.", studio);
    public static Failure ContentNetworkFailed(string studio, int status, string meaning, string said) =>
        Unclear(3007, $"The content delivery network in front of {studio}, such as Cloudflare, failed with status {status} ({Unquoted(meaning)}){Said(said)}.", studio);
    public static Failure RequestRefused(int status, string said) =>
        Error(3008, $"Studio refused the registration (status {status}){Said(said)}. Correct the setting that it names; -p:StudioDryRun=true shows what is sent.");
    public static Failure Unauthorized(string tokenSource, StudioAddress studio, string said, bool isPage) =>
        isPage
            ? Error(3009, $"{Page(studio, 401)} If Studio itself answered, it does not accept the token from {Unquoted(tokenSource)}: create one at {TokenPage(studio)}.")
            : Error(3009, $"Studio does not accept the token from {Unquoted(tokenSource)} (status 401){Said(said)}. It may be expired or revoked, or belong to another Studio: create one at {TokenPage(studio)} and put it there.");
    public static Failure Forbidden(string tokenSource, StudioAddress studio, int status, string said, bool isPage) =>
        isPage
            ? Error(3010, $"{Page(studio, status)} If Studio itself answered, the token from {Unquoted(tokenSource)} may not create projects: create one with the PROJECT scope at {TokenPage(studio)}.")
            : Error(3010, $"The token from {Unquoted(tokenSource)} may not create projects (status {status}){Said(said)}. It needs the PROJECT scope (\"Admin operations\" in Studio), which a token of 'dvc studio login' doesn't have; it must not be limited to another team; and your role in the team must be more than Viewer. Create one at {TokenPage(studio)}.");
    public static Failure NotFound(StudioAddress studio, string said) =>
        Error(3011, $"There is no create-project API at {studio.Endpoint.AbsoluteUri} (status 404){Said(said)}. Check StudioUrl or DVC_STUDIO_URL: it is Studio's base URL, with its path prefix if it has one.{Former(studio)}");
    public static Failure Redirected(StudioAddress studio, int status, string target) =>
        Error(3012, $"{studio.Value} redirects to {Unquoted(target)} (status {status}); the token is not sent on. Set StudioUrl to Studio's present address; if that is not Studio, a proxy or a login page stands in between.{Former(studio)}");
    public static Failure TooManyRequests(string said, TimeSpan? retryAfter) =>
        Retryable(3013, $"Studio is rate-limiting requests.", $"It answered with status 429{Said(said)}. Nothing was created: register again {Later(retryAfter)}.") with { RetryAfter = retryAfter };
    public static Failure OtherStatus(StudioAddress studio, int status, string said) =>
        Error(3014, $"{studio.Value} answered with status {status}{Said(said)}, which its API does not document. Check StudioUrl, and what proxy stands in between.{Former(studio)}");
    public static Failure Html(string endpoint, string studio) =>
        Unclear(3015, $"{endpoint} answered with a web page instead of JSON: it is not Studio's API, or a proxy or login page stands in between. Check StudioUrl and the proxy.", studio);
    public static Failure UnreadableAnswer(string studio, string reason, string said) =>
        Unclear(3016, $"The answer of {studio} cannot be read: {Unquoted(reason)}{(said.Length == 0 ? ReportText.Empty : Line($"; it says{Said(said)}"))}.", studio);
    public static Diagnostic ForeignProjectUrl(string studio, string origin) =>
        Warning(3017, $"{studio} gave a project URL on another address, {origin}. Check that it is yours before you open it.");
    public static Failure Busy(string studio, string said, TimeSpan? retryAfter) =>
        Retryable(3018, $"{studio} is temporarily unavailable.", $"It answered with status 503{Said(said)}. Nothing was created: register again {Later(retryAfter)}.") with { RetryAfter = retryAfter };
    public static Failure Stopped(string studio) =>
        Unclear(3019, $"The build was stopped while the request was on its way.", studio);
    public static Failure ClientCertificateWanted(string studio) =>
        Error(3020, $"{studio} accepts only clients with a certificate (mutual TLS), which this package cannot send. Set StudioUrl to an address of that Studio without it; nothing was sent.");
    public static Failure NeverReached(string studio, int status, string meaning) =>
        Retryable(3021, $"Cloudflare, in front of {studio}, cannot pass requests on (status {status}: {Unquoted(meaning)}).", $"Studio did not get the request: register again later, or ask who runs that Studio.");
    public static Failure RepositoryUnreadable(int status, string said) =>
        Error(3022, $"Studio cannot read the repository (status {status}){Said(said)}. It says this of every repository that it cannot read: check repo_url with -p:StudioDryRun=true, connect the Git account in Studio or install its app for the repository, and push first. A self-hosted GitLab also needs a team that is connected to it (StudioTeamName).");
    public static Failure QuotaReached(string studio, int status, string said) =>
        Error(3023, $"Studio's limit is reached (status {status}){Said(said)}. Delete projects that nobody needs, or ask who runs {studio} to raise the limit; a self-hosted Studio allows 100 projects (maxViews) and 10 teams (maxTeams) unless it is set otherwise.");
    public static Diagnostic PlainHttpPages(string studio) =>
        Message($"The URLs of this Studio's pages begin with http, but {studio} is https. They are shown as Studio gives them; whoever runs it can correct them by its TLS setting (tlsEnabled in the Helm chart).");
    public static Failure BadProxyVariable(string variable, string reason) =>
        Error(3024, $"The proxy in the environment variable {variable} {Unquoted(reason)}. Write it like http://proxy.example.com:3128, or unset it; NO_PROXY names hosts that need none.");
    public static Diagnostic PublicStudioMoved(string former, string current) =>
        Message($"{former} did not take the request. Trying {current}, the public Studio's current address; set StudioUrl to it to skip the first.");
    public static Diagnostic Retrying(ReportText cause, TimeSpan wait, int retry, int retries) =>
        Message($"{cause} Retrying in {wait.TotalSeconds:0.#} s ({retry} of {retries}).");

    private static ReportText Named(EnvironmentProxy? proxy) => proxy is null ? ReportText.Empty : Line($"{proxy.Address} ({proxy.Variable}) ");

    private static ReportText Page(StudioAddress studio, int status) =>
        Line($"{studio.Value} answered with a web page (status {status}): a proxy, a firewall or a login page stands in between. Check HTTPS_PROXY, NO_PROXY and StudioUrl.");

    private static string TokenPage(StudioAddress studio) => $"{studio.Value}/user/_/profile?section=accessToken";

    private static ReportText Former(StudioAddress studio) =>
        studio.IsFormerName ? Line($" The public Studio's current address is {StudioAddress.Current.Value}.") : ReportText.Empty;

    /// <summary>When to come back: a build doesn't wait over a minute.</summary>
    private static ReportText Later(TimeSpan? retryAfter) =>
        retryAfter > RetryRule.Longest
            ? Line($"after {Unquoted((DateTimeOffset.UtcNow + retryAfter.Value).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture))}, as Studio asks to wait {retryAfter.Value.TotalSeconds:0} s")
            : Line($"later");

    // 4xxx: the lock file
    public static Failure BadLockFile(string file, int line, int column, string reason) =>
        Error(4001, $"The lock file can't be read: {Unquoted(reason)}. Correct it here, or take the version of your main branch.", file, line, column);
    public static Failure NewerLockFile(string file, int version) =>
        Error(4002, $"The lock file has version {version}, which this version of StudioMsBuild doesn't know. Update the package.", file, 1);
    public static Failure UnreadableLockFile(string file, ReportText reason) =>
        Error(4003, $"The lock file can't be read: {reason}. It must be a regular file of at most 4 MB; StudioLockFile can name another one.", file);
    public static Failure UnwritableLockFile(string file, ReportText reason) =>
        Error(4004, $"The lock file can't be written: {reason}. Make it writable, or set StudioLockFile to a file that is.", file);
    public static Failure LockFileHeldFromReading(string file, string holder) =>
        Error(4003, $"The lock file can't be read: {Unquoted(holder)}. Close it there, and register again.", file);
    public static Failure LockFileHeldFromWriting(string file, string holder) =>
        Error(4004, $"The lock file can't be written: {Unquoted(holder)}. Close it there, and register again.", file);
    public static Failure UnwritableState(string folder, ReportText reason) =>
        Error(4005, $"Locks and attempt markers can't be kept in {folder}: {reason}. Correct that; nothing was sent.");
    public static Failure NearMiss(string file, string key, string near, string url, string? adoptable, string? remote) =>
        Error(4006, $"{Unquoted(key)} is not registered, but {Unquoted(near)} is, as {url}.{OfRemote(remote)}\n  If both are one project, record it for this repository:{Adopt(adoptable)}\n  If this is another project, create it:{Force}", file);
    public static Failure NearMissOfAnotherStudio(string file, string key, string near, string url, string studio) =>
        Error(4006, $"{Unquoted(key)} is not registered, but {Unquoted(near)} is, as {url}.\n  If {studio} is that Studio at a new address, open the project there and record its URL:{Adopt(null)}\n  If it is another Studio, create the project there:{Force}", file);
    public static Failure NearMissBySubdir(string file, string key, string near, string url, string subdir) =>
        Error(4006, $"{Unquoted(key)} is not registered, but {Unquoted(near)} is, as {url}, from a time or a machine without this .dvc folder.\n  To keep that project, set StudioSubdir in the project file:{Command.Register.With("StudioSubdir", subdir.Length == 0 ? "." : subdir, "FOLDER")}\n  To create another project for this folder:{Force}", file);
    public static Failure UnclearAttempt(string started, string key, string studio) =>
        Error(4007, $"A registration of {Unquoted(key)} was started {Unquoted(started)}, and its outcome is unknown. Look at {studio}.{AdoptOrForce}") with { Kind = FailureKind.Unclear };
    public static Failure LockHeld(string key, int seconds) =>
        Error(4008, $"Another build has been registering {Unquoted(key)} for over {seconds} seconds. Wait for it or stop it, and register again.");
    public static Failure NotInLockFile(string file) =>
        Error(4009, $"This registration is not in the lock file, which this build only reads (StudioLockedMode). Register on your machine, and commit {Path.GetFileName(file)}:{Command.Register}", file);
    public static Diagnostic CommitLockFile(string file, string url, string entry) =>
        Warning(4010, $"{url} was recorded in a CI checkout, which is thrown away: the next clean one would register again. Commit {Path.GetFileName(file)}, or record the project on your machine and commit the file there:{Adopt(url)}\n  Its entry: {Json(entry)}", file);
    public static Failure AdoptedElsewhere(string file, string url, string key) =>
        Error(4011, $"{url} is the project of {Unquoted(key)} in the lock file, and one project can't be recorded for two registrations. Use the URL of this registration's own project, or remove that entry first.", file).OfProperty();
    public static Failure LockFileNotCheckedOut(string file) =>
        Error(4012, $"{Path.GetFileName(file)} is committed but not in this work tree, for example because of a sparse checkout. Without it the project would be registered again. Check it out:{Command.Run("git checkout --ignore-skip-worktree-bits --").WithPath(file, "LOCK-FILE")}", file);
    public static Failure DvcFolderNotCheckedOut(string folder) =>
        Error(4013, $"The .dvc folder of {(folder.Length == 0 ? "." : folder)} is committed but not in this work tree, for example because of a sparse checkout. Without it another folder would be registered. Check it out, at the Git root, or set StudioSubdir:{Command.Run("git checkout --ignore-skip-worktree-bits --").With(folder.Length == 0 ? ".dvc" : folder + "/.dvc", "FOLDER")}");
    public static Failure DvcFolderElsewhere(IEnumerable<string> folders) =>
        Error(4014, $"The project is in no folder with a .dvc folder, but the repository has some: {Folders(folders)}. Studio makes no use of a project of the whole repository then, and it can't be taken back. Set StudioSubdir to the folder to register (. is the Git root), or list the folders as StudioRegistration items:{Command.Register.With("StudioSubdir", null, "FOLDER")}");
    public static Diagnostic DvcFolderNotCommitted(IEnumerable<string> folders) =>
        Warning(4015, $"Git doesn't track the .dvc folder of {Folders(folders)}. Studio reads commits: it finds no DVC project there before the folder is committed and pushed.");

    private static ReportText? OfRemote(string? remote) =>
        remote is null ? null : Line($"\n  If this clone is a fork of it, register the repository of that remote:{Command.Register.With("StudioGitRemote", remote, "REMOTE")}");

    private static List<string> Folders(IEnumerable<string> folders) => folders.Select(static folder => folder.Length == 0 ? "." : folder).ToList();
}
