namespace StudioMsBuild.Settings;

/// <summary>One setting: what it means, where its value comes from and what it may be. The docs are written from it.</summary>
/// <param name="name">The MSBuild property, which is also the task's parameter.</param>
/// <param name="summary">Its meaning in one line of Markdown, without a capital and a full stop.</param>
internal abstract class SettingDefinition(string name, string summary)
{
    public string Name { get; } = name;

    public string Summary { get; } = summary;

    /// <summary>The environment variables that are read when the property is unset, in order.</summary>
    public string[] Variables { get; init; } = [];

    /// <summary>The key of DVC's config that is asked after the variables, such as studio.url.</summary>
    public string? DvcKey { get; init; }

    /// <summary>Whether it counts only on the command line of one project: anything else would apply it to every build.</summary>
    public bool IsCommandLineOnly { get; init; }

    /// <summary>Whether it is one of the few that most people set: README.md shows those, docs/settings.md shows all.</summary>
    public bool IsInReadme { get; init; }

    /// <summary>What the docs say of the default where the value itself doesn't say it all.</summary>
    public string? DefaultText { get; init; }

    /// <summary>The numbers of the diagnostics that are about its value.</summary>
    public int[] Codes { get; init; } = [];

    /// <summary>What an editor checks a value for: string, bool, int, url or file.</summary>
    public string EditorType { get; init; } = "string";

    /// <summary>The default that is the same in every build, as text; null where there is none.</summary>
    public abstract string? ConstantDefault { get; }

    /// <summary>The default as the docs show it, in order of precedence.</summary>
    public string Default =>
        DefaultText ?? string.Join(
            "; ",
            [
                .. Variables.Select(static variable => $"`{variable}`"),
                .. DvcKey is null ? [] : new[] { $"DVC's `{DvcKey}`" },
                LastDefault,
            ]);

    /// <summary>The default where no source sets a value, as the docs show it.</summary>
    protected abstract string LastDefault { get; }

    /// <summary>Reads the value; the failure of a bad one is an error in every build where the project sets it.</summary>
    public abstract Result<ResolvedSetting> Resolve(SettingSources sources);
}

/// <summary>The value of one setting, and how to show it.</summary>
/// <param name="Value">A Setting of the definition's type; null where it is unset and has no default.</param>
internal sealed record ResolvedSetting(SettingDefinition Definition, object? Value, string Text, Source Source);

/// <summary>A setting of one type.</summary>
internal sealed class SettingDefinition<T>(
    string name,
    string summary,
    Func<Setting<string>, ProjectProperties, Result<Setting<T>>> parse) : SettingDefinition(name, summary)
{
    /// <summary>The default; null where the setting has none.</summary>
    public Setting<T>? WhenUnset { get; init; }

    /// <summary>The default in the build hook, where it differs; its argument is whether CI is detected.</summary>
    public Func<bool, T>? WhenUnsetInHook { get; init; }

    /// <summary>How the dry run shows a value that is more, or more secret, than its text.</summary>
    public Func<T, string> Show { get; init; } = static value => value switch
    {
        true => "true",
        false => "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <summary>For switches: whether any source after the property can turn the setting on.</summary>
    public bool IsOnWhereAnySourceSaysSo { get; init; }

    public override string? ConstantDefault =>
        DefaultText is null && Variables.Length == 0 && DvcKey is null && WhenUnsetInHook is null && WhenUnset is { } setting
            ? Show(setting.Value)
            : null;

    protected override string LastDefault => (WhenUnset, WhenUnsetInHook) switch
    {
        (null, _) => "none",
        ({ } unset, null) => $"`{Show(unset.Value)}`",
        ({ } unset, { } hook) when Equals(hook(true), hook(false)) =>
            $"`{Show(hook(true))}` in the build hook, else `{Show(unset.Value)}`",
        ({ } unset, { } hook) => $"`{Show(hook(true))}` in the build hook where CI is seen, else `{Show(unset.Value)}`",
    };

    public override Result<ResolvedSetting> Resolve(SettingSources sources)
    {
        var found = sources.FindAll(this).ToArray();
        var first = found.FirstOrDefault();
        if (IsOnWhereAnySourceSaysSo && first is { Source.IsProject: false })
            return ResolveAny(found, sources);
        if (first is null)
            return Resolved(Unset(sources));
        if (!Parse(first, sources.Properties).TryGetValue(out var setting, out var failure))
            return failure;
        return IsCommandLineOnly
            && !Equals(setting.Value, WhenUnset is null ? default : WhenUnset.Value)
            && sources.RefuseOutsideCommandLine(Name) is { } refusal
            ? refusal
            : Resolved(setting);
    }

    /// <summary>Takes a text from an item instead of the property.</summary>
    public Result<ResolvedSetting> Resolve(Setting<string> text, ProjectProperties properties) =>
        Parse(text, properties).TryGetValue(out var setting, out var failure) ? Resolved(setting) : failure;

    private Result<ResolvedSetting> ResolveAny(Setting<string>[] found, SettingSources sources)
    {
        Setting<T>? winner = null;
        foreach (var text in found)
        {
            if (!Parse(text, sources.Properties).TryGetValue(out var setting, out var failure))
                return failure;
            winner = winner is null || Equals(setting.Value, true) ? setting : winner;
            if (Equals(winner.Value, true))
                break;
        }

        return Resolved(winner);
    }

    private Result<Setting<T>> Parse(Setting<string> text, ProjectProperties properties) =>
        parse(text, properties).TryGetValue(out var setting, out var failure) ? setting
            : text.Source.IsProject ? failure.OfProperty()
            : failure;

    private Setting<T>? Unset(SettingSources sources) =>
        WhenUnsetInHook is not null && sources.Properties.IsBuildHook
            ? new(WhenUnsetInHook(sources.IsCi), Source.HookDefault)
            : WhenUnset;

    private ResolvedSetting Resolved(Setting<T>? setting) =>
        new(this, setting, setting is null ? "-" : Show(setting.Value), setting?.Source ?? Source.Default);
}
