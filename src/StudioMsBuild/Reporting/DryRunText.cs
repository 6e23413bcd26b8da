namespace StudioMsBuild.Reporting;

/// <summary>The dry run's message: each setting, its value and its source, and the request of each registration. The token is only "set".</summary>
internal static class DryRunText
{
    public static ReportText From(IReadOnlyList<RegistrationPlan> plans)
    {
        var context = plans[0].Context;
        var several = plans.Count > 1;
        var file = new LockFileStore(context.File(context.LockFilePath), context.StateFolder);
        var rows = Rows(plans[0], several);
        var width = rows.Max(static row => row.Value.Length);
        var token = plans[0].Token.TryGetValue(out var found, out var failure) ? Line($"set, from {Unquoted($"{found.Source}")}") : Line($"{failure.Code}: {failure.Diagnostic.Content}");
        return Lines(
        [
            $"Studio dry run, nothing is sent:",
            .. rows.Select(row => Line($"  {Unquoted(row.Name.PadRight(24))}{Unquoted(row.Value.PadRight(Math.Min(width, 72)))}  ({Unquoted(row.Source)})")),
            .. several ? [] : new[] { Line($"  record                  {Recorded(plans[0], file)}") },
            $"  token                   {token}",
            $"  POST {context.Settings.Studio.Value.Endpoint.AbsoluteUri}",
            .. plans.SelectMany((plan, at) => several ? [Line($"  {at + 1}/{plans.Count}, {Recorded(plan, file)}:"), Request(plan)] : new[] { Request(plan) }),
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

    private static ReportText Recorded(RegistrationPlan plan, LockFileStore file) =>
        file.Read().TryGetValue(out var record, out _) && record.Find(RegistrationKey.From(plan.Registration)) is { } recorded ? Line($"recorded as {recorded.All[0].Url}")
        : plan.Settings.Adopt is not null ? Line($"not recorded, to be adopted")
        : Line($"not recorded");

    private static ReportText Request(RegistrationPlan plan) => $"  {Json(CreateProjectContent.Json(plan.Registration, indented: true).ReplaceLineEndings("\n  "))}";
}
