namespace StudioMsBuild;

/// <summary>The dry run's message: each setting, its value and its source, and the request. The token is only "set".</summary>
internal static class PlanText
{
    public static string Of(Plan plan)
    {
        var settings = plan.Settings;
        var properties = plan.Checkout.Properties;
        var registration = plan.Registration;
        var hasToken = plan.Token.Is(out var token, out var failure);
        var recorded = new Registrar(plan, static _ => { }, CancellationToken.None).FindRecorded();
        (string Name, string Value, string? Source)[] rows =
        [
            ("StudioUrl", settings.Studio.Value.Value, settings.Studio.Source.Name),
            ("StudioRepoUrl", plan.Repository.Value.Value, plan.Repository.Source.Name),
            // A remote's name has no colon; a URL may hold a credential, and what is sent of it stands in the line above.
            Row("StudioGitRemote", settings.GitRemote is { } remote && remote.Value.Contains(':') ? remote with { Value = "a URL" } : settings.GitRemote),
            ("StudioPublic", settings.Public.Value ? "true" : "false", settings.Public.Source.Name),
            Row("StudioTeamName", settings.TeamName),
            ("StudioSubdir", registration.Subdir ?? "the Git root", plan.Subdir?.Source.Name ?? "no .dvc folder"),
            Row("StudioProjectName", settings.ProjectName),
            ("StudioTimeout", $"{settings.Timeout.Value} s", settings.Timeout.Source.Name),
            ("StudioOffline", settings.Offline.Value ? "true" : "false", settings.Offline.Source.Name),
            ("StudioDryRun", settings.DryRun.Value ? "true" : "false", settings.DryRun.Source.Name),
            Row("StudioCaCertificateFile", settings.CaCertificateFile),
            ("StudioRetries", $"{settings.Retries.Value}", settings.Retries.Source.Name),
            ("StudioLockFile", Text.Clean(Path.GetRelativePath(properties.Folder, plan.Checkout.RecordPath), 1024), properties.LockFile is null ? "default" : "property StudioLockFile"),
            ("StudioLockedMode", settings.LockedMode.Value ? "true" : "false", settings.LockedMode.Source.Name),
            ("StudioForce", settings.Force.Value ? "true" : "false", settings.Force.Source.Name),
            ("StudioAdopt", settings.Adopt is null ? "-" : "set", settings.Adopt?.Source.Name ?? "default"),
            ("record", recorded is null ? "not recorded" : $"recorded as {recorded.All[0].Url}", null),
            hasToken ? ("token", $"set, from {token!.Source}", null) : ("token", $"{failure!.Code}: {failure.Text}", null),
        ];

        var width = rows.Where(static row => row.Source is not null).Max(static row => row.Value.Length);
        var lines = rows.Select(row => $"  {row.Name,-24}{(row.Source is null ? row.Value : $"{row.Value.PadRight(Math.Min(width, 72))}  ({row.Source})")}");
        var json = CreateProjectRequest.Json(registration, indented: true).Split('\n').Select(static line => "  " + Text.Clean(line.TrimEnd(), 4096));
        return string.Join('\n', ["Studio dry run, nothing is sent:", .. lines, $"  POST {settings.Studio.Value.Endpoint.AbsoluteUri}", .. json]);
    }

    private static (string, string, string?) Row(string name, Setting<string>? setting) =>
        (name, setting is null ? "-" : Text.Clean(setting.Value), setting?.Source.Name ?? "default");
}
