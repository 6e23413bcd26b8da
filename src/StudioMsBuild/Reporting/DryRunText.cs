namespace StudioMsBuild.Reporting;

/// <summary>The dry run's message: each setting, its value and its source, and the request of each registration. The token is only "set".</summary>
internal static class DryRunText
{
    /// <param name="decisions">What the real run would do, in the order of the plans.</param>
    public static ReportText From(IReadOnlyList<RegistrationPlan> plans, IReadOnlyList<Decision> decisions)
    {
        var context = plans[0].Context;
        var several = plans.Count > 1;
        var rows = Rows(plans[0], several);
        var width = rows.Max(static row => row.Value.Length);
        var token = plans[0].Token.TryGetValue(out var found, out var failure) ? Line($"set, from {Unquoted($"{found.Source}")}") : Line($"{failure.Code}: {failure.Diagnostic.Content}");
        return Lines(
        [
            $"Studio dry run, nothing is sent:",
            .. rows.Select(row => Line($"  {Unquoted(row.Name.PadRight(24))}{Unquoted(row.Value.PadRight(Math.Min(width, 72)))}  ({Unquoted(row.Source)})")),
            $"  token                   {token}",
            .. plans.Zip(decisions).SelectMany((one, at) => Result(one.First, one.Second, several ? $"{at + 1}/{plans.Count}, {one.First.Registration.Subdir ?? "."}" : "result")),
        ]);
    }

    private static List<(string Name, string Value, string Source)> Rows(RegistrationPlan plan, bool isOneOfSeveral)
    {
        var context = plan.Context;
        // What differs between several is in the request of each.
        return (isOneOfSeveral ? context.Settings : plan.Settings).All
            .Where(setting => !(isOneOfSeveral && setting.Definition == StudioSettings.StudioSubdir))
            .Select(setting => (setting.Definition.Name, Value(setting, plan), Source(setting, plan)))
            .ToList();
    }

    private static string Value(ResolvedSetting setting, RegistrationPlan plan) =>
        setting.Definition == StudioSettings.StudioRepoUrl ? plan.Repository.Value.Value
        : setting.Definition == StudioSettings.StudioSubdir ? plan.Registration.Subdir ?? "the Git root"
        : setting.Definition == StudioSettings.StudioLockFile ? Relative(plan.Context.LockFilePath, plan.Context)
        : setting.Definition == StudioSettings.StudioDotEnvFile && plan.Settings.DotEnvFile is { } file ? Relative(file.Value, plan.Context)
        : setting.Text;

    private static string Source(ResolvedSetting setting, RegistrationPlan plan) =>
        setting.Definition == StudioSettings.StudioRepoUrl ? plan.Repository.Source.ToString()
        : setting.Definition == StudioSettings.StudioSubdir ? plan.Subdir?.Source.ToString() ?? "no .dvc folder"
        : setting.Source.ToString();

    private static string Relative(string path, ProjectContext context) => Path.GetRelativePath(context.Properties.Folder, path);

    private static IEnumerable<ReportText> Result(RegistrationPlan plan, Decision decision, string name)
    {
        yield return $"  {Unquoted(name.PadRight(24))}{Words(plan, decision)}";
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
        Decision.Create { Replaced: { } replaced } => Line($"to be created{Unquoted(Space(plan))}, replacing {replaced.All[0].Url} in the lock file"),
        Decision.Create => Line($"to be created{Unquoted(Space(plan))}"),
        Decision.Stop { Failure.Kind: FailureKind.Offline } stop => Line($"{stop.Failure.Diagnostic.Content}"),
        _ => Line($"stops with {((Decision.Stop)decision).Failure.Code}: {((Decision.Stop)decision).Failure.Diagnostic.Content}"),
    };

    private static string Space(RegistrationPlan plan) => plan.Registration.TeamName is null ? " in your personal space" : "";

    private static ReportText Request(RegistrationPlan plan) => $"  {Json(CreateProjectContent.Json(plan.Registration, indented: true).ReplaceLineEndings("\n  "))}";
}
