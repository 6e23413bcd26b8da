namespace StudioMsBuild.Emulator.Api;

/// <summary>The body of a create-project request. Fields that the API page does not know are passed over.</summary>
internal sealed record CreateProjectRequest(RepositoryUrl Repository, bool Public, string? TeamName, string? Subdir, string? Name)
{
    private const int LongestName = 256;

    /// <summary>The request, to be used only where <paramref name="fields"/> has found no error.</summary>
    public static CreateProjectRequest Read(Fields fields) => new(
        fields.RepositoryUrl("repo_url"),
        fields.Flag("public"),
        TeamNameOf(fields),
        fields.Text("subdir", LongestName),
        fields.Text("name", LongestName));

    private static string? TeamNameOf(Fields fields)
    {
        const string field = "team_name";
        var name = fields.Text(field, LongestName);

        // Dots alone would lead the project's URL elsewhere.
        if (name?.Trim('.').Length == 0)
            fields.Fail(field, "Enter a valid team name.");

        return name;
    }
}
