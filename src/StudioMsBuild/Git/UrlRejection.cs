namespace StudioMsBuild.Git;

/// <summary>
/// Why a repository's URL is not sent, and what to write instead. Never contains a part of the URL, which may be a secret.
/// </summary>
internal sealed class UrlRejection(string reason, string advice)
{
    public string Reason { get; } = reason;
    public string Advice { get; } = advice;

    private const string WriteUrl =
        "Write it like https://github.com/owner/repository.git or git@github.com:owner/repository.git.";

    public static readonly UrlRejection Empty = new("is empty", WriteUrl);
    public static readonly UrlRejection TooLong = new("has more than 2048 characters", WriteUrl);
    public static readonly UrlRejection Blank = new("has a blank in it", WriteUrl);
    public static readonly UrlRejection Control = new("has a control or format character in it", WriteUrl);
    public static readonly UrlRejection BadEscape = new(
        "has a % that no two hexadecimal digits of UTF-8 text follow",
        "Write %25 for a per cent sign.");
    public static readonly UrlRejection Backslash = new("has a backslash in it", "Write / between the parts of the path.");
    public static readonly UrlRejection Dash = new("starts with a -, as an option does", WriteUrl);
    public static readonly UrlRejection Helper = new(
        "calls a remote helper of this machine (helper::address)",
        "Set StudioRepoUrl to the https or ssh URL that Studio can read.");
    public static readonly UrlRejection Local = new(
        "is a path on this machine",
        "Studio cannot read it: set StudioRepoUrl to the URL of the repository's server.");
    public static readonly UrlRejection Drive = new(
        "is a path on a drive of this machine",
        "Studio cannot read it: set StudioRepoUrl to the URL of the repository's server.");
    public static readonly UrlRejection Scheme = new(
        "is neither https nor ssh",
        "Set StudioRepoUrl to the https or ssh URL of the repository.");
    public static readonly UrlRejection Query = new(
        "has a query or a fragment (? or #)",
        "Write the repository's clone URL, not the address of a page.");
    public static readonly UrlRejection DotSegment = new("has a . or .. in its path", "Write the path that the server shows.");
    public static readonly UrlRejection HostInPath = new(
        "has an @ and a host after its first /, where the rest of an unescaped password would be",
        "Write %2F for a / in a password, %40 for an @ in the path.");
    public static readonly UrlRejection Port = new(
        "has a port that is no number from 1 to 65535",
        "Write ssh://git@host:22/path or git@host:path, not a mixture of both.");
    public static readonly UrlRejection Host = new("has no valid host name", WriteUrl);
    public static readonly UrlRejection User = new("has a user name that no server has", WriteUrl);
    public static readonly UrlRejection NoUser = new("has an @ with no user name before it", WriteUrl);
    public static readonly UrlRejection CustomGitLab = new(
        "is DVC's short form for a GitLab server of your own (custom-gitlab:), which doesn't name the server",
        "Write its whole URL, like https://gitlab.example.com/group/repository.git.");
    public static readonly UrlRejection SshAlias = new(
        "names a host of this machine's ssh configuration",
        "Studio does not know it: set StudioRepoUrl, or the remote, to the real host's URL.");
    public static readonly UrlRejection HomeFolder = new(
        "names a home folder (~user)",
        "Write owner/repository, as the server's clone URL has it.");
    public static readonly UrlRejection NoRepository = new("names no repository", WriteUrl);
    public static readonly UrlRejection NotOwnerRepository = new(
        "is not of the form owner/repository",
        "Write the clone URL that the server shows, not the address of a page in it.");
}
