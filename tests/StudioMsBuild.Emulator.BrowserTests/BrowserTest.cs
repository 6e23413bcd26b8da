using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace StudioMsBuild.Emulator.BrowserTests;

/// <summary>A test with an emulator and a browser window of its own. No page may write an error to the console or ask another server.</summary>
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    /// <summary>An address without a page, of which Chromium itself writes to the console.</summary>
    protected const string Nowhere = "/nowhere";

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly List<string> complaints = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected EmulatorServer Studio { get; private set; } = null!;

    protected IPage Page { get; private set; } = null!;

    protected virtual EmulatorOptions Options => new() { User = "ada" };

    protected virtual BrowserNewContextOptions Window => new() { ViewportSize = new() { Width = 1100, Height = 800 } };

    public async ValueTask InitializeAsync()
    {
        var context = await chromium.Browser.NewContextAsync(Window);
        Studio = await EmulatorServer.StartAsync(Options with { Port = 0 }, Cancel);
        Page = await context.NewPageAsync();
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Location.Contains(Nowhere, StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        Page.PageError += (_, error) => complaints.Add(error);
        Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Studio.Url + "/", StringComparison.Ordinal))
                complaints.Add($"It asks {request.Url}.");
        };
        client.BaseAddress = new Uri(Studio.Url);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("StudioMsBuild/0.1.0");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Page is not null)
        {
            await KeepScreenshotOfFailureAsync();
            await Page.Context.DisposeAsync();
            await Studio.DisposeAsync();
        }

        client.Dispose();
        complaints.ShouldBeEmpty();
    }

    protected Task<IResponse?> GoTo(string address) => Page.GotoAsync(new Uri(new Uri(Studio.Url), address).ToString());

    /// <summary>Registers as the API page says; returns the project's path.</summary>
    protected async Task<string> Register(string repository, string? name = null, string? team = null, string? subdir = null, bool isPublic = false, string? fault = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/create-project");
        request.Headers.TryAddWithoutValidation("Authorization", "token isat_made-up").ShouldBeTrue();
        if (fault is not null)
            request.Headers.Add("X-Studio-Fail", fault);
        var body = new JsonObject { ["repo_url"] = repository, ["public"] = isPublic };
        foreach (var (field, value) in new[] { ("name", name), ("team_name", team), ("subdir", subdir) })
        {
            if (value is not null)
                body[field] = value;
        }

        request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        using var answer = await client.SendAsync(request, Cancel);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        return json["projects"] is { } projects ? new Uri((string)projects[0]!["url"]!).AbsolutePath : "";
    }

    private async Task KeepScreenshotOfFailureAsync()
    {
        var test = TestContext.Current;
        if (test.TestState?.Result != TestResult.Failed && complaints.Count == 0)
            return;
        var name = string.Concat(test.Test!.TestDisplayName.Split('.')[^1].Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var file = SourceTree.File($"artifacts/test-logs/{name}.png");
        await Page.ScreenshotAsync(new() { Path = file, FullPage = true });
        test.TestOutputHelper!.WriteLine($"Screenshot: {file}");
    }
}
