namespace StudioMsBuild.Settings;

/// <summary>Turns texts into values, and keeps the first that is none.</summary>
internal sealed class SettingsReader(ProjectProperties properties)
{
    public Failure? Failure { get; private set; }

    private readonly Source unset = properties.IsBuildHook ? Source.HookDefault : Source.Default;

    /// <summary>A Studio's address; the public one where nothing names another.</summary>
    public static Result<Setting<StudioAddress>> ReadAddress(Setting<string>? url)
    {
        if (url is null)
            return new Setting<StudioAddress>(StudioAddress.Default, Source.Default);
        return StudioAddress.Parse(url.Value, url.Source.Name).TryGetValue(out var address, out var failure) ? new Setting<StudioAddress>(address, url.Source) : failure;
    }

    public Setting<StudioAddress> Address(Setting<string>? url) =>
        ReadAddress(url).TryGetValue(out var address, out var failure) ? address : Fail(failure, url!.Source, new Setting<StudioAddress>(StudioAddress.Default, Source.Default));

    public Setting<bool> Boolean(Setting<string>? setting, bool whenUnset = false) => setting?.Value.ToLowerInvariant() switch
    {
        null => new(whenUnset, unset),
        "true" or "1" or "yes" or "y" or "on" => new(true, setting.Source),
        "false" or "0" or "no" or "n" or "off" => new(false, setting.Source),
        _ => Fail(Diagnostics.BadBoolean(setting.Source.Name), setting.Source, new Setting<bool>(whenUnset, setting.Source)),
    };

    /// <summary>True where either says so, as DVC is offline where its environment or its config says so.</summary>
    public Setting<bool> Either(Setting<string>? first, Setting<string>? second)
    {
        var (one, other) = (Boolean(first), Boolean(second));
        return one.Value || other.Source.Origin == Origin.Default ? one : other;
    }

    public Setting<int> Number(Setting<string>? setting, int whenUnset, int least, int most, Func<string, Failure> bad)
    {
        if (setting is null)
            return new(whenUnset, unset);
        return int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? new(number, setting.Source)
            : Fail(bad(setting.Source.Name), setting.Source, new Setting<int>(whenUnset, setting.Source));
    }

    public Setting<string>? Name(Setting<string>? setting) =>
        setting is not null && (Text.HasControl(setting.Value) || setting.Value.Length > Text.MaxLength) ? Fail(Diagnostics.BadName(setting.Source.Name), setting.Source, setting) : setting;

    public Setting<string>? Subdir(Setting<string>? setting)
    {
        if (setting is null)
            return null;
        var (way, refusal) = Git.Subdir.Normalize(setting.Value);
        return way is null ? Fail(Diagnostics.BadSubdir(setting.Source.Name, refusal!), setting.Source, setting) : new Setting<string>(way, setting.Source);
    }

    /// <summary>The property's file has to be there; DVC's variable may also name a folder, for which .NET has no use.</summary>
    public Setting<string>? CertificateFile(Setting<string>? property, Setting<string>? variable)
    {
        if (property is null)
            return variable is not null && File.Exists(variable.Value) ? variable : null;
        var path = Path.GetFullPath(property.Value, properties.Folder);
        return File.Exists(path) ? new Setting<string>(path, property.Source) : Fail(Diagnostics.BadCaFile(property.Source.Name, Text.Clean(path, 1024), "there is no such file"), property.Source, property);
    }

    /// <summary>
    /// A property that makes another project is obeyed only on the command line of one project: an environment variable of any
    /// case is a property too, and would create on every build.
    /// </summary>
    public Setting<string>? Order(Setting<string>? property)
    {
        if (property is null)
            return null;
        var name = property.Source.Name.Split(' ')[^1];
        return !properties.IsGlobal(name) ? Fail(Diagnostics.OnlyOnCommandLine(name), property.Source, property)
            : properties.IsBuildHook ? Fail(Diagnostics.NotInBuildHook(name), property.Source, property)
            : properties.IsGlobal("SolutionPath") ? Fail(Diagnostics.NotInSolution(name), property.Source, property)
            : property;
    }

    public Setting<bool> Force(Setting<string>? property)
    {
        var force = Boolean(property);
        return force.Value && Order(property) is null ? new Setting<bool>(false, force.Source) : force;
    }

    private T Fail<T>(Failure failure, Source source, T value)
    {
        Failure ??= source.Origin == Origin.Property ? failure.OfProperty() : failure;
        return value;
    }
}
