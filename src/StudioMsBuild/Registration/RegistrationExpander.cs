namespace StudioMsBuild.Registration;

/// <summary>Which registrations a project asks for: one for each @(StudioRegistration) item, or one of the properties alone.</summary>
internal static class RegistrationExpander
{
    /// <summary>The settings of each; an item that is at fault is told, and does not stop the others.</summary>
    public static Result<StudioSettings[]> Expand(ProjectContext context, Action<Diagnostic> report)
    {
        var (inputs, settings) = (context.Properties, context.Settings);
        // StudioSubdir on the command line picks one of them, and StudioTeamName one of a folder's teams.
        var picked = inputs.IsGlobal(StudioSettings.StudioSubdir.Name) ? settings.Subdir?.Value : null;
        var team = inputs.IsGlobal(StudioSettings.StudioTeamName.Name) ? settings.TeamName?.Value : null;
        if (inputs.Registrations.Count == 0 && (picked is not null || !RegistrationItem.IsGlobDeclared(inputs.ProjectFiles)))
            return new[] { settings };
        var items = inputs.Registrations.Where(static item => !item.IsTemporary).GroupBy(KeyOf).Where(IsPicked).Select(static twins => twins.Aggregate(Merge)).ToList();
        if (items.Count == 0)
        {
            if (picked is not null)
                return new[] { settings };
            report(Diagnostics.NoRegistration());
            return Array.Empty<StudioSettings>();
        }

        var all = new List<StudioSettings>();
        foreach (var item in items)
        {
            if (settings.For(item, inputs, context.Prefix).TryGetValue(out var its, out var failure))
                all.Add(its);
            else
                report(failure.Diagnostic);
        }

        return all.Count > 1 && settings.Force.Value ? Diagnostics.NotForSeveral(StudioSettings.StudioForce.Name, all.Count)
            : all.Count > 1 && settings.Adopt is not null ? Diagnostics.NotForSeveral(StudioSettings.StudioAdopt.Name, all.Count)
            : all.ToArray();

        (string Subdir, string? Team) KeyOf(RegistrationItem item) =>
            (item.Subdir(inputs.Folder, context.Prefix).Value ?? item.Include, Either(item.TeamName, settings.TeamName?.Value));

        bool IsPicked(IGrouping<(string Subdir, string? Team), RegistrationItem> twins) =>
            picked is null || (twins.Key.Subdir == picked && (team is null || twins.Key.Team == team));
    }

    /// <summary>Two items for one registration: what the first leaves open, the second may say.</summary>
    private static RegistrationItem Merge(RegistrationItem first, RegistrationItem second) =>
        new(first.Include, Either(first.ProjectName, second.ProjectName), Either(first.TeamName, second.TeamName), Either(first.Public, second.Public), Either(first.Adopt, second.Adopt));

    private static string? Either(string? first, string? second) => string.IsNullOrWhiteSpace(first) ? second : first.Trim();
}
