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
    /// <summary>The path from the Git root and where it came from; empty for the root, null where nothing sets it.</summary>
    public Setting<string>? Subdir { get; } = subdir;
    /// <summary>Reads the token: only where it is needed, as a lock file answers without one.</summary>
    public Lazy<Result<AccessToken>> ReadToken { get; } = readToken;

    /// <summary>The token, or why there is none: a dry run does without it.</summary>
    public Result<AccessToken> Token => ReadToken.Value;

    public CreateProjectRequest Registration { get; } = new(
        settings.Studio.Value,
        repository.Value,
        settings.Public.Source.IsDefault ? null : settings.Public.Value,
        settings.TeamName?.Value,
        string.IsNullOrEmpty(subdir?.Value) ? null : subdir.Value,
        settings.ProjectName?.Value);

    /// <summary>One plan for each registration: of the items, or of the properties alone where there are none.</summary>
    public static Result<RegistrationPlan[]> Make(ProjectContext context, Action<Diagnostic> report)
    {
        if (!RegistrationExpander.Expand(context, report).TryGetValue(out var all, out var failure)
            || !FindRepository(context, report).TryGetValue(out var repository, out failure))
            return failure;

        var token = new Lazy<Result<AccessToken>>(
            () => AccessToken.Read(context.Settings, context.Sources, context.Tokens, report));
        var nearest = context.DvcFolder is { } folder ? new Setting<string>(folder, new Source(SourceKind.DvcFolder)) : null;
        if (nearest is not null
            && Text.HasControl(nearest.Value)
            && Array.Exists(all, static settings => settings.Subdir is null))
            return Diagnostics.BadSubdir("Git", "has a control or format character in it");
        return Array.ConvertAll(
            all,
            settings => new RegistrationPlan(context, settings, repository, settings.Subdir ?? nearest, token));
    }

    private static Result<Setting<RepositoryUrl>> FindRepository(ProjectContext context, Action<Diagnostic> report)
    {
        if (context.Settings.NamedRepository is { } named)
            return ReadNamed(named, context, report);
        return context.WorkTree.TryGetValue(out var workTree, out var failure)
            && context.ReadRemotes().TryGetValue(out var remotes, out failure)
            ? remotes.Choose(context.Settings.GitRemote, workTree.Branch, report)
            : failure;
    }

    /// <summary>The repository that a setting names; a file of the repository itself may only name one of the remotes.</summary>
    private static Result<Setting<RepositoryUrl>> ReadNamed(
        Setting<string> named,
        ProjectContext context,
        Action<Diagnostic> report)
    {
        var isRead = RepositoryUrl.ParseSetting(named.Value, named.Source.ToString(), report)
            .TryGetValue(out var url, out var refused);
        var repository = isRead ? new Setting<RepositoryUrl>(url!, named.Source) : null;
        // Instead of a remote's name, Git may know the URL by an abbreviation.
        var needsRemotes = named.Source.IsRepositoryData || (repository is null && named == context.Settings.GitRemote);
        if (needsRemotes && context.WorkTree.TryGetValue(out _, out _))
        {
            if (!context.ReadRemotes().TryGetValue(out var remotes, out var failure))
                return failure;
            if (repository is null && named == context.Settings.GitRemote)
                remotes.Url(named.Value, named.Source, report).TryGetValue(out repository, out refused);
            if (repository is not null
                && named.Source.IsRepositoryData
                && remotes.Named().Any(remote => remote.Url.Key == repository.Value.Key))
                return repository;
        }

        return repository is null ? (named.Source.IsProject ? refused!.OfProperty() : refused!)
            : named.Source.IsRepositoryData ? Diagnostics.ForeignRepository(named.Source)
            : repository;
    }
}
