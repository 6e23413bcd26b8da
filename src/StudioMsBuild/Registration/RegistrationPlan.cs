namespace StudioMsBuild.Registration;

/// <summary>What would be sent for one registration, and with which token; sends nothing.</summary>
internal sealed class RegistrationPlan(
    ProjectContext context,
    StudioSettings settings,
    Setting<RepositoryUrl> repository,
    Setting<string>? subdir,
    Lazy<Result<AccessToken>> readToken)
{
    public ProjectContext Context { get; } = context;
    /// <summary>The project's, with what an item says instead.</summary>
    public StudioSettings Settings { get; } = settings;
    /// <summary>The repository's URL and where it came from.</summary>
    public Setting<RepositoryUrl> Repository { get; } = repository;
    /// <summary>The way from the Git root and where it came from; empty for the root, null where nothing says so.</summary>
    public Setting<string>? Subdir { get; } = subdir;
    /// <summary>Reads the token: only where it is needed, as a record answers without one.</summary>
    public Lazy<Result<AccessToken>> ReadToken { get; } = readToken;

    /// <summary>The token, or why there is none: a dry run does without it.</summary>
    public Result<AccessToken> Token => ReadToken.Value;

    public CreateProjectRequest Registration { get; } = new(
        settings.Studio.Value,
        repository.Value,
        settings.Public.Source.Origin == Origin.Default ? null : settings.Public.Value,
        settings.TeamName?.Value,
        string.IsNullOrEmpty(subdir?.Value) ? null : subdir.Value,
        settings.ProjectName?.Value);

    /// <summary>One plan for each registration: of the items, or of the properties alone where there are none.</summary>
    public static Result<RegistrationPlan[]> Make(ProjectContext context, Action<Diagnostic> report)
    {
        if (!RegistrationExpander.Expand(context, report).TryGetValue(out var all, out var failure) || !FindRepository(context, report).TryGetValue(out var repository, out failure))
            return failure;

        var token = new Lazy<Result<AccessToken>>(() => AccessToken.Read(context.Properties, context.Environment, context.Config, context.Settings.Studio, report));
        var nearest = context.DvcWay is { } way ? new Setting<string>(way, new Source(Origin.Git, "nearest .dvc folder")) : null;
        if (nearest is not null && Text.HasControl(nearest.Value) && Array.Exists(all, static settings => settings.Subdir is null))
            return Diagnostics.BadSubdir("Git", "has a control or direction character in it");
        return Array.ConvertAll(all, settings => new RegistrationPlan(context, settings, repository, settings.Subdir ?? nearest, token));
    }

    private static Result<Setting<RepositoryUrl>> FindRepository(ProjectContext context, Action<Diagnostic> report)
    {
        var settings = context.Settings;
        if (!context.WorkTree.TryGetValue(out var workTree, out var failure) && settings.RepoUrl is null)
            return failure;

        if (settings.RepoUrl is { } set)
            return RepositoryUrl.ParseSetting(set.Value, set.Source.Name, report).TryGetValue(out var url, out failure) ? new Setting<RepositoryUrl>(url, set.Source)
                : set.Source.Origin == Origin.Property ? failure.OfProperty() : failure;
        return Remotes.Read(workTree!).TryGetValue(out var remotes, out failure) ? remotes.Choose(settings.GitRemote, workTree!.Branch, report) : failure;
    }
}
