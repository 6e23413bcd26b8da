namespace StudioMsBuild;

/// <summary>What would be sent for one registration, and with which token; sends nothing.</summary>
internal sealed class Plan(
    Checkout checkout,
    StudioSettings settings,
    Setting<RepositoryUrl> repository,
    Setting<string>? subdir,
    Lazy<Result<AccessToken>> readToken)
{
    public readonly Checkout Checkout = checkout;
    /// <summary>The project's, with what an item says instead.</summary>
    public readonly StudioSettings Settings = settings;
    /// <summary>The repository's URL and where it came from.</summary>
    public readonly Setting<RepositoryUrl> Repository = repository;
    /// <summary>The way from the Git root and where it came from; empty for the root, null where nothing says so.</summary>
    public readonly Setting<string>? Subdir = subdir;
    /// <summary>Reads the token: only where it is needed, as a record answers without one.</summary>
    public readonly Lazy<Result<AccessToken>> ReadToken = readToken;

    /// <summary>The token, or why there is none: a dry run does without it.</summary>
    public Result<AccessToken> Token => ReadToken.Value;

    public readonly Registration Registration = new(
        settings.Studio.Value,
        repository.Value,
        settings.Public.Source.Origin == Origin.Default ? null : settings.Public.Value,
        settings.TeamName?.Value,
        string.IsNullOrEmpty(subdir?.Value) ? null : subdir.Value,
        settings.ProjectName?.Value);

    /// <summary>One plan for each registration: of the items, or of the properties alone where there are none.</summary>
    public static Result<Plan[]> Make(Checkout checkout, Action<Diagnostic> tell)
    {
        if (!RegistrationSettings.Of(checkout, tell).Is(out var all, out var failure) || !FindRepository(checkout, tell).Is(out var repository, out failure))
            return failure;

        var token = new Lazy<Result<AccessToken>>(() => AccessToken.Read(checkout.Properties, checkout.Environment, checkout.Config, checkout.Settings.Studio, tell));
        var nearest = checkout.DvcWay is { } way ? new Setting<string>(way, new Source(Origin.Git, "nearest .dvc folder")) : null;
        if (nearest is not null && Text.HasControl(nearest.Value) && Array.Exists(all, static settings => settings.Subdir is null))
            return Diagnostics.BadSubdir("Git", "has a control or direction character in it");
        return Array.ConvertAll(all, settings => new Plan(checkout, settings, repository, settings.Subdir ?? nearest, token));
    }

    private static Result<Setting<RepositoryUrl>> FindRepository(Checkout checkout, Action<Diagnostic> tell)
    {
        var settings = checkout.Settings;
        if (!checkout.WorkTree.Is(out var workTree, out var failure))
        {
            // Where git merely failed, the root is unknown, and with it the subdir.
            if (settings.RepoUrl is null || (settings.Subdir is null && !GitFailure.IsNoWorkTree(failure)))
                return failure;
        }

        if (settings.RepoUrl is { } set)
            return RepositoryUrl.Parse(set.Value, set.Source.Name, tell).Is(out var url, out failure) ? new Setting<RepositoryUrl>(url, set.Source)
                : failure with { IsBadProperty = set.Source.Origin == Origin.Property };
        return Remotes.Read(workTree!).Is(out var remotes, out failure) ? remotes.Choose(settings.GitRemote, workTree!.Branch, tell) : failure;
    }
}
