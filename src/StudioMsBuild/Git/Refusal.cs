namespace StudioMsBuild.Git;

/// <summary>Why a repository's URL is not sent, and what to write instead. Never holds a part of the URL: it may be a secret.</summary>
internal sealed class Refusal(string reason, string advice)
{
    public readonly string Reason = reason;
    public readonly string Advice = advice;

    private const string WriteUrl = "Write it like https://github.com/owner/repository.git or git@github.com:owner/repository.git.";

    public static readonly Refusal Empty = new("is empty", WriteUrl);
    public static readonly Refusal TooLong = new("has more than 2048 characters", WriteUrl);
    public static readonly Refusal Blank = new("has a blank in it", WriteUrl);
    public static readonly Refusal Control = new("has a control or direction character in it", WriteUrl);
    public static readonly Refusal BadEscape = new("has a % that no two hexadecimal digits of UTF-8 text follow", "Write %25 for a per cent sign.");
    public static readonly Refusal Backslash = new("has a backslash in it", "Write / between the parts of the path.");
    public static readonly Refusal Dash = new("starts with a -, as an option does", WriteUrl);
    public static readonly Refusal Helper = new("calls a remote helper of this machine (helper::address)", "Set StudioRepoUrl to the https or ssh URL that Studio can read.");
    public static readonly Refusal Local = new("is a path on this machine", "Studio cannot read it: set StudioRepoUrl to the URL of the repository's server.");
    public static readonly Refusal Drive = new("is a path on a drive of this machine", "Studio cannot read it: set StudioRepoUrl to the URL of the repository's server.");
    public static readonly Refusal Scheme = new("is neither https nor ssh", "Set StudioRepoUrl to the https or ssh URL of the repository.");
    public static readonly Refusal Query = new("has a query or a fragment (? or #)", "Write the repository's clone URL, not the address of a page.");
    public static readonly Refusal DotSegment = new("has a . or .. in its path", "Write the path that the server shows.");
    public static readonly Refusal AtInPath = new("has an @ after the host, where an unescaped password would be", "Write %40 for an @ in the path, %2F for a / in a password.");
    public static readonly Refusal Port = new("has a port that is no number from 1 to 65535", "Write ssh://git@host:22/path or git@host:path, not a mixture of both.");
    public static readonly Refusal Host = new("has no valid host name", WriteUrl);
    public static readonly Refusal User = new("has a user name that no server has", WriteUrl);
    public static readonly Refusal SshAlias = new("names a host of this machine's ssh configuration", "Studio does not know it: set StudioRepoUrl, or the remote, to the real host's URL.");
    public static readonly Refusal HomeFolder = new("names a home folder (~user)", "Write owner/repository, as the server's clone URL has it.");
    public static readonly Refusal NoRepository = new("names no repository", WriteUrl);
    public static readonly Refusal NotOwnerRepository = new("is not of the form owner/repository", "Write the clone URL that the server shows, not the address of a page in it.");
}
