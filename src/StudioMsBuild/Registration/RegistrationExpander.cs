namespace StudioMsBuild.Registration;

/// <summary>
/// Which registrations a project asks for: one for each @(StudioRegistration) item, or one of the properties alone.
/// </summary>
internal static class RegistrationExpander
{
    /// <summary>The settings of each; an item that is refused is reported, and does not stop the others.</summary>
    public static Result<StudioSettings[]> Expand(ProjectContext context, Action<Diagnostic> report)
    {
        var (inputs, settings) = (context.Properties, context.Settings);
        // Of an item and of a command line that picks it, or none.
        var picked = inputs.IsGlobal(StudioSettings.StudioSubdir.Name) ? settings.Subdir?.Value : null;
        if (inputs.Registrations.Count == 0)
            return new[] { settings };
        if (!FindItems(context, picked, report).TryGetValue(out var items, out var failure))
            return failure;
        if (items.Count == 0)
        {
            if (picked is not null)
                return new[] { settings };
            report(Diagnostics.NoRegistration());
            return Array.Empty<StudioSettings>();
        }

        var all = new List<StudioSettings>();
        foreach (var (subdir, item) in items)
        {
            if (settings.For(item, subdir, inputs).TryGetValue(out var its, out failure))
                all.Add(its);
            else
                report(failure.Diagnostic);
        }

        return CheckCommandLine(all.ToArray(), context);
    }

    /// <summary>The folders and their items; two items for one folder and team are one.</summary>
    private static Result<List<(string Subdir, RegistrationItem Item)>> FindItems(
        ProjectContext context,
        string? picked,
        Action<Diagnostic> report)
    {
        var settings = context.Settings;
        // StudioTeamName on the command line picks one of a folder's teams.
        var team = context.Properties.IsGlobal(StudioSettings.StudioTeamName.Name) ? settings.TeamName?.Value : null;
        var found = new List<(string Subdir, RegistrationItem Item)>();
        var leftOut = new List<string>();
        foreach (var item in context.Properties.Registrations.Where(static item => !item.IsTemporary))
        {
            var folder = RegistrationFolder.Find(item, context);
            if (folder.Subdir is null)
            {
                if (picked is null)
                {
                    var source = $"the StudioRegistration {Text.Quote(item.Include)}";
                    report(Diagnostics.BadSubdir(source, folder.Reason!).OfProperty().Diagnostic);
                }
            }
            else if (folder.IsOtherCheckout)
                leftOut.Add(folder.Subdir);
            else
                found.Add((folder.Subdir, item));
        }

        if (context.WorkTree.TryGetValue(out var workTree, out _))
        {
            if (!GitIgnore.Find(workTree, found.Select(static one => one.Subdir).Distinct(StringComparer.Ordinal))
                .TryGetValue(out var ignored, out var failure))
                return failure;
            leftOut.AddRange(ignored);
            found.RemoveAll(one => ignored.Contains(one.Subdir));
        }

        if (leftOut.Count > 0)
            report(Messages.LeftOut(leftOut.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()));
        return found.GroupBy(one => (one.Subdir, Team: Either(one.Item.TeamName, settings.TeamName?.Value)))
            .Where(twins => picked is null || (twins.Key.Subdir == picked && (team is null || twins.Key.Team == team)))
            .Select(static twins => (twins.Key.Subdir, twins.Select(static one => one.Item).Aggregate(Merge)))
            .ToList();
    }

    /// <summary>StudioForce and StudioAdopt apply to one registration.</summary>
    private static Result<StudioSettings[]> CheckCommandLine(StudioSettings[] all, ProjectContext context)
    {
        var settings = context.Settings;
        var property = settings.Force.Value ? StudioSettings.StudioForce.Name
            : settings.Adopt is not null ? StudioSettings.StudioAdopt.Name
            : null;
        return property is not null && all.Length > 1 ? Diagnostics.NotForSeveral(property, all.Length) : all;
    }

    /// <summary>Two items for one registration: what the first leaves open, the second may say.</summary>
    private static RegistrationItem Merge(RegistrationItem first, RegistrationItem second) =>
        new(
            first.Include,
            Either(first.ProjectName, second.ProjectName),
            Either(first.TeamName, second.TeamName),
            Either(first.Public, second.Public),
            Either(first.Adopt, second.Adopt));

    private static string? Either(string? first, string? second) => string.IsNullOrWhiteSpace(first) ? second : first.Trim();
}
