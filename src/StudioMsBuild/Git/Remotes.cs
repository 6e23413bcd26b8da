namespace StudioMsBuild.Git;

/// <summary>
/// The remotes of a repository and the rules on their URLs, from every file and variable that Git's configuration comes from.
/// </summary>
internal sealed class Remotes
{
    private readonly Dictionary<string, string> urls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> branchRemotes = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, string Replacement)> insteadOf = [];

    /// <summary>
    /// Asks git, after <see cref="WorkTree.Locate"/>: in a repository of another owner this call alone says nothing.
    /// </summary>
    public static Result<Remotes> Read(WorkTree workTree)
    {
        if (!workTree.Git.Run("config", "-z", "--get-regexp", @"^(remote\..*\.url|branch\..*\.remote|url\..*\.insteadof)$")
            .TryGetValue(out var output, out var failure))
            return failure;
        if (output.ExitCode is not (0 or 1))
            return GitFailure.From(output, workTree.Git.Folder);

        var remotes = new Remotes();
        foreach (var entry in output.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = entry.IndexOf('\n') is >= 0 and var at ? at : entry.Length;
            remotes.Add(entry[..end], entry[Math.Min(end + 1, entry.Length)..]);
        }

        return remotes;
    }

    /// <summary>The URL to send: of the remote that is wanted, else the branch's, else origin's, else of the only one.</summary>
    public Result<Setting<RepositoryUrl>> Choose(Setting<string>? wanted, string? branch, Action<Diagnostic> report)
    {
        if (wanted is not null)
        {
            return urls.ContainsKey(wanted.Value) ? Url(wanted.Value, report)
                : Diagnostics.UnknownRemote(wanted.Value, wanted.Source.ToString(), Names());
        }

        if (branch is not null && branchRemotes.TryGetValue(branch, out var followed) && followed != ".")
        {
            if (urls.ContainsKey(followed))
                return Url(followed, report);
            // A checked-out pull request follows a stranger's URL.
            report(followed.Contains(':') || followed.StartsWith('/') || followed.StartsWith('.')
                ? Diagnostics.Message($"The branch {branch:256} follows a URL instead of a remote; it is passed over.")
                : Diagnostics.StaleBranchRemote(branch, followed));
        }

        return urls.ContainsKey("origin") ? Url("origin", report)
            : urls.Count == 1 ? Url(urls.Keys.First(), report)
            : urls.Count == 0 ? Diagnostics.NoRemote()
            : Diagnostics.SeveralRemotes(Names());
    }

    /// <summary>The remotes whose URL could be sent, with it.</summary>
    public IEnumerable<(string Name, RepositoryUrl Url)> Named()
    {
        foreach (var name in urls.Keys.Order(StringComparer.Ordinal))
        {
            if (Url(name, static _ => { }).TryGetValue(out var url, out _))
                yield return (name, url.Value);
        }
    }

    private void Add(string key, string value)
    {
        var (first, last) = (key.IndexOf('.'), key.LastIndexOf('.'));
        var name = key[(first + 1)..last];
        switch (key[..first])
        {
            // The first URL is the one to fetch from; since Git 2.46 an empty one clears those before it.
            case "remote" when value.Length == 0:
                urls.Remove(name);
                break;
            case "remote":
                urls.TryAdd(name, value);
                break;
            case "branch" when value.Length == 0:
                branchRemotes.Remove(name);
                break;
            case "branch":
                branchRemotes[name] = value;
                break;
            default:
                insteadOf.Add((value, name));
                break;
        }
    }

    private Result<Setting<RepositoryUrl>> Url(string remote, Action<Diagnostic> report) =>
        Url(urls[remote], new Source(SourceKind.GitRemote, remote), report);

    /// <summary>
    /// url.*.insteadOf counts only where the raw URL cannot be sent, so that one machine's mirrors and tokens stay on it.
    /// </summary>
    public Result<Setting<RepositoryUrl>> Url(string raw, Source source, Action<Diagnostic> report)
    {
        if (RepositoryUrl.Parse(raw, source.ToString(), report).TryGetValue(out var url, out var refused))
            return new Setting<RepositoryUrl>(url, source);
        var rule = insteadOf
            .Where(rule => rule.Prefix.Length > 0 && raw.StartsWith(rule.Prefix, StringComparison.Ordinal))
            .DefaultIfEmpty()
            .MaxBy(static rule => rule.Prefix?.Length);
        var rewritten = source with { IsRewritten = true };
        return rule.Prefix is null ? refused
            : RepositoryUrl.Parse(rule.Replacement + raw[rule.Prefix.Length..], rewritten.ToString(), report)
                .TryGetValue(out url, out refused) ? new Setting<RepositoryUrl>(url, rewritten)
            : refused;
    }

    private List<string> Names() => urls.Keys.Order(StringComparer.Ordinal).ToList();
}
