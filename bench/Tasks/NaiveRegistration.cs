using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Build.Framework;

namespace Bench.Tasks;

/// <summary>The task that one writes in an afternoon: asynchronous, with everything at its default, JSON by reflection, no record.</summary>
public sealed class NaiveRegistration : Microsoft.Build.Utilities.Task
{
    /// <summary>The project's folder.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The created project's URL.</summary>
    [Output]
    public string ProjectUrl { get; private set; } = "";

    /// <inheritdoc />
    public override bool Execute()
    {
        ProjectUrl = RegisterAsync().GetAwaiter().GetResult();
        Log.LogMessage(MessageImportance.High, ProjectUrl);
        return true;
    }

    private async Task<string> RegisterAsync()
    {
        using var git = Process.Start(new ProcessStartInfo("git", "remote get-url origin") { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true })!;
        var repository = (await git.StandardOutput.ReadToEndAsync()).Trim();
        await git.WaitForExitAsync();

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("token", Environment.GetEnvironmentVariable("DVC_STUDIO_TOKEN"));
        using var response = await http.PostAsJsonAsync($"{Environment.GetEnvironmentVariable("DVC_STUDIO_URL")}/api/create-project", new Request(repository));
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<Answer>();
        return answer!.Projects[0].Url;
    }

    private sealed record Request([property: JsonPropertyName("repo_url")] string RepoUrl);

    private sealed record Answer(IReadOnlyList<Project> Projects);

    private sealed record Project(string Id, string Url, string Name);
}
