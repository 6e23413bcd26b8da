using System.Globalization;
using StudioMsBuild.Git;

namespace StudioMsBuild.Settings;

/// <summary>Every setting of one registration but the token, read once; each knows where it came from.</summary>
internal sealed record StudioSettings
{
    private static readonly string[] CiVariables = ["CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL"];

    public required Setting<StudioAddress> Studio { get; init; }
    public required Setting<string>? RepoUrl { get; init; }
    public required Setting<string>? GitRemote { get; init; }
    public required Setting<bool> Public { get; init; }
    public required Setting<string>? TeamName { get; init; }

    /// <summary>The way from the Git root, empty for the root; null where it is to be found.</summary>
    public required Setting<string>? Subdir { get; init; }
    public required Setting<string>? ProjectName { get; init; }

    /// <summary>Certificates to trust besides the system's: an absolute path.</summary>
    public required Setting<string>? CaCertificateFile { get; init; }
    public required Setting<int> Retries { get; init; }
    public required Setting<bool> LockedMode { get; init; }
    public required bool Force { get; init; }
    public required string? Adopt { get; init; }
    public required bool IsCi { get; init; }
    /// <summary>Seconds.</summary>
    public required Setting<int> Timeout { get; init; }
    public required Setting<bool> DryRun { get; init; }
    public required Setting<bool> Offline { get; init; }

    public static Result<StudioSettings> Read(ProjectProperties properties, IReadOnlyDictionary<string, string> environment, DvcConfig config)
    {
        var url = Property(nameof(properties.StudioUrl), properties.StudioUrl) ?? Variable(environment, "DVC_STUDIO_URL") ?? config.Find("studio.url");
        if (!Address(url).Is(out var studio, out var failure))
            return failure;
        if (!Boolean(Property(nameof(properties.StudioPublic), properties.StudioPublic)).Is(out var isPublic, out failure))
            return failure;
        if (!Boolean(Property(nameof(properties.StudioDryRun), properties.StudioDryRun)).Is(out var dryRun, out failure))
            return failure;
        if (!ReadOffline(Property(nameof(properties.StudioOffline), properties.StudioOffline), environment, config).Is(out var offline, out failure))
            return failure;
        if (!Boolean(Property(nameof(properties.StudioLockedMode), properties.StudioLockedMode)).Is(out var lockedMode, out failure))
            return failure;
        if (!Boolean(Property(nameof(properties.StudioForce), properties.StudioForce)).Is(out var force, out failure))
            return failure;
        if (!Number(Property(nameof(properties.StudioTimeout), properties.StudioTimeout), 30, 1, 3600, Diagnostics.BadTimeout).Is(out var timeout, out failure))
            return failure;
        if (!Number(Property(nameof(properties.StudioRetries), properties.StudioRetries), 3, 0, 20, Diagnostics.BadRetries).Is(out var retries, out failure))
            return failure;
        var adopt = Property(nameof(properties.StudioAdopt), properties.StudioAdopt);
        if (force.Value && properties.RefuseOrder(nameof(properties.StudioForce)) is { } notForce)
            return notForce;
        if (adopt is not null && properties.RefuseOrder(nameof(properties.StudioAdopt)) is { } notAdopt)
            return notAdopt;
        var ca = Property(nameof(properties.StudioCaCertificateFile), properties.StudioCaCertificateFile);
        ca = ca is null ? Variable(environment, "REQUESTS_CA_BUNDLE") : ca with { Value = Path.GetFullPath(ca.Value, properties.Folder) };
        if (ca is not null && !File.Exists(ca.Value))
        {
            // DVC's client also takes a folder there; .NET has no use for one.
            if (ca.Source.Origin == Origin.Property)
                return Diagnostics.BadCaFile(ca.Source.Name, Text.Clean(ca.Value, 1024), "there is no such file");
            ca = null;
        }

        var subdir = Property(nameof(properties.StudioSubdir), properties.StudioSubdir);
        if (subdir is not null)
        {
            var (way, refusal) = Git.Subdir.Normalize(subdir.Value);
            if (way is null)
                return Diagnostics.BadSubdir(subdir.Source.Name, refusal!);
            subdir = subdir with { Value = way };
        }

        var team = Property(nameof(properties.StudioTeamName), properties.StudioTeamName);
        var name = Property(nameof(properties.StudioProjectName), properties.StudioProjectName);
        foreach (var text in new[] { team, name })
        {
            if (text is not null && (Text.HasControl(text.Value) || text.Value.Length > Text.MaxLength))
                return Diagnostics.BadName(text.Source.Name);
        }

        return new StudioSettings
        {
            Studio = studio,
            RepoUrl = Property(nameof(properties.StudioRepoUrl), properties.StudioRepoUrl)
                ?? Variable(environment, "DVC_STUDIO_REPO_URL") ?? Variable(environment, "STUDIO_REPO_URL") ?? config.Find("studio.repo_url"),
            GitRemote = Property(nameof(properties.StudioGitRemote), properties.StudioGitRemote)
                ?? Variable(environment, "DVC_EXP_GIT_REMOTE") ?? config.Find("exp.git_remote"),
            Public = isPublic,
            TeamName = team,
            Subdir = subdir,
            ProjectName = name,
            CaCertificateFile = ca,
            Retries = retries,
            LockedMode = lockedMode,
            Force = force.Value,
            Adopt = adopt?.Value,
            IsCi = IsSeen(environment),
            Timeout = timeout,
            DryRun = dryRun,
            Offline = offline,
        };
    }

    /// <summary>A variable's value; an empty one is unset.</summary>
    public static Setting<string>? Variable(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text
            ? new Setting<string>(text, new Source(Origin.Environment, $"environment variable {name}"))
            : null;

    public static Setting<string>? Property(string name, string? value) =>
        value?.Trim() is { Length: > 0 } text ? new Setting<string>(text, new Source(Origin.Property, $"property {name}")) : null;

    /// <summary>A Studio's address; the public one where nothing names another.</summary>
    public static Result<Setting<StudioAddress>> Address(Setting<string>? url)
    {
        if (url is null)
            return new Setting<StudioAddress>(StudioAddress.Default, Source.Default);
        return StudioAddress.Parse(url.Value, url.Source.Name).Is(out var address, out var failure) ? new Setting<StudioAddress>(address, url.Source) : failure;
    }

    private static Result<Setting<bool>> Boolean(Setting<string>? setting) => setting?.Value.ToLowerInvariant() switch
    {
        null => new Setting<bool>(false, Source.Default),
        "true" or "1" or "yes" or "y" or "on" => new Setting<bool>(true, setting.Source),
        "false" or "0" or "no" or "n" or "off" => new Setting<bool>(false, setting.Source),
        _ => Diagnostics.BadBoolean(setting.Source.Name),
    };

    /// <summary>The property wins; else offline is true where the environment or the config says so, as in DVC.</summary>
    private static Result<Setting<bool>> ReadOffline(Setting<string>? property, IReadOnlyDictionary<string, string> environment, DvcConfig config)
    {
        if (property is not null)
            return Boolean(property);
        if (!Boolean(Variable(environment, "DVC_STUDIO_OFFLINE")).Is(out var variable, out var failure) || variable.Value)
            return variable is null ? failure! : variable;
        if (!Boolean(config.Find("studio.offline")).Is(out var configured, out failure))
            return failure;
        return configured.Source.Origin == Origin.Default ? variable : configured;
    }

    /// <summary>Whether this is a CI system's build, whose checkout is thrown away.</summary>
    private static bool IsSeen(IReadOnlyDictionary<string, string> environment) =>
        CiVariables.Any(name => Variable(environment, name)?.Value.Equals("false", StringComparison.OrdinalIgnoreCase) == false);

    private static Result<Setting<int>> Number(Setting<string>? setting, int @default, int least, int most, Func<string, Diagnostic> bad)
    {
        if (setting is null)
            return new Setting<int>(@default, Source.Default);
        return int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? new Setting<int>(number, setting.Source)
            : bad(setting.Source.Name);
    }
}
