using StudioMsBuild.Git;
using StudioMsBuild.Settings;
using StudioMsBuild.Studio;

namespace StudioMsBuild.Tests.Studio;

/// <summary>One call of the create-project API: its outcome, and what was reported.</summary>
internal sealed record Call(Result<StudioProjects> Outcome, IReadOnlyList<Diagnostic> Reported)
{
    public const string Token = "isat_SECRET-0123/abc";

    public IReadOnlyList<StudioProject> Projects => Outcome.Value().All;

    public StudioProject Project => Projects.ShouldHaveSingleItem();

    public Failure Failure => Outcome.Failure();

    /// <summary>Calls the Studio at a URL, in the name of DVC_STUDIO_TOKEN.</summary>
    /// <param name="report">Gets each diagnostic as soon as it is reported.</param>
    /// <param name="with">Changes how the Studio is reached.</param>
    public static Call To(
        string url,
        int timeoutSeconds = 20,
        string token = Token,
        CancellationToken? cancel = null,
        int retries = 0,
        string? certificateFile = null,
        Action<Diagnostic>? report = null,
        Func<StudioConnection, StudioConnection>? with = null)
    {
        var address = Address(url);
        var connection = new StudioConnection
        {
            Studio = address,
            Timeout = TimeSpan.FromSeconds(timeoutSeconds),
            Retries = retries,
            CaCertificates = certificateFile is null ? null : new Setting<string>(certificateFile, new Source(SourceKind.Property, "StudioCaCertificateFile")),
        };
        using var client = new StudioClient(with is null ? connection : with(connection));
        return By(client, address, token, cancel, report);
    }

    public static Call By(StudioClient client, StudioAddress address, string token = Token, CancellationToken? cancel = null, Action<Diagnostic>? report = null)
    {
        var reported = new List<Diagnostic>();
        var repository = RepositoryUrl.Parse("https://github.com/owner/repository", "a test", reported.Add).Value();
        var registration = new CreateProjectRequest(address, repository, Public: true, "team", "nested", "größe");
        return new Call(client.Create(registration, ReadToken(address, token), Report, cancel ?? TestContext.Current.CancellationToken), reported);

        void Report(Diagnostic diagnostic)
        {
            reported.Add(diagnostic);
            report?.Invoke(diagnostic);
        }
    }

    public static StudioAddress Address(string url) => StudioAddress.Parse(url, "a test").Value();

    private static AccessToken ReadToken(StudioAddress address, string token)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DVC_STUDIO_TOKEN"] = token,
        };
        var properties = new ProjectProperties { ProjectFile = Path.GetFullPath("/nowhere/app.csproj") }.Set("StudioUrl", address.Value);
        var sources = new SettingSources(properties, environment, DvcConfig.None);
        return AccessToken.Read(StudioSettings.Read(sources).Value(), sources, new KnownTokens(), _ => { }).Value();
    }
}
