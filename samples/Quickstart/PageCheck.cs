namespace Quickstart;

internal static class PageCheck
{
    /// <summary>Fetches the page as a browser would, and says that it answers.</summary>
    public static async Task AnswersAsync(Uri page, string project, CancellationToken stop)
    {
        // Never through a proxy: the page is on this machine.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var response = await client.GetAsync(page, stop);
        var html = await response.Content.ReadAsStringAsync(stop);
        if (!response.IsSuccessStatusCode || !html.Contains(project, StringComparison.Ordinal))
            throw new QuickstartException($"{page} does not show the project (status {(int)response.StatusCode}).");

        Console.WriteLine($"It answers ({(int)response.StatusCode}) and shows {project}. The Studio ends here; run this on a terminal to open the page.");
    }
}
