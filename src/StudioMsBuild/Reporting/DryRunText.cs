namespace StudioMsBuild.Reporting;

/// <summary>
/// The dry run's message: what would happen, and the settings that are not at their default. The token is only "set".
/// </summary>
internal static class DryRunText
{
    private const int NameWidth = 24;
    private const int MaxValueWidth = 72;

    /// <param name="decisions">What the real run would do, in the order of the plans.</param>
    public static ReportText From(IReadOnlyList<RegistrationPlan> plans, IReadOnlyList<Decision> decisions)
    {
        var several = plans.Count > 1;
        var rows = Rows(plans[0], several);
        var set = rows.Where(static row => !row.IsDefault).ToList();
        var rest = rows.Count - set.Count;
        return Lines(
        [
            $"Studio dry run: nothing is sent",
            .. plans.Zip(decisions)
                .SelectMany(one => Result(one.First, one.Second, several ? one.First.Registration.Subdir ?? "." : "result")),
            .. Table(set),
            TokenRow(plans[0]),
            rest == 1
                ? $"  1 other setting has its default. To see all, add -v:n."
                : Line($"  {rest} other settings have their defaults. To see all, add -v:n."),
        ]);
    }

    /// <summary>Each setting, its value and its source.</summary>
    public static ReportText AllSettings(IReadOnlyList<RegistrationPlan> plans) =>
        Lines([$"All settings of the Studio dry run:", .. Table(Rows(plans[0], plans.Count > 1)), TokenRow(plans[0])]);

    private static IEnumerable<ReportText> Table(IReadOnlyList<Row> rows)
    {
        var width = Math.Min(MaxValueWidth, rows.Select(static row => row.Value.Length).DefaultIfEmpty().Max());
        return rows.Select(row => Line(
            $"  {Unquoted(row.Name.PadRight(NameWidth))}{Unquoted(row.Value.PadRight(width))}  ({Unquoted(row.Source)})"));
    }

    private static ReportText TokenRow(RegistrationPlan plan) =>
        plan.Token.TryGetValue(out var found, out var failure)
            ? Line($"  {Unquoted("token".PadRight(NameWidth))}set, from {Unquoted($"{found.Source}")}")
            : Line($"  {Unquoted("token".PadRight(NameWidth))}{failure.Code}: {failure.Diagnostic.Summary}");

    private static List<Row> Rows(RegistrationPlan plan, bool isOneOfSeveral)
    {
        var context = plan.Context;
        // What differs between several is in the request of each.
        return (isOneOfSeveral ? context.Settings : plan.Settings).All
            .Where(
                setting => setting.Definition != StudioSettings.StudioDryRun
                    && !(isOneOfSeveral && setting.Definition == StudioSettings.StudioSubdir))
            .Select(setting => new Row(setting.Definition.Name, Value(setting, plan), Source(setting, plan), IsDefault(setting)))
            .ToList();
    }

    private static string Value(ResolvedSetting setting, RegistrationPlan plan) =>
        setting.Definition == StudioSettings.StudioRepoUrl ? plan.Repository.Value.Value
        : setting.Definition == StudioSettings.StudioSubdir ? plan.Registration.Subdir ?? "the Git root"
        : setting.Definition == StudioSettings.StudioLockFile ? Relative(plan.Context.LockFilePath, plan.Context)
        : setting.Definition == StudioSettings.StudioDotEnvFile
            && plan.Settings.DotEnvFile is { } file ? Relative(file.Value, plan.Context)
        : setting.Text;

    // What is found is shown: it is what makes this registration.
    private static bool IsDefault(ResolvedSetting setting) =>
        setting.Source.IsDefault
            && setting.Definition != StudioSettings.StudioRepoUrl
            && setting.Definition != StudioSettings.StudioSubdir;

    private static string Source(ResolvedSetting setting, RegistrationPlan plan) =>
        setting.Definition == StudioSettings.StudioRepoUrl ? plan.Repository.Source.ToString()
        : setting.Definition == StudioSettings.StudioSubdir ? plan.Subdir?.Source.ToString() ?? "no .dvc folder"
        : setting.Source.ToString();

    private static string Relative(string path, ProjectContext context) => Path.GetRelativePath(context.Properties.Folder, path);

    private static IEnumerable<ReportText> Result(RegistrationPlan plan, Decision decision, string name)
    {
        yield return $"  {Unquoted(name.PadRight(NameWidth), 256)}{Words(plan, decision)}";
        if (decision is not Decision.Create)
            yield break;
        yield return $"  POST {plan.Registration.Studio.Endpoint.AbsoluteUri}";
        yield return Request(plan);
    }

    private static ReportText Words(RegistrationPlan plan, Decision decision) => decision switch
    {
        Decision.Recorded recorded => Line($"recorded as {recorded.Projects.All[0].Url}"),
        Decision.Restore restore => Line($"to be recorded again as {restore.Projects.All[0].Url}"),
        Decision.Adopt adopt => Line($"to be recorded as {adopt.Projects.All[0].Url}"),
        Decision.Create { Replaced: { } replaced } =>
            Line($"to be created{Unquoted(Space(plan))}, replacing {replaced.All[0].Url} in the lock file"),
        Decision.Create => Line($"to be created{Unquoted(Space(plan))}"),
        Decision.Stop { Failure.Kind: FailureKind.Offline } stop => stop.Failure.Diagnostic.Summary,
        Decision.Stop stop => Line($"stops with {stop.Failure.Code}: {stop.Failure.Diagnostic.Summary}"),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    private static string Space(RegistrationPlan plan) => plan.Registration.TeamName is null ? " in your personal space" : "";

    private static ReportText Request(RegistrationPlan plan) =>
        $"  {Json(CreateProjectContent.Json(plan.Registration, indented: true).ReplaceLineEndings("\n  "))}";

    private sealed record Row(string Name, string Value, string Source, bool IsDefault);
}
