namespace StudioMsBuild.Reporting;

/// <summary>The dry run's message: each setting, its value and its source, and the request of each registration. The token is only "set".</summary>
internal static class DryRunText
{
    public static string From(IReadOnlyList<RegistrationPlan> plans)
    {
        var context = plans[0].Context;
        var several = plans.Count > 1;
        var file = new LockFileStore(context.File(context.LockFilePath), context.StateFolder);
        var rows = Rows(plans[0], several);
        var width = rows.Max(static row => row.Value.Length);
        var token = plans[0].Token.TryGetValue(out var found, out var failure) ? $"set, from {found.Source}" : $"{failure.Code}: {failure.Text}";
        IEnumerable<string> lines =
        [
            "Studio dry run, nothing is sent:",
            .. rows.Select(row => $"  {row.Name,-24}{row.Value.PadRight(Math.Min(width, 72))}  ({row.Source})"),
            .. several ? [] : new[] { $"  {"record",-24}{Recorded(plans[0], file)}" },
            $"  {"token",-24}{token}",
            $"  POST {context.Settings.Studio.Value.Endpoint.AbsoluteUri}",
            .. plans.SelectMany((plan, at) => several ? Json(plan).Prepend($"  {at + 1}/{plans.Count}, {Recorded(plan, file)}:") : Json(plan)),
        ];
        return string.Join('\n', lines);
    }

    private static List<(string Name, string Value, string Source)> Rows(RegistrationPlan plan, bool isOneOfSeveral)
    {
        var (context, properties) = (plan.Context, plan.Context.Properties);
        // What differs between several stands in the request of each.
        var settings = isOneOfSeveral ? context.Settings : plan.Settings;
        return
        [
            ("StudioUrl", settings.Studio.Value.Value, settings.Studio.Source.Name),
            ("StudioRepoUrl", plan.Repository.Value.Value, plan.Repository.Source.Name),
            // A remote's name has no colon; a URL may hold a credential, and what is sent of it stands in the line above.
            Row("StudioGitRemote", settings.GitRemote is { } remote && remote.Value.Contains(':') ? new Setting<string>("a URL", remote.Source) : settings.GitRemote),
            Row("StudioPublic", settings.Public),
            Row("StudioTeamName", settings.TeamName),
            .. isOneOfSeveral ? [] : new[] { ("StudioSubdir", plan.Registration.Subdir ?? "the Git root", plan.Subdir?.Source.Name ?? "no .dvc folder") },
            Row("StudioProjectName", settings.ProjectName),
            ("StudioTimeout", $"{settings.Timeout.Value} s", settings.Timeout.Source.Name),
            Row("StudioOffline", settings.Offline),
            Row("StudioDryRun", settings.DryRun),
            Row("StudioCaCertificateFile", settings.CaCertificateFile),
            ("StudioRetries", $"{settings.Retries.Value}", settings.Retries.Source.Name),
            Row("StudioLockFile", properties, context.LockFilePath, properties.StudioLockFile),
            Row("StudioLockedMode", settings.LockedMode),
            Row("StudioForce", settings.Force),
            ("StudioAdopt", settings.Adopt is null ? "-" : "set", settings.Adopt?.Source.Name ?? "default"),
            Row("StudioRegisterOnBuild", settings.RegisterOnBuild),
            Row("StudioContinueOnError", settings.ContinueOnError),
            Row("StudioCiOutputs", settings.CiOutputs),
            Row("StudioDotEnvFile", properties, properties.DotEnvFile, properties.StudioDotEnvFile),
        ];
    }

    private static (string Name, string Value, string Source) Row(string name, ProjectProperties properties, string? path, string? property) =>
        (name, path is null ? "-" : Text.Clean(Path.GetRelativePath(properties.Folder, path), 1024), string.IsNullOrWhiteSpace(property) ? "default" : $"property {name}");

    private static (string Name, string Value, string Source) Row(string name, Setting<string>? setting) =>
        (name, setting is null ? "-" : Text.Clean(setting.Value), setting?.Source.Name ?? "default");

    private static (string Name, string Value, string Source) Row(string name, Setting<bool> setting) => (name, setting.Value ? "true" : "false", setting.Source.Name);

    private static string Recorded(RegistrationPlan plan, LockFileStore file) =>
        file.Read().TryGetValue(out var record, out _) && record.Find(RegistrationKey.From(plan.Registration)) is { } recorded ? $"recorded as {recorded.All[0].Url}"
        : plan.Settings.Adopt is not null ? "not recorded, to be adopted"
        : "not recorded";

    private static IEnumerable<string> Json(RegistrationPlan plan) =>
        CreateProjectContent.Json(plan.Registration, indented: true).Split('\n').Select(static line => "  " + Text.Clean(line.TrimEnd(), 4096));
}
