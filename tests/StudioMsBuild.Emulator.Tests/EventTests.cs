namespace StudioMsBuild.Emulator.Tests;

/// <summary>GET /_emulator/events, from which an open page learns that it is out of date.</summary>
public sealed class EventTests : EmulatorServerTest
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });

    public override async ValueTask DisposeAsync()
    {
        client.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_page_is_notified_of_each_kind_of_change()
    {
        var version = (await Page("/")).DocumentElement.GetAttribute("data-version");
        using var events = await Events();
        (await Next(events)).ShouldBe(version);

        foreach (var change in (Func<Task>[])
        [
            () => Create("""{"repo_url": "git@github.com:o/r.git"}"""),
            () => Create("{}"),
            () => Ask(HttpMethod.Delete, "/_emulator/requests"),
            () => Ask(HttpMethod.Delete, "/_emulator/projects"),
            () => Ask(HttpMethod.Put, "/_emulator/faults"),
        ])
        {
            var before = version;
            await change();
            version = (await Page("/")).DocumentElement.GetAttribute("data-version");
            version.ShouldNotBe(before);

            string? seen;
            do
                seen = await Next(events);
            while (seen != version);
        }
    }

    [Fact]
    public async Task The_number_of_notified_pages_is_limited_and_closing_one_frees_its_slot()
    {
        var open = new List<StreamReader>();
        for (var at = 0; at < 50; at++)
            open.Add(await Events());

        var answer = await Get("/_emulator/events");
        (answer.Status, (string)answer.Json["detail"]!).ShouldBe((503, "Too many pages are open."));

        open.ForEach(events => events.Dispose());
        var isThereRoom = false;
        while (!isThereRoom)
        {
            using var again = await client.GetAsync(new Uri($"{Studio.Url}/_emulator/events"), HttpCompletionOption.ResponseHeadersRead, Cancel);
            isThereRoom = again.IsSuccessStatusCode;
        }
    }

    [Fact]
    public async Task The_events_end_when_the_emulator_stops()
    {
        using var events = await Events();
        await Next(events);

        await Studio.DisposeAsync();

        (await Next(events)).ShouldBeNull();
    }

    private static async Task<string?> Next(StreamReader events)
    {
        while (await events.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return line["data: ".Length..];
        }

        return null;
    }

    private async Task<StreamReader> Events()
    {
        var answer = await client.GetAsync(new Uri($"{Studio.Url}/_emulator/events"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
    }
}
