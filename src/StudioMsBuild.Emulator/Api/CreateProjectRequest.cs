namespace StudioMsBuild.Emulator.Api;

/// <summary>The body of a create-project request. Unknown fields are ignored.</summary>
internal sealed record CreateProjectRequest(RepositoryUrl Repository, bool Public, string? TeamName, string? Subdir, string? Name)
{
    private const int LongestName = Emulator.Name.Longest;

    /// <summary>Reads the fields; the result is valid only if <paramref name="fields"/> has no errors.</summary>
    public static CreateProjectRequest Read(Fields fields, EmulatorOptions options) => new(
        fields.RepositoryUrl("repo_url"),
        fields.Flag("public"),
        TeamNameOf(fields, options.Teams),
        fields.Text("subdir", LongestName),
        fields.Text("name", LongestName));

    private static string? TeamNameOf(Fields fields, IReadOnlyCollection<string> teams)
    {
        const string field = "team_name";
        var name = fields.Text(field, LongestName);
        if (name is not null && !Emulator.Name.IsValid(name))
            fields.Fail(field, "Enter a valid team name.");
        else if (name is not null && teams.Count > 0 && !teams.Contains(name, StringComparer.Ordinal))
            fields.Fail(field, $"There is no team {name}.");

        return name;
    }
}
