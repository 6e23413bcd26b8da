namespace StudioMsBuild.Registration;

/// <summary>What the settings ask for, as far as it decides whether a registration is sent.</summary>
internal sealed record RegistrationIntent(RegistrationKey Key, StudioAddress Studio)
{
    /// <summary>StudioForce: register although an entry, a near miss or an unresolved attempt exists.</summary>
    public bool IsForced { get; init; }

    /// <summary>The project to record instead of creating one; null for none.</summary>
    public string? AdoptUrl { get; init; }

    /// <summary>Whether <see cref="AdoptUrl"/> is metadata of an item, which stays there when it is done.</summary>
    public bool IsAdoptKept { get; init; }

    public bool IsLocked { get; init; }

    public bool IsOffline { get; init; }

    public bool IsBuildHook { get; init; }

    /// <summary>Whether a setting or an item names the subdir, and it was not found.</summary>
    public bool IsSubdirSet { get; init; }

    /// <summary>The nearest folder with a .dvc folder on disk, relative to the root; null where there is none.</summary>
    public string? FoundSubdir { get; init; }

    /// <summary>The work tree's top folder.</summary>
    public string Root { get; init; } = "";

    /// <summary>The project's path relative to the root, with / between.</summary>
    public string ProjectPath { get; init; } = "";

    public string LockFilePath { get; init; } = "";

    public static RegistrationIntent From(RegistrationPlan plan)
    {
        var (settings, context) = (plan.Settings, plan.Context);
        return new(RegistrationKey.From(plan.Registration), settings.Studio.Value)
        {
            IsForced = settings.Force.Value,
            AdoptUrl = settings.Adopt?.Value.TrimEnd('/'),
            IsAdoptKept = settings.Adopt?.Source.Kind == SourceKind.ItemMetadata,
            IsLocked = settings.LockedMode.Value,
            IsOffline = settings.Offline.Value,
            IsBuildHook = context.Properties.IsBuildHook,
            IsSubdirSet = settings.Subdir is not null,
            FoundSubdir = context.DvcFolder,
            Root = context.Root,
            ProjectPath = context.Prefix.TrimEnd('/'),
            LockFilePath = context.LockFilePath,
        };
    }
}
